"""Where in the program's own source something happens."""
import os
import sys

_LIBRARY = tuple(
    os.path.join(os.path.dirname(os.__file__), name)
    for name in ("multiprocessing" + os.sep, "concurrent" + os.sep, "threading.py", "selectors.py", "contextlib.py")
)


def is_library(code):
    """Whether it is multiprocessing's, or what it waits with, or made on the fly, as the methods of its proxies are."""
    return code.co_filename.startswith(_LIBRARY) or code.co_filename == "<string>"


def is_beginning(code):
    """Below it on the stack is what a forked process has from its parent."""
    return code.co_name == "_bootstrap" and is_library(code)


def user_frame(frame):
    """The innermost frame, from this one outwards, that is the program's; None when there is none."""
    while frame is not None and is_library(frame.f_code):
        if is_beginning(frame.f_code):
            return None
        frame = frame.f_back
    return frame if frame is not None and os.path.isfile(frame.f_code.co_filename) else None


def user_location(frame):
    found = user_frame(frame)
    return None if found is None else location_of(found)


def location_of(frame):
    path = os.path.abspath(frame.f_code.co_filename)
    return {"url": _file_url(path), "line": max(1, frame.f_lineno or 1), "column": 1}


def _file_url(path):
    encoded = path.encode(sys.getfilesystemencoding(), "surrogateescape")
    return "file://" + "".join(chr(byte) if chr(byte) in _PLAIN else "%%%02X" % byte for byte in encoded)


_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
