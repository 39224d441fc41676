"""JSON without the module json, whose import takes longer than all that the agent does at a process's start.

Nor is its part in C loaded before it is needed: most of what is said is plain text, and most processes are asked nothing.
"""


def encode_line(message):
    """A message of the protocol as a line, in bytes."""
    return (_encode(message) + "\n").encode("ascii")


def as_fields(text):
    """A JSON object, in str or bytes, as a dict; an empty one for anything else."""
    global _scan
    try:
        _scan = _scan or _scanner()
        text = str(text, "utf-8") if isinstance(text, bytes) else text
        value, end = _scan(text.strip(), 0)
    except Exception:  # StopIteration, ValueError and, of CPython 3.10 and 3.11 without the module json, SystemError
        return {}
    return value if isinstance(value, dict) and end == len(text.strip()) else {}


def _encode(value):
    """For what the agent says: dict with keys that are plain str, list, str, int, float, bool, None."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ",".join('"' + key + '":' + _encode(item) for key, item in value.items()) + "}"
    return "[" + ",".join(_encode(item) for item in value) + "]"


def _text(value):
    if value.isascii() and value.isprintable() and '"' not in value and "\\" not in value:
        return '"' + value + '"'
    try:
        from _json import encode_basestring_ascii
    except ImportError:  # another implementation than CPython
        from json.encoder import encode_basestring_ascii
    return encode_basestring_ascii(value)


def _scanner():
    try:
        from _json import make_scanner
    except ImportError:
        from json.scanner import make_scanner
    return make_scanner(_Decoder)


class _Decoder:
    """What a scanner has to know, as json.JSONDecoder has it."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = parse_constant = float
    parse_int = int
    memo = {}


_scan = None
