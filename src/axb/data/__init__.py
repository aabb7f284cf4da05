"""Data: toy sets, images, own tables and pictures, each a `Dataset`; `load("spiral:classes=3")` finds them all."""

from axb.data.catalogue import load, names
from axb.data.dataset import Dataset
from axb.data.npz import npz
from axb.data.pictures import pictures
from axb.data.spec import parse_spec
from axb.data.table import csv
from axb.data.toys import circles, line, moons, ring, spiral, xor

__all__ = [
    "Dataset",
    "circles",
    "csv",
    "line",
    "load",
    "moons",
    "names",
    "npz",
    "parse_spec",
    "pictures",
    "ring",
    "spiral",
    "xor",
]
