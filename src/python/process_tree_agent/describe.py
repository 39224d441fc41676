"""How processes and errors are described to people."""
import os
import sys
import time

from .fields import cut, now_ms

_NAME = 100
_ARGUMENTS = 200
_MESSAGE = 500
_STACK = 8000
_ITEMS = 6


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
            "name": cut(process.name, _NAME) if process else "MainProcess",
            "pid": os.getpid(),
            "daemon": bool(process and process._config.get("daemon")),
            "startedAt": started_at,
            "script": script or (os.path.abspath(argv[0]) if argv[0] not in ("", "-c", "-m") else None),
            "argv": [cut(argument, _ARGUMENTS) for argument in argv[1:50]],
            "cwd": _working_folder(),
            "runtime": "python %d.%d.%d" % sys.version_info[:3],
        },
    }


def _working_folder():
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return "/"


def describe_start(process, frame):
    """What a parent knows of a child that it starts. `frame` is one of multiprocessing's."""
    from .locations import user_location

    target = getattr(process, "_target", None)
    return {
        "daemon": bool(process.daemon),
        "target": cut(_name_of(target), _NAME) if target is not None else _own_run(process),
        "args": cut(_arguments(process), _ARGUMENTS),
        "location": user_location(frame),
        "at": now_ms(),
    }


def _own_run(process):
    """Of a subclass with a run() of its own."""
    kind = type(process)
    return cut(kind.__qualname__ + ".run", _NAME) if not kind.__module__.startswith("multiprocessing") else None


def _name_of(target):
    return getattr(target, "__qualname__", None) or type(target).__qualname__


def _arguments(process):
    positional = [_value(value) for value in process._args]
    named = ["%s=%s" % (name, _value(value)) for name, value in process._kwargs.items()]
    return ", ".join(positional[:_ITEMS] + named[:_ITEMS])


def _value(value, depth=2):
    """As Python writes it, but for nothing whose text is the program's own code or takes long."""
    kind = type(value)
    if value is None or kind in (bool, float):
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() < 200 else "int"
    if kind in (str, bytes):
        return repr(value) if len(value) < _NAME else repr(value[:_NAME])[:-1] + "\u2026"
    if kind in (list, tuple) and depth:
        items = ", ".join(_value(item, depth - 1) for item in value[:_ITEMS])
        more = ", \u2026" if len(value) > _ITEMS else ""
        return ("[%s%s]" if kind is list else "(%s%s)") % (items, more)
    if kind is dict and depth and len(value) <= _ITEMS:
        return "{%s}" % ", ".join("%s: %s" % (_value(key, 0), _value(value[key], depth - 1)) for key in value)
    return "<%s>" % kind.__qualname__


def describe_error(error):
    import traceback

    lines = traceback.format_exception(type(error), error, error.__traceback__)
    try:
        message = str(error)
    except Exception:
        message = ""
    return {"name": type(error).__name__, "message": cut(message, _MESSAGE), "stack": cut("".join(lines), _STACK)}
