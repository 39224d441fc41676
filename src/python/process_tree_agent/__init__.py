"""The agent of the monitor protocol (docs/monitor-protocol.md) for programs that use Python's own multiprocessing.

It runs in every process of a watched program and must not be noticed: it prints nothing, replaces no method that a
user calls (so that traces stay as they are), fails to nothing, and loads nothing until multiprocessing is imported.

    import_hooks    waits for that import
    observe         what multiprocessing tells: processes begun, started, ended, joined, renamed
    waits           looks now and then what the threads wait for
    agent           what is known of this process and its children, as messages
    watcher         the agent's thread: sends, receives, looks
"""
import os

_MONITOR = "MULTIPROCESSING_MONITOR"
_PROCESS = "MULTIPROCESSING_PROCESS"


def start():
    """Called once in each process, before anything of the program runs."""
    from . import import_hooks
    from .address import parse_address

    address = parse_address(os.environ.get(_MONITOR, ""))
    if address is None:
        return
    launch = os.environ.pop(_PROCESS, None)
    import_hooks.install(address)
    if launch is not None:
        import_hooks.agent_of(address).launched(launch)
