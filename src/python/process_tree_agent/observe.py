"""Where multiprocessing tells what it does, without a method of its public classes being replaced.

A replaced method would stand in the traces that the program prints. So the agent listens in places that raise nothing:
the set in which the module keeps its live children, the flush before a child is started and at a child's end, the log
line at a child's beginning.
"""
import sys
from _thread import RLock


def observe_process(agent, module):
    """`multiprocessing.process`: children added when they are started, taken out when they are joined; names."""
    agent.module = module
    agent.watcher.look()  # from now on there is something to wait for
    module._current_process._config[agent.CONFIG_KEY] = agent.id
    module._children = _Children(agent, module._children)
    module.BaseProcess.name = _observed_name(agent, module.BaseProcess.name)
    if "traceback" in sys.modules:
        observe_traceback(agent, sys.modules["traceback"])


def observe_util(agent, module):
    """`multiprocessing.util`: a child begins, a Process is about to be started, a child is about to end."""
    info, flush = module.info, module._flush_std_streams

    def _info(msg, *args):
        info(msg, *args)
        _informed(agent, msg, sys._getframe(1))

    def _flush_std_streams():
        flush()
        _flushed(agent, sys._getframe(1))

    module.info = _info
    module._flush_std_streams = _flush_std_streams


def observe_popen(agent, module):
    """`multiprocessing.popen_fork`, whose class serves every start method: signals to end a child."""
    send = module.Popen._send_signal

    def _send_signal(self, sig):
        if self.returncode is None:
            agent.quietly(agent.children.stopping, self, int(sig))
        send(self, sig)

    module.Popen._send_signal = _send_signal


def observe_forkserver_popen(agent, module):
    """`multiprocessing.popen_forkserver`: an exit code can be read but once, and the agent and the program both ask for it."""
    read, turn = module.forkserver.read_signed, RLock()

    def read_signed(fd):
        frame = sys._getframe(1)
        if frame.f_code.co_name != "poll":
            return read(fd)
        popen = frame.f_locals["self"]
        with turn:
            if popen.returncode is None:
                code = _code(read, fd)
                popen.returncode = code if popen.returncode is None else popen.returncode  # a signal handler's, meanwhile
            return popen.returncode

    module.forkserver.read_signed = read_signed


def _code(read, fd):
    """As multiprocessing has it where the fork server is gone."""
    try:
        return read(fd)
    except (OSError, EOFError):
        return 255


def observe_traceback(agent, module):
    """`traceback`: multiprocessing prints with it the error that ends a child."""
    original = module.print_exc
    if getattr(original, "__module__", None) != "traceback":
        return

    def print_exc(*args, **kwargs):
        if sys._getframe(1).f_code.co_name == "_bootstrap":
            agent.quietly(agent.failed, sys.exc_info()[1])
        return original(*args, **kwargs)

    print_exc.__doc__ = original.__doc__
    module.print_exc = print_exc


def observe_debugger(agent, module):
    """`pydevd`, in debugpy, soon makes itself a list of all threads."""
    agent.watcher.hide()


class _Children(set):
    """The live children of this process, as multiprocessing keeps them."""

    def __init__(self, agent, children):
        super().__init__(children)
        self._agent = agent

    def add(self, process):
        super().add(process)
        self._agent.quietly(self._agent.child_started, process)

    def discard(self, process):
        super().discard(process)
        self._agent.quietly(self._agent.children.reaped, process, sys._getframe(1).f_code.co_name == "join")


def _observed_name(agent, original):
    def rename(self, name):
        original.fset(self, name)
        agent.quietly(agent.renamed, self)

    return property(original.fget, rename, original.fdel, original.__doc__)


def _informed(agent, message, frame):
    """multiprocessing logs that a child begins, as soon as the child knows who it is."""
    if frame.f_code.co_name == "_bootstrap" and message == "child process calling self.run()":
        agent.module._children = _Children(agent, agent.module._children)
        agent.quietly(agent.child_began)


def _flushed(agent, frame):
    """multiprocessing flushes the standard streams before it starts a child, and as the last thing that a child does."""
    code = frame.f_code
    if code.co_name == "__init__" and "process_obj" in code.co_varnames:
        agent.quietly(agent.child_starting, frame.f_locals["process_obj"], frame)
    elif code.co_name == "_bootstrap":
        agent.quietly(agent.child_ending, frame.f_locals.get("exitcode"))
