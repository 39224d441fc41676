"""What a process tells of itself at first."""
import os
import sys
import time

from .fields import NAME, cut

_ARGUMENT = 200
_ARGUMENTS = 50


def unique_id():
    """Never used again, unlike a pid."""
    return "%d-%x" % (os.getpid(), time.time_ns() // 1000)


def hello(token, agent_id, parent_id, started_at, process, script):
    argv = [str(argument) for argument in getattr(sys, "argv", [])] or [""]
    return {
        "type": "hello",
        "version": 1,
        "token": token,
        "process": {
            "id": agent_id,
            "parentId": parent_id,
            "name": cut(process.name, NAME) if process else "MainProcess",
            "pid": os.getpid(),
            "daemon": bool(process and process._config.get("daemon")),
            "startedAt": started_at,
            "script": script or (os.path.abspath(argv[0]) if argv[0] not in ("", "-c", "-m") else None),
            "argv": [cut(argument, _ARGUMENT) for argument in argv[1:_ARGUMENTS]],
            "cwd": _working_folder(),
            "runtime": "python %d.%d.%d" % sys.version_info[:3],
        },
    }


def _working_folder():
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return "/"
