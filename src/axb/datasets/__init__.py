"""Data under the names Keras users expect: `from axb.datasets import fashion_mnist`."""

from axb.data import circles, csv, line, load, moons, names, ring, spiral, xor
from axb.datasets import digits, fashion_mini, fashion_mnist

__all__ = [
    "circles",
    "csv",
    "digits",
    "fashion_mini",
    "fashion_mnist",
    "line",
    "load",
    "moons",
    "names",
    "ring",
    "spiral",
    "xor",
]
