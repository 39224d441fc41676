"""What this process says of itself and of the children that it has started."""
import atexit
import os
import sys
from _thread import RLock

from .children import Children
from .connection import Connection
from .fields import now_ms
from .forks import register as register_forks
from .hello import hello, unique_id
from .json_lines import as_fields
from .watcher import Watcher

_EXITS_BY_ATEXIT = sys.version_info >= (3, 13)  # also forked processes, which join their children only then


class Agent:
    """One for each process. All that it does happens under one lock, which a signal handler may enter again."""

    CONFIG_KEY = "process_tree"  # in a Process's _config, which goes from parent to child: the parent's id

    def __init__(self, path, token):
        self.module = None  # multiprocessing.process, once it is imported
        self.id = unique_id()
        self._path, self._token = path, token
        self._started_at = now_ms()
        self._lifeline = None
        self._script = None
        self._starter_tells_end = False
        self._is_fork = False
        self._reset()
        self._parent_id = None
        self._said_end = False
        self._exitcode = None
        self._unfreed = None
        register_forks(self)
        atexit.register(self._exit)  # before multiprocessing.util does it, and so to be called after it

    def _reset(self):
        self.lock = RLock()
        self._failure = None
        self.connection = Connection(self._path, self._hello, self._restate)
        self.children = Children(self)
        self.commands = None
        self.watcher = Watcher(self)

    def quietly(self, act, *args):
        """What goes wrong here is nobody's concern but ours."""
        try:
            with self.lock:
                act(*args)
        except Exception:
            pass

    def say(self, **message):
        """Sends a message, if a server is there."""
        self.connection.send(message)

    def received(self, line):
        """From the server, which asks few processes for anything."""
        if self.commands is None:
            from .commands import Commands

            self.commands = Commands(self)
        self.commands.received(line)

    @property
    def is_root(self):
        """Whether it is a program's first process."""
        return self._parent_id is None

    # ── this process ───────────────────────────────────────────────────────────────────────────────────────────────

    def launched(self, launch):
        """The editor has started this program, and knows it by an id."""
        fields = as_fields(launch)
        if isinstance(fields.get("id"), str):
            self.id = fields["id"]
            self._starter_tells_end = True
        if isinstance(fields.get("script"), str):
            self._script = fields["script"]
        if isinstance(fields.get("lifeline"), int):
            self._lifeline = fields["lifeline"]
            os.set_inheritable(self._lifeline, False)
        self.begin()

    def begin(self):
        """From now on a server hears of this process."""
        if self.connection.begun:
            return
        self.connection.begin()
        self.watcher.start(self._lifeline)

    def child_began(self):
        """multiprocessing has started this process."""
        process = self.module._current_process
        self._parent_id = process._config.get(self.CONFIG_KEY)
        if self._parent_id is not None:
            self.id = "%s.%s" % (self._parent_id, process._identity[-1])
        process._config[self.CONFIG_KEY] = self.id
        if _EXITS_BY_ATEXIT and self._is_fork:
            self._exit_last()
        self.begin()

    def _exit_last(self):
        """multiprocessing has just cleared what is done at the exit, but for its own."""
        joins_children = sys.modules["multiprocessing.util"]._exit_function
        atexit.unregister(joins_children)
        atexit.register(self._exit)
        atexit.register(joins_children)

    def failed(self, error):
        from .describe import describe_error

        self._failure = describe_error(error)

    def child_ending(self, exitcode):
        """Of what multiprocessing has to do in this process, only to join its children may be left."""
        self._exitcode = exitcode & 0xFF if isinstance(exitcode, int) else None
        if not self.children.live():
            self._say_end(self._exitcode)

    def _exit(self):
        """The last thing but one that a Python program does: its children have ended."""
        if not self.connection.begun:
            return
        self.quietly(self._exiting)
        self.watcher.stop()  # not under the lock, which the thread may want

    def _exiting(self):
        self.connection.connect_if_due()  # the thread may not have come to it
        error = getattr(sys, "last_value", None)
        if error is not None and self._failure is None:
            self.failed(error)
        if error is not None or not self._starter_tells_end:
            self._say_end(1 if error is not None else self._exitcode)  # which of a first process nobody can tell here

    def _say_end(self, exitcode):
        if self._said_end:
            return
        self._said_end = True
        self.connection.connect_if_due()
        self.say(type="ended", id=self.id, at=now_ms(), exitcode=exitcode, signal=None, error=self._failure)
        self.connection.flush()

    def forked(self):
        """This process is a copy of the one that the agent was made in, and knows nothing of its own."""
        self.connection.abandon()
        self.children.abandon()
        self.watcher.abandon()
        self._unfreed = (self._unfreed, self.children)  # to free its parts would copy each page that they are on
        self._parent_id, self.id = self.id, unique_id()
        self._started_at = now_ms()
        self._lifeline = None
        self._starter_tells_end = False
        self._said_end = False
        self._is_fork = True
        self._reset()

    # ── its children ───────────────────────────────────────────────────────────────────────────────────────────────

    def child_starting(self, process, frame):
        """Before it is started: afterwards its target is not known any more."""
        from .describe import describe_start

        self.children.starting(process, describe_start(process, frame))

    def child_started(self, process):
        self.begin()
        self.connection.connect_if_due()  # the thread may not come to it between one fork and the next
        self.children.started(process)

    def renamed(self, process):
        if process is getattr(self.module, "_current_process", None):
            if self.connection.begun:
                self.say(type="named", id=self.id, name=process.name)
        else:
            self.children.renamed(process)

    # ── all that a server has to know ──────────────────────────────────────────────────────────────────────────────

    def _hello(self):
        process = getattr(self.module, "_current_process", None)
        return hello(self._token, self.id, self._parent_id, self._started_at, process, self._script)

    def _restate(self):
        yield from self.children.restate()
        yield from self.watcher.looks.restate()
