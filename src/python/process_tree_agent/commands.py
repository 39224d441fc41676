"""Does what a server asks: with the calls on a Process object that the program has itself, on this process's children."""
import time

from .json_lines import as_fields

_SIGNALS = ("terminate", "kill", "interrupt")


class Commands:
    def __init__(self, agent):
        self._agent = agent
        self._joins = {}  # seq → (child, when it is over in monotonic seconds, or None)

    def received(self, line):
        message = as_fields(line)
        seq = message.get("seq")
        if not isinstance(seq, int):
            return
        if message.get("type") == "cancel":
            self._cancel(seq)
        elif message.get("type") == "command":
            self._run(seq, message)

    def ended(self, child):
        """Joins of it are answered."""
        for seq in [seq for seq, (awaited, _) in self._joins.items() if awaited is child]:
            del self._joins[seq]
            self._join_ended(seq, child)

    def next_timeout(self):
        """Seconds until a join is over; None when none has a limit."""
        ends = [end for _, end in self._joins.values() if end is not None]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def expire(self):
        """A join that is over without an end is no error."""
        now = time.monotonic()
        for seq in [seq for seq, (_, end) in self._joins.items() if end is not None and end <= now]:
            del self._joins[seq]
            self._succeed(seq, None)

    def _run(self, seq, message):
        action, child = message.get("action"), self._agent.children.by_id.get(message.get("id"))
        if child is None:
            text = "Process %s has no child with the id %s, or has forgotten it"
            self._fail(seq, "UnknownProcess", text % (self._agent.id, message.get("id")))
        elif action == "join":
            self._join(seq, child, message.get("timeout"))
        elif action in _SIGNALS:
            self._signal(seq, child, action)

    def _signal(self, seq, child, action):
        try:
            if child.end is None:
                _signal(child.process, action)
            self._succeed(seq, child.end and child.end["exitcode"])
        except Exception as error:
            self._fail(seq, type(error).__name__, str(error))

    def _join(self, seq, child, timeout):
        if child.end is not None:
            self._join_ended(seq, child)
        elif timeout is not None and timeout <= 0:
            self._succeed(seq, None)
        else:
            self._joins[seq] = (child, None if timeout is None else time.monotonic() + timeout)

    def _join_ended(self, seq, child):
        self._succeed(seq, child.end["exitcode"])

    def _cancel(self, seq):
        if self._joins.pop(seq, None) is not None:
            self._fail(seq, "AbortError", "The join was given up")

    def _succeed(self, seq, exitcode):
        self._agent.say(type="result", seq=seq, ok=True, exitcode=exitcode)

    def _fail(self, seq, name, message):
        self._agent.say(type="result", seq=seq, ok=False, error={"name": name, "message": message})


def _signal(process, action):
    if action == "interrupt" and not hasattr(process, "interrupt"):  # new in Python 3.14
        from signal import SIGINT

        process._popen._send_signal(SIGINT)
    else:
        getattr(process, action)()
