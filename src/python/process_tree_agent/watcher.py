"""The agent's thread: it sends what is left to be sent, does what the server asks, notices ends, looks what is awaited.

It is none of `threading`'s, so that the program does not find it there, and no signal comes to it.
"""
import os
import select
import sys
import time
from _signal import SIG_BLOCK, SIG_SETMASK, SIGTERM, pthread_sigmask, valid_signals
from _thread import allocate_lock, get_ident

from . import import_hooks
from .looks import Looks

_COLLECTING = 0.005  # seconds between two looks at a child that the program collects just now
_PATIENCE = 200  # so many looks
_STOPPING = 1.0  # seconds that a fork waits for the thread at most
_FORK_WARNS = sys.version_info >= (3, 12)  # of a fork beside threads, which it asks the system for


class Watcher:
    def __init__(self, agent):
        self._agent = agent
        self._lifeline = None
        self._wake = None  # (read, write)
        self._awaits = False  # it has made up its mind what it waits for
        self._stop = False
        self._running = None  # held while the thread runs
        self._ident = None  # of the thread
        self._paused = False
        self._unclear = {}  # children that have ended, how is not known yet → looks left
        self.looks = Looks(agent)

    def start(self, lifeline=None):
        self._lifeline = lifeline
        self._wake = os.pipe()
        for fd in self._wake:
            os.set_blocking(fd, False)
        self._run()

    def look(self):
        """There is something new to be watched."""
        if self._awaits:
            self._awaits = False
            os.write(self._wake[1], b"\0")

    def pause(self):
        """Ends the thread for the time of a fork."""
        if self._running is None:
            return
        self._paused = True
        threads = _thread_count() if _FORK_WARNS else None
        self.stop()
        if threads is not None:
            _until_less(threads)

    def resume(self):
        if self._paused:
            self._paused = False
            self._run()

    def stop(self):
        running, self._running, self._ident = self._running, None, None
        if running is None:
            return
        self._stop = True
        self.look()
        running.acquire(timeout=_STOPPING)

    def hide(self):
        """A debugger has just been loaded, by the thread that calls this; the agent's own is not to wake now (looks.py)."""
        if self._ident is not None:
            _hide_from_debugger(self._ident)

    def abandon(self):
        """In a forked process: the thread is its parent's."""
        for fd in self._wake or ():
            os.close(fd)
        self._wake = None
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None

    def _run(self):
        self._stop = False
        running = allocate_lock()
        running.acquire()
        old = pthread_sigmask(SIG_BLOCK, valid_signals())
        try:
            self._ident = import_hooks.start_new_thread(self._main, (running,))
        finally:
            pthread_sigmask(SIG_SETMASK, old)
        self._running = running  # not before: nobody is to wait for a thread that could not be started

    def _main(self, running):
        try:
            while not self._stop:
                _hide_from_debugger(get_ident())
                self._round()
        except Exception:
            pass  # nobody is told any more; the program goes on
        finally:
            _leave_debugger()
            running.release()

    def _round(self):
        with self._agent.lock:
            poll, by_fd, timeout = self._prepare()
        ready = poll.poll(None if timeout is None else timeout * 1000)
        with self._agent.lock:
            if self._stop:
                return
            for fd, _ in ready:
                self._ready(fd, by_fd.get(fd))
            self._look_again()
            if self._agent.commands is not None:
                self._agent.commands.expire()
            self._agent.connection.connect_if_due()
            self._agent.connection.flush()
        self.looks.look()

    def _prepare(self):
        """What is waited for, and how many seconds at most."""
        self._awaits = True
        poll, by_fd = select.poll(), {}
        poll.register(self._wake[0], select.POLLIN)
        connection = self._agent.connection
        if connection.fd is not None:
            poll.register(connection.fd, select.POLLIN | (select.POLLOUT if connection.has_unsent else 0))
        if self._lifeline is not None:
            poll.register(self._lifeline, 0)  # its end is told of in any case
        for child in self._agent.children.live():
            if child.watch is not None and child not in self._unclear:
                by_fd[child.watch] = child
                poll.register(child.watch, select.POLLIN)
        return poll, by_fd, self._timeout()

    def _timeout(self):
        agent = self._agent
        joins = None if agent.commands is None else agent.commands.next_timeout()
        limits = (agent.connection.retry_in(), joins, self.looks.next_in())
        known = [limit for limit in limits if limit is not None] + ([_COLLECTING] if self._unclear else [])
        return min(known) if known else None

    def _ready(self, fd, child):
        if fd == self._wake[0]:
            os.read(fd, 4096)
        elif fd == self._lifeline:
            self._window_gone()
        elif child is not None:
            self._unclear[child] = _PATIENCE
            self.looks.soon()
        elif fd == self._agent.connection.fd:
            self._receive()

    def _receive(self):
        lines = self._agent.connection.receive()
        if lines is None:
            self._agent.commands = None  # nobody waits for its answers
        for line in lines or ():
            self._agent.received(line)

    def _look_again(self):
        children = self._agent.children
        for child, looks in list(self._unclear.items()):
            if children.look(child):
                del self._unclear[child]
            elif looks == 0:
                del self._unclear[child]
                children.give_up(child)
            else:
                self._unclear[child] = looks - 1

    def _window_gone(self):
        """What the editor has started ends with it."""
        os.close(self._lifeline)
        self._lifeline = None
        if os.getpgid(0) == os.getpid():
            os.killpg(0, SIGTERM)
        else:
            os.kill(os.getpid(), SIGTERM)


def _hide_from_debugger(ident):
    """pydevd would make of a thread that `threading` does not know one of its own, and show it. It is told, as its own threads
    are, that there is nothing to be seen; such threads it also keeps out of `threading.enumerate()`."""
    if "pydevd" not in sys.modules or ident in sys.modules["threading"]._active:
        return

    class Hidden(sys.modules["threading"]._DummyThread):
        def _set_ident(self):
            self._ident = ident

        def _set_native_id(self):
            pass  # it is not of the thread that runs this

    thread = Hidden()
    thread.name = "Process Tree"
    thread.pydev_do_not_trace = thread.is_pydev_daemon_thread = True


def _leave_debugger():
    if "pydevd" in sys.modules:
        sys.modules["threading"]._active.pop(get_ident(), None)


def _thread_count():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return None


def _until_less(threads):
    """The system takes a moment longer than the thread itself."""
    for _ in range(200):
        if (_thread_count() or 0) < threads:
            return
        time.sleep(0.0001)
