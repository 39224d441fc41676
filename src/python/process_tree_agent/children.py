"""The children that this process has started: what is known of them, and how they end."""
import os
from _weakref import ref

from .fields import NAME, cut, now_ms

_REMEMBERED = 200  # of those that have ended


class Child:
    """`process` is the program's own Process object. `watch` is a descriptor that is readable when it has ended."""

    def __init__(self, child_id, process, start):
        self.id = child_id
        self.process = process
        self.popen = process._popen
        self._popen = ref(self.popen)
        self.pid = self.popen.pid
        self.name = process.name
        self.start = start
        self.end = None
        self.joined = False
        self.owned, self.watch = _watch(self.pid, self.popen)

    def stop_watching(self):
        if self.owned and self.watch is not None:
            os.close(self.watch)
        self.watch = None

    def is_run_by(self, popen):
        return self._popen() is popen

    def release(self):
        """multiprocessing has done with it: what the program drops is to go, with the descriptors that it has."""
        self.process = self.popen = None


class Children:
    def __init__(self, agent):
        self._agent = agent
        self._starting = {}
        self._by_pid = {}
        self._live = {}
        self._ended_ids = []
        self.by_id = {}

    def live(self):
        return self._live.values()

    # ── what multiprocessing tells ─────────────────────────────────────────────────────────────────────────────────

    def starting(self, process, start):
        self._starting[id(process)] = start

    def started(self, process):
        start = self._starting.pop(id(process), None) or {"at": now_ms(), "daemon": bool(process.daemon)}
        self._starting.clear()  # the others could not be started
        child = Child("%s.%s" % (self._agent.id, process._identity[-1]), process, start)
        self.by_id[child.id] = self._live[child.id] = self._by_pid[child.pid] = child
        self._agent.say(**self._started_message(child))
        self._agent.watcher.look()

    def renamed(self, process):
        child = self._of(getattr(process, "_popen", None))
        if child is not None and child.end is None:
            child.name = process.name
            self._agent.say(type="named", id=child.id, name=cut(child.name, NAME))

    def stopping(self, popen, number):
        child = self._of(popen)
        if child is not None and child.end is None:
            self._agent.say(type="stopping", id=child.id, signal=_signal_name(number))

    def reaped(self, process, joined):
        """multiprocessing has taken it out of its live children."""
        child = self._of(getattr(process, "_popen", None))
        if child is None:
            return
        if child.popen is not None:
            self._ended(child, child.popen.returncode)
            child.release()
        if joined and not child.joined:
            child.joined = True
            self._agent.say(type="joined", id=child.id, at=now_ms())

    # ── what the agent finds out ───────────────────────────────────────────────────────────────────────────────────

    def look(self, child):
        """Its descriptor has become readable. Returns whether it is known how it ended."""
        if child.end is None:
            code = _exit_code(child)
            if code is None:
                return False
            self._ended(child, code)
        return True

    def give_up(self, child):
        """It has ended, and nobody can tell how."""
        self._ended(child, None)

    def restate(self):
        for child in self.by_id.values():
            yield self._started_message(child)
            if child.end is not None:
                yield child.end
                if child.joined:
                    yield {"type": "joined", "id": child.id, "at": child.end["at"]}

    def abandon(self):
        """In a forked process: they are its parent's."""
        for child in self._live.values():
            child.stop_watching()
            child.release()

    def _ended(self, child, code):
        if child.end is not None:
            return
        child.stop_watching()
        del self._live[child.id]
        name = _signal_name(-code) if code is not None and code < 0 else None
        child.end = {"type": "ended", "id": child.id, "at": now_ms(), "exitcode": code, "signal": name, "error": None}
        self._agent.say(**child.end)
        if self._agent.commands is not None:
            self._agent.commands.ended(child)
        self._forget_old(child)

    def _of(self, popen):
        child = self._by_pid.get(getattr(popen, "pid", None))
        return child if child is not None and child.is_run_by(popen) else None

    def _started_message(self, child):
        return {
            "type": "started",
            "id": child.id,
            "parentId": self._agent.id,
            "name": cut(child.name, NAME),
            "pid": child.pid,
            "target": None,
            "args": None,
            "location": None,
            **child.start,
        }

    def _forget_old(self, ended):
        self._ended_ids.append(ended.id)
        if len(self._ended_ids) > _REMEMBERED:
            child = self.by_id.pop(self._ended_ids.pop(0))
            if self._by_pid.get(child.pid) is child:
                del self._by_pid[child.pid]


def _watch(pid, popen):
    """Returns whether the descriptor is ours to close, and the descriptor."""
    if hasattr(os, "pidfd_open"):
        try:
            return True, os.pidfd_open(pid)
        except OSError:
            pass
    return False, popen.sentinel


def _exit_code(child):
    """As multiprocessing has it; None when it is not known yet. It stays for the program to collect."""
    popen = child.popen
    if popen.returncode is None and type(popen).__module__.endswith("forkserver"):
        return popen.poll()
    if popen.returncode is None and hasattr(os, "waitid"):
        try:
            ended = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return None  # the program collects it just now
        if ended is not None:
            return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
    return popen.returncode


def _signal_name(number):
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return "SIG%d" % number
