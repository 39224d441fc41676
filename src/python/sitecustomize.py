"""Python runs this at its start, since the editor has put its folder in front of PYTHONPATH for a program it watches.

It hands over to the user's own sitecustomize, if there is one, and lets the agent in. It is read by whatever Python the
program is run with, however old, so its syntax is that of all of them. The agent is to be noticed by nobody: whatever
goes wrong with it goes no further.
"""
import os
import sys


def _leave_path(folder):
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != folder]


def _start_agent(folder):
    if sys.version_info < (3, 8) or sys.platform == "win32" or "MULTIPROCESSING_MONITOR" not in os.environ:
        return
    sys.path.insert(0, folder)
    unwritten, sys.dont_write_bytecode = sys.dont_write_bytecode, False  # for our own folder only
    try:
        import process_tree_agent

        process_tree_agent.start(compile_all=unwritten)
    except Exception:
        pass
    finally:
        sys.dont_write_bytecode = unwritten
        sys.path.remove(folder)


def _run_own_sitecustomize(ours):
    del sys.modules["sitecustomize"]
    try:
        import sitecustomize  # the next one on sys.path, and its errors are the program's
    except ImportError as error:
        if getattr(error, "name", "sitecustomize") != "sitecustomize":
            raise
        sys.modules["sitecustomize"] = ours


_folder = os.path.dirname(os.path.abspath(__file__))
_start_agent(_folder)
_leave_path(_folder)
_run_own_sitecustomize(sys.modules["sitecustomize"])
