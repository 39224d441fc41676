import multiprocessing
import time


class Parcel:
    def __init__(self, to, kilograms):
        self.to = to
        self.kilograms = kilograms

    def label(self):
        return f'{self.kilograms} kg for {self.to}'


def deliver(parcels):
    name = multiprocessing.current_process().name
    while (parcel := parcels.get()) is not None:
        print(f'{name}: a {type(parcel).__name__}, {parcel.label()}')
    print(f'{name}: goes home')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    parcels = multiprocessing.Queue()
    courier = multiprocessing.Process(target=deliver, args=(parcels,), name='courier')
    courier.start()
    for parcel in [Parcel('the lighthouse', 12), Parcel('the mill', 3.5), Parcel('the school', 7)]:
        time.sleep(0.7)
        parcels.put(parcel)
    parcels.put(None)
    parcels.close()
    parcels.join_thread()
    courier.join()
    print(f'exit code of the courier: {courier.exitcode}')
