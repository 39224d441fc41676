"""The queues, semaphores, events and barriers that a program's main module has in variables, as they are at the moment.

They are read from the memory that the processes share, and nothing is acquired for it. Who holds a lock, no other process can
see: so locks are not among them.
"""
import sys

from .fields import NAME, cut

_MAX_OBJECTS = 200
_PLAIN = {"depth": None, "limit": None, "unfinished": None, "flag": None, "holder": None, "waiters": [], "moreWaiters": 0}


class SharedObjects:
    def __init__(self, agent):
        self._agent = agent
        self._told = []

    def look(self):
        """Tells how they are, if that is news; returns whether it is."""
        objects = _objects()
        if objects == self._told:
            return False
        self._told = objects
        with self._agent.lock:
            self._agent.say(**self._message())
        return True

    def restate(self):
        if self._told:
            yield self._message()

    def _message(self):
        return {"type": "objects", "id": self._agent.id, "objects": self._told}


def _objects():
    described = {}
    for name, value in list(vars(sys.modules["__main__"]).items()):
        fields = _describe(value)
        if fields is not None and id(value) not in described and len(described) < _MAX_OBJECTS:
            identity = {"id": "%x" % id(value), "kind": type(value).__name__, "name": cut(name, NAME)}
            described[id(value)] = {**identity, **_PLAIN, **fields}
    return list(described.values())


def _describe(value):
    """None for all else. What is asked is the type, and not the object, which may be made to answer as another."""
    kind = type(value)
    for module, name, describe in _KINDS:
        known = getattr(sys.modules.get(module), name, None)
        if known is not None and issubclass(kind, known):
            try:
                return describe(value)
            except Exception:  # macOS does not tell the value of a semaphore
                return None
    return None


def _queue(queue):
    unfinished = getattr(queue, "_unfinished_tasks", None)
    return {
        "depth": queue._maxsize - _value(queue._sem),
        "limit": queue._maxsize if queue._maxsize < queue._sem._semlock.SEM_VALUE_MAX else None,
        "unfinished": None if unfinished is None else _value(unfinished),
    }


def _bounded_semaphore(semaphore):
    return {"depth": _value(semaphore), "limit": semaphore._semlock.maxvalue}


def _semaphore(semaphore):
    return {"depth": _value(semaphore)}


def _event(event):
    return {"flag": _value(event._flag) > 0}


def _barrier(barrier):
    return {"depth": barrier.n_waiting, "limit": barrier.parties, "flag": barrier.broken}


def _value(semaphore):
    return semaphore._semlock._get_value()


_SYNCHRONIZE = "multiprocessing.synchronize"
_KINDS = (  # a subclass before its base
    ("multiprocessing.queues", "Queue", _queue),
    (_SYNCHRONIZE, "BoundedSemaphore", _bounded_semaphore),
    (_SYNCHRONIZE, "Semaphore", _semaphore),
    (_SYNCHRONIZE, "Event", _event),
    (_SYNCHRONIZE, "Barrier", _barrier),
)
