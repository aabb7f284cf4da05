"""The pictures that both models are asked about: those on the straight way from one to another, and strange ones."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from axb.data import Dataset, load
from axb.labs.packing import packed
from axb.words import InputError

Array = NDArray[Any]
DATA = (
    "digits",
    "fashion-mini",
)  # what comes with axb; other pictures of classes are named as `load` takes them
ODD = ("real", "mixed", "upside_down", "negative", "noise", "empty", "other")
WAY, THUMBS = 33, 9  # pictures from A to B, and those of them that are seen
MOST_CLASSES = 10  # that are seen


@cache
def known(data: str) -> Dataset:
    """Pictures of at least two classes, read once. Raises InputError for other data."""
    found = load(data)
    if found.kind != "images" or (found.classes or 0) < 2:
        raise InputError("labs_two_questions.pictures", got=data)
    return found


@dataclass(frozen=True, eq=False)
class Asked:
    """way: uint8 `(WAY, H, W, C)`. odd: one of each of `ODD`, `(7, H, W, C)`. real: an example of each class."""

    way: Array
    odd: Array
    real: Array

    @classmethod
    def of(cls, data: Dataset, a: int, b: int, seed: int) -> "Asked":
        """From class `a` to class `b`; examples are the test part's first."""
        real = np.stack([example(data, label) for label in range(data.classes or 0)])
        shares = np.linspace(0, 1, WAY, dtype=np.float32)[:, None, None, None]
        way = np.rint((1 - shares) * real[a] + shares * real[b]).astype(np.uint8)
        noise = np.random.default_rng(seed).integers(0, 256, real.shape[1:], dtype=np.uint8)
        odd = [
            real[a], way[WAY // 2], real[-1][::-1], 255 - real[a], noise, np.zeros_like(noise),
            another(data),
        ]  # fmt: skip
        return cls(way, np.stack(odd), real[:MOST_CLASSES])

    @property
    def pictures(self) -> dict[str, str]:
        """ "way", some of it, "odd" and "real", as `packed` tells them."""
        way = self.way[:: WAY // (THUMBS - 1)]
        return {"way": packed(way), "odd": packed(self.odd), "real": packed(self.real)}


def example(data: Dataset, label: int) -> Array:
    """The first test picture of a class; of the training part where there is none."""
    for x, y in ((data.x_test, data.y_test), (data.x_train, data.y_train)):
        at = np.flatnonzero(y == label)
        if len(at):
            return np.asarray(x[at[0]])
    return np.zeros(data.input_shape, np.uint8)


def another(data: Dataset) -> Array:
    """A picture of other data, as large: a boot; to those who learn clothes, a digit."""
    height, width, channels = data.input_shape
    stranger = known("digits" if "fashion" in data.name else "fashion-mini")
    grey = Image.fromarray(example(stranger, (stranger.classes or 1) - 1)[..., 0])
    resized = np.asarray(grey.resize((width, height), Image.Resampling.BOX))
    return np.repeat(resized[..., None], channels, axis=2)


def names_of(data: Dataset) -> dict[str, list[str]]:
    """The classes' names, by language."""
    return {language: list(data.labels(language)) for language in ("en", "ja")}
