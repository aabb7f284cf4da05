"""Keras, the measure of our manners, runs on the PyTorch backend in every test."""

import os

os.environ["KERAS_BACKEND"] = "torch"
