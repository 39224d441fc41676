"""Small things that several parts need."""
import time

NAME = 100  # characters of a name at most


def now_ms():
    """Milliseconds since the epoch."""
    return int(time.time() * 1000)


def cut(text, length):
    """At most so many characters, the last an ellipsis where something is missing."""
    return text if len(text) <= length else text[: length - 1] + "\u2026"
