"""What the threads of this process wait for, by a look at their stacks now and then.

So an operation costs the program nothing, whether anybody watches or not, and no trace has a frame of the agent's. What
has been awaited for two looks is told.
"""
import sys
import time
from _thread import get_ident

from .fields import NAME, cut, now_ms
from .wait_frames import find_wait

_MAX_WAITS = 100
_UNMOVED = 0.0002  # seconds of processor time: a thread that has used less has not gone on


class Waits:
    def __init__(self, agent):
        self._agent = agent
        self._looks = {}  # thread → Look
        self._told = {}  # thread → message
        self._number = 0

    def look(self):
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

    def restate(self):
        if self._number == 0:
            return
        yield {"type": "resumed", "id": self._agent.id, "wait": None}
        yield from self._told.values()

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
        wait = find_wait(frame, is_main=_is_main(thread))
        if wait is None:
            return True
        operation, named, location = wait
        self._number += 1
        self._told[thread] = {
            "type": "waiting",
            "id": self._agent.id,
            "wait": self._number,
            "operation": cut(operation, NAME),
            "object": cut(named, NAME),
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
