"""JSON without the module json, whose import takes longer than all that the agent does at a process's start."""

try:
    from _json import encode_basestring_ascii as _text
except ImportError:  # another implementation than CPython
    from json.encoder import encode_basestring_ascii as _text


def encode_line(message):
    """A message of the protocol as a line, in bytes."""
    return (encode(message) + "\n").encode("ascii")


def encode(value):
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
        return "{" + ",".join(_text(key) + ":" + encode(item) for key, item in value.items()) + "}"
    return "[" + ",".join(encode(item) for item in value) + "]"
