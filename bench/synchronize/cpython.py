# The twin of library.mjs.
import multiprocessing
import sys
import time


def hold_and_release(lock, count):
    for _ in range(count):
        lock.acquire()
        lock.release()


def contend(lock, gate, done):
    done.put(0)
    while count := gate.get():
        hold_and_release(lock, count)
        done.put(count)


def pass_(own, others, count):
    for _ in range(count):
        own.acquire()
        others.release()


def answer(own, others):
    while True:
        own.wait()
        own.clear()
        others.set()


def wake(event, ready, woken):
    while True:
        ready.put(True)
        event.wait()
        at = time.monotonic_ns()
        event.clear()
        woken.put(at)


def alone(turn, count):
    for turns in [count // 5, count]:
        started_at = time.perf_counter()
        turn(turns)
        print(f"result {turns / (time.perf_counter() - started_at)}", flush=True)


def contended(parties, count):
    lock = multiprocessing.Lock()
    done = multiprocessing.Queue()
    gates = [multiprocessing.Queue() for _ in range(parties)]
    for gate in gates:
        multiprocessing.Process(target=contend, args=(lock, gate, done), daemon=True).start()
    for _ in gates:
        done.get()
    for turns in [count // 5, count]:
        started_at = time.perf_counter()
        for gate in gates:
            gate.put(turns // parties)
        for _ in gates:
            done.get()
        print(f"result {(time.perf_counter() - started_at) * 1e6 / turns}", flush=True)


def hand_over(count):
    here, there = multiprocessing.Lock(), multiprocessing.Lock()
    here.acquire()
    there.acquire()
    multiprocessing.Process(target=pass_, args=(there, here, 1 + count // 5 + count), daemon=True).start()
    there.release()
    here.acquire()
    for turns in [count // 5, count]:
        started_at = time.perf_counter()
        for _ in range(turns):
            there.release()
            here.acquire()
        print(f"result {(time.perf_counter() - started_at) * 1e6 / (2 * turns)}", flush=True)


def in_turn(count):
    here, there = multiprocessing.Event(), multiprocessing.Event()
    multiprocessing.Process(target=answer, args=(there, here), daemon=True).start()
    for turns in [1, count // 5, count]:
        started_at = time.perf_counter()
        for _ in range(turns):
            there.set()
            here.wait()
            here.clear()
        if turns > 1:
            print(f"result {(time.perf_counter() - started_at) * 1e6 / (2 * turns)}", flush=True)


def wake_up(count):
    event = multiprocessing.Event()
    ready, woken = multiprocessing.Queue(), multiprocessing.Queue()
    multiprocessing.Process(target=wake, args=(event, ready, woken), daemon=True).start()
    times = []
    for _ in range(count):
        ready.get()
        time.sleep(0.002)
        set_at = time.monotonic_ns()
        event.set()
        times.append((woken.get() - set_at) / 1e3)
    print(f"result {sorted(times)[count >> 1]}", flush=True)


def increments(count):
    value = multiprocessing.Value("i", 0)

    def increment(turns):
        for _ in range(turns):
            with value.get_lock():
                value.value += 1

    alone(increment, count)


def lock(count):
    shared = multiprocessing.Lock()
    alone(lambda turns: hold_and_release(shared, turns), count)


def semaphore(count):
    shared = multiprocessing.Semaphore(1)
    alone(lambda turns: hold_and_release(shared, turns), count)


MEASUREMENTS = {
    "lock": lock,
    "semaphore": semaphore,
    "value": increments,
    "contended2": lambda count: contended(2, count),
    "contended4": lambda count: contended(4, count),
    "handOver": hand_over,
    "inTurn": in_turn,
    "wakeUp": wake_up,
}

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    MEASUREMENTS[sys.argv[1]](int(sys.argv[2]))
