"""What a model makes of the codes on a plane, side by side; and of one code while one of its numbers moves."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.data.ranges import whole
from axb.insight.latent.plane import Plane
from axb.training.latent import Latent

Array = NDArray[Any]


def latent_map(
    model: Latent, plane: Plane, columns: int = 12, rows: int = 12, labels: Any = None, gaussian: bool = False
) -> Array:
    """What is decoded at `plane.grid`, `(rows, columns, *shape)`, row 0 on top. labels: the class, where it is told."""
    points = plane.grid(columns, rows, gaussian).reshape(-1, 2)
    made = model.decode(plane.at(points), labels)
    return made.reshape(rows, columns, *made.shape[1:])


def traversal(code: ArrayLike, coordinate: int, values: ArrayLike) -> NDArray[np.float32]:
    """Codes `(V, latent)`: `code` `(latent,)`, one of its numbers (counted from 0) set to each of the V values."""
    one, moved = np.asarray(code, np.float32), np.asarray(values, np.float32)
    codes = np.repeat(one[None], len(moved), 0)
    codes[:, whole("coordinate", coordinate, 0, len(one) - 1)] = moved
    return codes


def liveliest(codes: ArrayLike, count: int) -> list[int]:
    """The `count` coordinates in which codes `(N, latent)` differ most, that with the most first: others tell nothing
    apart (a VAE leaves numbers that it doesn't need at one value)."""
    spread = np.asarray(codes, np.float64).std(0)
    found: list[int] = np.argsort(-spread, kind="stable")[:count].tolist()
    return found
