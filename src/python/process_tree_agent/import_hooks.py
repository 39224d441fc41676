"""Lets the agent into modules when the program imports them, and not before: most programs never do."""
import sys

start_new_thread = None  # for the watcher
_agent = None


def agent_of(address):
    """The process's one agent; its modules are loaded with it."""
    global _agent
    if _agent is None:
        from .agent import Agent

        _agent = Agent(*address)
    return _agent


def install(address, thread_starter):
    """Looks out for the imports that matter. One that does not costs a look into a dict."""
    global start_new_thread
    start_new_thread = thread_starter
    sys.meta_path.insert(0, _Lookout(address))


class _Lookout:
    def __init__(self, address):
        self._address = address

    def find_spec(self, name, path=None, target=None):
        if name not in _OBSERVERS:
            return None
        spec = _spec_without(self, name, path, target)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = _ObservedLoader(spec.loader, self._address)
        return spec


def _spec_without(finder, name, path, target):
    """What the other finders give."""
    for other in sys.meta_path:
        if other is finder or not hasattr(other, "find_spec"):
            continue
        spec = other.find_spec(name, path, target)
        if spec is not None:
            return spec
    return None


class _ObservedLoader:
    """The module's own loader, after which the agent has a look at the module. The module keeps the loader it had."""

    def __init__(self, loader, address):
        self._loader = loader
        self._address = address

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        try:
            _observe(module, self._address)
        except Exception:
            pass


def _observe(module, address):
    if module.__name__ in ("traceback", "pydevd") and _agent is None:
        return  # they are of interest only beside an agent
    from . import observe

    getattr(observe, _OBSERVERS[module.__name__])(agent_of(address), module)


_OBSERVERS = {
    "multiprocessing.process": "observe_process",
    "multiprocessing.util": "observe_util",
    "multiprocessing.popen_fork": "observe_popen",
    "multiprocessing.popen_forkserver": "observe_forkserver_popen",
    "traceback": "observe_traceback",
    "pydevd": "observe_debugger",
}
