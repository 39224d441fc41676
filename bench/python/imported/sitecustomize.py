# Imports the agent where it would be imported, and starts nothing: what more a watched program takes is what the agent does.
import sys


class _Lookout:
    def find_spec(self, name, path=None, target=None):
        if name == "multiprocessing.process":
            sys.meta_path.remove(self)
            from process_tree_agent import agent, import_hooks, observe  # noqa: F401
        return None


sys.meta_path.insert(0, _Lookout())
