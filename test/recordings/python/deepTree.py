import multiprocessing
import sys
import time
from multiprocessing import Process

night = float(sys.argv[1]) if len(sys.argv) > 1 else 60


def part(fraction):
    time.sleep(night * fraction)


def say(what):
    print(f'{multiprocessing.current_process().name}: {what}')


def wait(fraction):
    part(fraction)


def dome():
    shutter = Process(target=wait, args=(0.8,), name='shutter')
    tracker = Process(target=wait, args=(10,), name='tracker', daemon=True)
    shutter.start()
    tracker.start()
    shutter.join()
    say(f'the shutter is closed, the tracker runs: {tracker.is_alive()}')


def camera():
    autofocus = Process(target=wait, args=(10,), name='autofocus')
    autofocus.start()
    for number in [1, 2, 3]:
        exposure = Process(target=wait, args=(0.2,), name=f'exposure {number}')
        exposure.start()
        exposure.join()
        say(f'{exposure.name} ended with {exposure.exitcode}')
    autofocus.terminate()
    autofocus.join()
    say(f'autofocus ended with {autofocus.exitcode}')


def calibrate():
    part(0.4)
    raise Exception('frame 7 is overexposed')


def stack(layers):
    children = [Process(target=wait, args=(0.5,)) for _ in range(layers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    say(f'{" and ".join(child.name for child in children)} are done')


def pipeline():
    calibration = Process(target=calibrate, name='calibration')
    stacking = Process(target=stack, args=(2,), name='stacking')
    calibration.start()
    stacking.start()
    calibration.join()
    say(f'calibration ended with {calibration.exitcode}')
    stacking.join()


def main():
    Process(target=wait, args=(10,), name='weather', daemon=True).start()
    crew = [
        Process(target=dome, name='dome'),
        Process(target=camera, name='camera'),
        Process(target=pipeline, name='pipeline'),
    ]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    say('the night is over: ' + ', '.join(f'{each.name} {each.exitcode}' for each in crew))


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    main()
