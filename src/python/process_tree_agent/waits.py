"""What the threads of this process wait for, by a look at their stacks now and then.

So an operation costs the program nothing, whether anybody watches or not, and no trace has a frame of the agent's. What
has been awaited for two looks is told; the looks become rarer where nothing changes.
"""
import sys
import time
from _thread import get_ident

from .fields import cut, now_ms

_OFTEN = 0.1  # seconds between two looks
_SELDOM = 0.8
_MAX_WAITS = 100
_UNMOVED = 0.0002  # seconds of processor time: a thread that has used less has not gone on


class Waits:
    def __init__(self, agent):
        self._agent = agent
        self._interval = _OFTEN
        self._next = time.monotonic() + _OFTEN
        self._looks = {}  # thread → Look
        self._told = {}  # thread → message
        self._number = 0
        self._objects = None

    def next_in(self):
        """Seconds until the next look; None when there is nobody to tell, or nothing that could be awaited."""
        if self._agent.connection.fd is None or self._agent.module is None:
            return None
        return max(0.0, self._next - time.monotonic())

    def soon(self):
        """Something has happened that may end a wait."""
        self._interval = _OFTEN
        self._next = min(self._next, time.monotonic() + _OFTEN)

    def sample(self):
        if self.next_in() is None or time.monotonic() < self._next:
            return
        changed = self._look_at_all() | self._look_at_objects()
        self._interval = _OFTEN if changed else min(self._interval * 2, _SELDOM)
        self._next = time.monotonic() + self._interval

    def restate(self):
        if self._objects is not None:
            yield from self._objects.restate()
        if self._number == 0:
            return
        yield {"type": "resumed", "id": self._agent.id, "wait": None}
        yield from self._told.values()

    def _look_at_objects(self):
        """Those of a program, which its first process tells of, if it may have some."""
        if not self._agent.is_root or "multiprocessing.synchronize" not in sys.modules:
            return False
        if self._objects is None:
            from .shared_objects import SharedObjects

            self._objects = SharedObjects(self._agent)
        return self._objects.look()

    def _look_at_all(self):
        """Returns whether anything has changed since the last look."""
        frames = sys._current_frames()
        frames.pop(get_ident(), None)
        changed = False
        for thread in [thread for thread in self._looks if thread not in frames]:
            del self._looks[thread]
            changed |= self._resumed(thread)
        for thread, frame in list(frames.items())[:_MAX_WAITS]:
            changed |= self._look_at(thread, frame)
        return changed

    def _look_at(self, thread, frame):
        look = Look(thread, frame)
        before = self._looks.get(thread)
        if before is not None and before.is_same(look):
            return self._lasts(thread, before, frame)
        self._looks[thread] = look
        self._resumed(thread)
        return True

    def _lasts(self, thread, look, frame):
        """The thread has not moved since `look`. Returns whether that is news."""
        if look.told:
            return False
        look.told = True
        from .wait_frames import find_wait  # of no use before there is a thread that waits

        wait = find_wait(frame, is_main=_is_main(thread))
        if wait is None:
            return True
        operation, named, location = wait
        self._number += 1
        self._told[thread] = {
            "type": "waiting",
            "id": self._agent.id,
            "wait": self._number,
            "operation": cut(operation, 100),
            "object": cut(named, 100),
            "at": look.at,
            "location": location,
        }
        self._say(self._told[thread])
        return True

    def _resumed(self, thread):
        told = self._told.pop(thread, None)
        if told is not None:
            self._say({"type": "resumed", "id": told["id"], "wait": told["wait"]})
        return told is not None

    def _say(self, message):
        with self._agent.lock:
            self._agent.say(**message)


class Look:
    """Where a thread was. It keeps no frame, and so nothing of the program's alive."""

    def __init__(self, thread, frame):
        self.at = now_ms()
        self.told = False
        self._place = (id(frame), id(frame.f_code), frame.f_lasti)
        self._used = _processor_time(thread)

    def is_same(self, later):
        unmoved = later._used is None or self._used is None or later._used - self._used < _UNMOVED
        return self._place == later._place and unmoved


def _processor_time(thread):
    """Seconds; None where it cannot be asked for. The main thread alone is sure to be there when it is asked."""
    if not _is_main(thread) or not hasattr(time, "pthread_getcpuclockid"):
        return None
    return time.clock_gettime(time.pthread_getcpuclockid(thread))


def _is_main(thread):
    """threading is not imported for this: a program that has it not has one thread."""
    threading = sys.modules.get("threading")
    return threading is None or thread == threading.main_thread().ident
