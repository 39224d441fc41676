"""Which modules are loaded, without any that it imports itself."""
import sys

print(' '.join(sorted(sys.modules)))
