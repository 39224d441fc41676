"""JSON without the module json, whose import takes longer than all that the agent does at a process's start."""

try:
    from _json import encode_basestring_ascii as _text
    from _json import make_scanner as _make_scanner
except ImportError:  # another implementation than CPython
    from json.encoder import encode_basestring_ascii as _text
    from json.scanner import make_scanner as _make_scanner


def encode_line(message):
    """A message of the protocol as a line, in bytes."""
    return (_encode(message) + "\n").encode("ascii")


def as_fields(text):
    """A JSON object, in str or bytes, as a dict; an empty one for anything else."""
    try:
        text = str(text, "utf-8") if isinstance(text, bytes) else text
        value, end = _scan(text.strip(), 0)
    except Exception:  # StopIteration, ValueError and, of CPython 3.10 and 3.11 without the module json, SystemError
        return {}
    return value if isinstance(value, dict) and end == len(text.strip()) else {}


def _encode(value):
    """For what the agent says: dict with keys that are str, list, str, int, float, bool, None."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ",".join(_text(key) + ":" + _encode(item) for key, item in value.items()) + "}"
    return "[" + ",".join(_encode(item) for item in value) + "]"


class _Decoder:
    """What a scanner has to know, as json.JSONDecoder has it."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = parse_constant = float
    parse_int = int
    memo = {}


_scan = _make_scanner(_Decoder)
