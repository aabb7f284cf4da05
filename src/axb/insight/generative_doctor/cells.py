"""The real examples cut into cells: in which of them do made ones fall, and in which never?

Richardson & Weiss 2018, "On GANs and GMMs", section 3: cells of k-means; who drops modes leaves some of them empty.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

CELLS = 12
ROUNDS = 20
Rows = NDArray[np.float32]


def centres_of(rows: Rows, cells: int = CELLS, seed: int = 0) -> Rows:
    """The centres (cells, F) of k-means on rows (N, F): begun far apart (Arthur & Vassilvitskii 2007), by `seed`."""
    rng = np.random.default_rng(seed)
    chosen = [int(rng.integers(len(rows)))]
    for _ in range(min(cells, len(rows)) - 1):
        near = _distances(rows, rows[chosen]).min(1)
        weights = near / near.sum() if near.sum() > 0 else None
        chosen.append(int(rng.choice(len(rows), p=weights)))
    centres = rows[chosen].copy()
    for _ in range(ROUNDS):
        place = _distances(rows, centres).argmin(1)
        for cell in np.unique(place):
            centres[cell] = rows[place == cell].mean(0)
    return centres


def shares(rows: Rows, centres: Rows) -> NDArray[np.float64]:
    """The share of rows that are nearest to each centre."""
    place = _distances(rows, centres).argmin(1)
    return np.asarray(np.bincount(place, minlength=len(centres)) / len(rows), np.float64)


def as_rows(examples: Any, unit: Any) -> Rows:
    """Each example as a row, in its unit; what is no finite number as 0."""
    rows = np.asarray(examples, np.float32) / np.asarray(unit, np.float32)
    return np.asarray(np.nan_to_num(rows.reshape(len(rows), -1)), np.float32)


def _distances(rows: Rows, centres: Rows) -> NDArray[np.float64]:
    """Squared, (N, cells)."""
    squares = np.square(rows, dtype=np.float64).sum(1)[:, None] + np.square(centres, dtype=np.float64).sum(1)
    return np.asarray(np.maximum(squares - 2 * (rows @ centres.T), 0.0), np.float64)
