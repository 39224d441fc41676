"""How the processes that are started, and the errors that end them, are described to people."""
from .fields import NAME, cut, now_ms
from .locations import user_location

_ARGUMENTS = 200
_MESSAGE = 500
_STACK = 8000
_ITEMS = 6


def describe_start(process, frame):
    """What a parent knows of a child that it starts. `frame` is one of multiprocessing's."""
    target = getattr(process, "_target", None)
    return {
        "daemon": bool(process.daemon),
        "target": cut(_name_of(target), NAME) if target is not None else _own_run(process),
        "args": cut(_arguments(process), _ARGUMENTS),
        "location": user_location(frame),
        "at": now_ms(),
    }


def _own_run(process):
    """Of a subclass with a run() of its own."""
    kind = type(process)
    return cut(kind.__qualname__ + ".run", NAME) if not kind.__module__.startswith("multiprocessing") else None


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
        return repr(value) if len(value) < NAME else repr(value[:NAME])[:-1] + "\u2026"
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
