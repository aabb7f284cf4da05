"""What became of one combination from one seed, and several of them together."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Outcome:
    """scores: numbers by name. pictures: rows of pictures side by side, grey or coloured, as `packed` tells them.
    points: codes on their two main axes, by whose they are. seconds: of learning, without the measuring."""

    part: str
    seed: int
    scores: dict[str, float]
    pictures: dict[str, str]
    points: dict[str, list[list[float]]]
    seconds: float


def packed(pictures: Array) -> str:
    """Pictures `(N, H, W, C)` of 0..255 as one row, in words: "HxW:" and its RGB bytes in base 64."""
    x = np.rint(np.asarray(pictures, np.float32)).clip(0, 255).astype(np.uint8)
    row = np.concatenate(list(x), axis=1)
    colors = np.repeat(row, 3, axis=2) if row.shape[2] == 1 else row[..., :3]
    return f"{row.shape[0]}x{row.shape[1]}:{base64.b64encode(colors.tobytes()).decode()}"


def unpacked(text: str) -> NDArray[np.uint8]:
    """The row `(H, W, 3)`."""
    size, _, told = text.partition(":")
    height, width = map(int, size.split("x"))
    return np.frombuffer(base64.b64decode(told), np.uint8).reshape(height, width, 3)


def of(outcomes: Sequence[Outcome], part: str) -> list[Outcome]:
    """The seeds of one combination."""
    return [one for one in outcomes if one.part == part]


def mean(outcomes: Sequence[Outcome], score: str) -> float:
    """Over the seeds that have it; NaN where none has."""
    found = [one.scores[score] for one in outcomes if score in one.scores]
    return float(np.mean(found)) if found else float("nan")
