"""The agent of the monitor protocol (docs/monitor-protocol.md) for programs that use Python's own multiprocessing.

It runs in every process of a watched program and must not be noticed: it prints nothing, replaces no method that a
user calls (so that traces stay as they are), fails to nothing, and loads nothing until multiprocessing is imported.

    import_hooks    waits for that import
    observe         what multiprocessing tells: processes begun, started, ended, joined, renamed
    looks           when the process is looked at
    waits           for what its threads wait for
    shared_objects  and for how queues, semaphores, events and barriers are
    agent           what is known of this process and its children, as messages
    watcher         the agent's thread: sends, receives, looks
"""
import os

_MONITOR = "MULTIPROCESSING_MONITOR"
_PROCESS = "MULTIPROCESSING_PROCESS"
_HEXADECIMAL = frozenset("0123456789abcdef")


def start(start_new_thread, compile_all=False):
    """Called once in each process, before multiprocessing is imported. `start_new_thread` is for the watcher, as it was
    before a debugger has replaced it; `compile_all`: later no bytecode may be written.

    Returns whether there is an address, so that the agent looks out for what is imported.
    """
    address = _parse_address(os.environ.get(_MONITOR, ""))
    if address is None:
        return False
    if compile_all and not os.path.exists(__spec__.cached.replace("__init__", "watcher")):
        from .bytecode import write_all

        write_all()
    from . import import_hooks

    launch = os.environ.pop(_PROCESS, None)
    import_hooks.install(address, start_new_thread)
    if launch is not None:
        import_hooks.agent_of(address).launched(launch)
    return True


def _parse_address(text):
    """`<path of the socket>?token=<hexadecimal digits>` as (path, token); None for a text of another form."""
    path, separator, token = text.rpartition("?token=")
    if not separator or not path or not token or not _HEXADECIMAL.issuperset(token):
        return None
    return path, token
