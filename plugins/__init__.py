"""The Pelican plugins of the guide."""

import time

# The first thing that a process imports of the code: what is saved from here on, it may have imported before or after.
BEGUN_NS = time.time_ns()
