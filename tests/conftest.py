"""Set before torch and Keras are first imported."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

# Keras, the measure of our manners, runs on the PyTorch backend in every test.
os.environ["KERAS_BACKEND"] = "torch"
# Threads that wait sleep instead of spinning: tests share the machine with each other's child processes.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

# No test sees, or writes into, what whoever runs it keeps at home.
os.environ["AXB_HOME"] = tempfile.mkdtemp(prefix="axb-home-")
atexit.register(shutil.rmtree, os.environ["AXB_HOME"], ignore_errors=True)

# The same examples every time, so that what failed fails again: --hypothesis-profile=default looks for others.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
