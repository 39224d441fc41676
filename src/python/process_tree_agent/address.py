"""Where the monitor's server is: `<path of the socket>?token=<hexadecimal digits>`."""

_HEXADECIMAL = frozenset("0123456789abcdef")


def parse_address(text):
    """Returns (path, token), or None for a text of another form."""
    path, separator, token = text.rpartition("?token=")
    if not separator or not path or not token or not _HEXADECIMAL.issuperset(token):
        return None
    return path, token
