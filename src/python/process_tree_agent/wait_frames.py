"""Which operation of multiprocessing's a stack is in the middle of."""
import os
import sys

from .locations import is_beginning, is_library, location_of

# By file and function; `{kind}` is the class of the function's self. What is not here is an inner part of these.
_OPERATIONS = {
    ("process.py", "join"): "Process.join",
    ("queues.py", "get"): "{kind}.get",
    ("queues.py", "put"): "{kind}.put",
    ("queues.py", "join"): "{kind}.join",
    ("queues.py", "join_thread"): "{kind}.join_thread",
    ("synchronize.py", "__enter__"): "{kind}.acquire",
    ("synchronize.py", "wait"): "{kind}.wait",
    ("synchronize.py", "wait_for"): "{kind}.wait_for",
    ("connection.py", "recv"): "{kind}.recv",
    ("connection.py", "recv_bytes"): "{kind}.recv_bytes",
    ("connection.py", "recv_bytes_into"): "{kind}.recv_bytes_into",
    ("connection.py", "send"): "{kind}.send",
    ("connection.py", "send_bytes"): "{kind}.send_bytes",
    ("connection.py", "poll"): "{kind}.poll",
    ("connection.py", "accept"): "{kind}.accept",
    ("connection.py", "Client"): "Client",
    ("connection.py", "wait"): "wait",
    ("pool.py", "map"): "Pool.map",
    ("pool.py", "starmap"): "Pool.starmap",
    ("pool.py", "apply"): "Pool.apply",
    ("pool.py", "join"): "Pool.join",
    ("pool.py", "get"): "{kind}.get",
    ("pool.py", "wait"): "{kind}.wait",
    ("pool.py", "next"): "{kind}.next",
    ("pool.py", "worker"): "idle",
    ("process.py", "_process_worker"): "idle",
    ("process.py", "shutdown"): "{kind}.shutdown",
    ("_base.py", "result"): "Future.result",
    ("_base.py", "exception"): "Future.exception",
    ("_base.py", "wait"): "futures.wait",
    ("_base.py", "as_completed"): "futures.as_completed",
    ("managers.py", "_callmethod"): "{kind}.{method}",
    ("threading.py", "wait"): "{kind}.wait",
}
_ACQUIRE = r"([A-Za-z_][\w.]*)\.acquire\("


def find_wait(frame, is_main):
    """Returns (operation, name of what it waits for, location or None), or None when it is no wait to be told of."""
    if not is_library(frame.f_code):
        return _direct_acquire(frame)
    operation = None
    while frame is not None and is_library(frame.f_code) and not is_beginning(frame.f_code):
        operation = _operation_in(frame) or operation
        frame = frame.f_back
    user = frame if frame is not None and not is_library(frame.f_code) and _has_file(frame) else None
    if operation is None or (user is None and not is_main):
        return None  # a helper thread of multiprocessing's own
    text, awaited = operation
    return text, _name_of(awaited, user), user and location_of(user)


def _operation_in(frame):
    """(operation, object), or None."""
    code = frame.f_code
    pattern = _OPERATIONS.get((os.path.basename(code.co_filename), code.co_name))
    if pattern is None:
        return None
    values = frame.f_locals
    awaited = values.get("self")
    if code.co_filename.endswith("threading.py") and not type(awaited).__module__.startswith("multiprocessing"):
        return None
    method = values.get("methodname", "")
    return pattern.format(kind=_kind(awaited), method=method), awaited


def _kind(awaited):
    return type(awaited).__name__


def _direct_acquire(frame):
    """`lock.acquire()` is a call into C, so the program's own frame is the innermost: its source tells which lock."""
    if "multiprocessing.synchronize" not in sys.modules:
        return None
    import linecache
    import re

    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno or 0, frame.f_globals)
    found = re.search(_ACQUIRE, line)
    lock = found and _value_of(found.group(1), frame)
    if not isinstance(lock, sys.modules["multiprocessing.synchronize"].SemLock):
        return None
    return _kind(lock) + ".acquire", found.group(1).split(".")[-1], location_of(frame)


def _value_of(dotted, frame):
    first, *rest = dotted.split(".")
    value = frame.f_locals.get(first, frame.f_globals.get(first))
    for name in rest:
        value = getattr(value, "__dict__", {}).get(name)
    return value


def _name_of(awaited, user):
    """A process's name; else that of the variable or field in which the program has it; else none."""
    module = sys.modules.get("multiprocessing.process")
    if module is not None and isinstance(awaited, module.BaseProcess):
        return awaited.name
    if awaited is None or user is None:
        return ""
    places = (user.f_locals, getattr(user.f_locals.get("self"), "__dict__", {}), user.f_globals)
    for place in places:
        for name, value in list(place.items()):
            if value is awaited and name != "self":
                return name
    return ""


def _has_file(frame):
    return os.path.isfile(frame.f_code.co_filename)
