"""Python runs this at its start, since the editor has put its folder in front of PYTHONPATH for what it watches.

It hands over to the user's own sitecustomize, if there is one, and lets the agent in as soon as multiprocessing is imported:
most of what runs in a terminal never does that, and gets nothing but this file. It is read by whatever Python is run there,
however old, so its syntax is that of all of them. It is to be noticed by nobody: what goes wrong goes no further.
"""
import os
import sys


class _Lookout(object):
    """Among the finders of modules; it finds none."""

    def __init__(self, folder, start_new_thread):
        self._folder = folder
        self._start_new_thread = start_new_thread

    def find_spec(self, name, path=None, target=None):
        if name == "multiprocessing" and self._folder is not None:
            folder, self._folder = self._folder, None
            if _start_agent(folder, self._start_new_thread):
                sys.meta_path.remove(self)  # the agent's own is there instead, so who goes through them misses none
        return None


def _let_agent_in(folder):
    if sys.version_info < (3, 8) or sys.platform == "win32" or "MULTIPROCESSING_MONITOR" not in os.environ:
        return
    from _thread import start_new_thread  # as it is now: a debugger replaces it, to see each thread

    if "MULTIPROCESSING_PROCESS" in os.environ:  # the editor has started this very program, and wants to see it at once
        _start_agent(folder, start_new_thread)
    else:
        sys.meta_path.insert(0, _Lookout(folder, start_new_thread))


def _start_agent(folder, start_new_thread):
    """Returns whether it is there."""
    sys.path.insert(0, folder)
    unwritten, sys.dont_write_bytecode = sys.dont_write_bytecode, False  # for our own folder only
    try:
        import process_tree_agent

        return process_tree_agent.start(start_new_thread, compile_all=unwritten)
    except Exception:
        return False
    finally:
        sys.dont_write_bytecode = unwritten
        sys.path.remove(folder)


def _mend_path(folder):
    """In a terminal the editor can only put text in front of PYTHONPATH, whatever that is. The text is `FOLDER:/./`: after it an
    absolute path stays what it is, and nothing becomes `/`, and not the working folder, as after `FOLDER:`."""
    value, front = os.environ.get("PYTHONPATH", ""), folder + os.pathsep + "/./"
    if not value.startswith(front):
        return
    while value.startswith(front):  # more than once for an editor that was started in such a terminal
        value = value[len(front) :]
        first = value.split(os.pathsep)[0]
        _replace_entry(os.path.abspath("/" + first), [os.path.abspath(first)] if value else [])
    os.environ["PYTHONPATH"] = folder + os.pathsep + value if value else folder


def _replace_entry(entry, entries):
    if entry in sys.path:
        index = sys.path.index(entry)
        sys.path[index : index + 1] = entries


def _leave_path(folder):
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != folder]


def _run_own_sitecustomize(ours):
    del sys.modules["sitecustomize"]
    try:
        import sitecustomize  # the next one on sys.path, and its errors are the program's
    except ImportError as error:
        if getattr(error, "name", "sitecustomize") != "sitecustomize":
            raise
        sys.modules["sitecustomize"] = ours


_folder = os.path.dirname(os.path.abspath(__file__))
_mend_path(_folder)
_let_agent_in(_folder)
_leave_path(_folder)
_run_own_sitecustomize(sys.modules["sitecustomize"])
