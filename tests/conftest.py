"""Set before torch and Keras are first imported."""

import os

# Keras, the measure of our manners, runs on the PyTorch backend in every test.
os.environ["KERAS_BACKEND"] = "torch"
# Threads that wait sleep instead of spinning: tests share the machine with each other's child processes.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
