"""Small data that need no download, for contestants that do not know axb."""

from pathlib import Path
from typing import Any

import numpy as np

FILES = Path(__file__).resolve().parents[2] / "src" / "axb" / "data" / "files"
FASHION_MINI, DIGITS = FILES / "fashion-mini.npz", FILES / "digits.npz"


def spiral(points: int) -> tuple[Any, Any]:
    """Two arms: float32 `(N, 2)`, int64 `(N,)`."""
    draw = np.random.default_rng(0)
    arm, along = np.arange(points) % 2, np.sqrt(draw.uniform(0.05, 1, points))
    angle = along * 3 * np.pi + arm * np.pi
    x = np.stack([along * np.cos(angle), along * np.sin(angle)], 1) + draw.normal(size=(points, 2)) * 0.03
    return x.astype("float32"), arm.astype("int64")
