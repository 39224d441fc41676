"""When this process is looked at, for what nobody tells: what its threads wait for, and how shared objects are.

The looks become rarer where nothing changes. What looks is loaded with the first one: few processes that end at once get any.
"""
import sys
import time

_OFTEN = 0.1  # seconds between two looks
_SELDOM = 0.8


class Looks:
    def __init__(self, agent):
        self._agent = agent
        self._interval = _OFTEN
        self._next = time.monotonic() + _OFTEN
        self._waits = None
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

    def look(self):
        """If it is time to."""
        if self.next_in() is None or time.monotonic() < self._next:
            return
        changed = not _is_traced() and self._look_at_threads() | self._look_at_objects()
        self._interval = _OFTEN if changed else min(self._interval * 2, _SELDOM)
        self._next = time.monotonic() + self._interval

    def restate(self):
        if self._objects is not None:
            yield from self._objects.restate()
        if self._waits is not None:
            yield from self._waits.restate()

    def _look_at_threads(self):
        if self._waits is None:
            from .waits import Waits

            self._waits = Waits(self._agent)
        return self._waits.look()

    def _look_at_objects(self):
        """Those of a program, which its first process tells of, if it may have some."""
        if not self._agent.is_root or "multiprocessing.synchronize" not in sys.modules:
            return False
        if self._objects is None:
            from .shared_objects import SharedObjects

            self._objects = SharedObjects(self._agent)
        return self._objects.look()


def _is_traced():
    """A debugger that comes by pid has gdb run code in this process. When that code starts a program, gdb (13) leaves all other
    threads stopped; one that was just asking for the interpreter is then waited for, for ever. So none of ours is to ask."""
    try:
        with open("/proc/self/status", "rb") as status:
            return b"TracerPid:\t0\n" not in status.read(1024)
    except OSError:  # not Linux
        return False
