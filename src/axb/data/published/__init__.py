"""Data sets that others published: found on this machine, else downloaded, checked by their SHA-256."""

from axb.data.published.cifar10 import CIFAR10
from axb.data.published.idx_sets import FASHION_MNIST, KMNIST, MNIST
from axb.data.published.published import Published

ALL = {one.name: one for one in (FASHION_MNIST, MNIST, KMNIST, CIFAR10)}

__all__ = ["ALL", "CIFAR10", "FASHION_MNIST", "KMNIST", "MNIST", "Published"]
