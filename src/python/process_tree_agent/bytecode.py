"""The agent's compiled modules, also for programs that want none written (PYTHONDONTWRITEBYTECODE): that is meant for their
own folders, and to compile the agent in each process would take longer than all that it does."""
import os


def write_all():
    """Python writes what it compiles where it is imported, if sys.dont_write_bytecode lets it."""
    folder = os.path.dirname(__file__)
    if not os.access(folder, os.W_OK):
        return
    _write_beginning(os.path.join(os.path.dirname(folder), "sitecustomize.py"))
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            __import__("%s.%s" % (__package__, name[:-3]))


def _write_beginning(file):
    """Of what has let the agent in, which is in each Python."""
    type(__spec__.loader)("sitecustomize", file).get_code("sitecustomize")
