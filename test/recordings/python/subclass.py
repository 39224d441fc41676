import multiprocessing
import time


class Surveyor(multiprocessing.Process):
    def __init__(self, plot, *sides):
        super().__init__()
        self.plot = plot
        self.sides = sides
        self.area = 0

    def run(self):
        time.sleep(max(self.sides) / 20)
        self.area = self.sides[0] * self.sides[1]
        print(f'{self.name}: the {self.plot} has {self.area} square metres')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    surveyors = [
        Surveyor('orchard', 40, 25),
        Surveyor('pond', 12, 18),
        Surveyor('meadow', 36, 30),
        Surveyor('yard', 20, 15),
    ]
    for surveyor in surveyors:
        surveyor.start()
    for surveyor in surveyors:
        surveyor.join()
    print('areas known here:', *[surveyor.area for surveyor in surveyors])
