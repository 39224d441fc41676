"""A process that forks while it has a second thread may be told so by Python, and its child may hang: the agent's thread
therefore ends before each fork, and goes on after it."""
import os


def register(agent):
    os.register_at_fork(
        before=lambda: _quietly(agent.watcher.pause),
        after_in_parent=lambda: _quietly(agent.watcher.resume),
        after_in_child=lambda: _quietly(agent.forked),
    )


def _quietly(act):
    try:
        act()
    except Exception:
        pass
