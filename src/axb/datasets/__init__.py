"""Data under the names Keras users expect: `from axb.datasets import fashion_mnist`."""

from axb.data import circles, csv, line, load, moons, names, npz, pictures, ring, spiral, xor
from axb.datasets import cifar10, digits, fashion_mini, fashion_mnist, kmnist, mnist

__all__ = [
    "cifar10",
    "circles",
    "csv",
    "digits",
    "fashion_mini",
    "fashion_mnist",
    "kmnist",
    "line",
    "load",
    "mnist",
    "moons",
    "names",
    "npz",
    "pictures",
    "ring",
    "spiral",
    "xor",
]
