"""What comes down when a button is pressed."""

import io
from pathlib import Path

import numpy as np
from PIL import Image


def saved(page, button: str, place: int = 0) -> tuple[str, bytes]:
    """The file's name and bytes; `place` counts the visible buttons of that name."""
    with page.expect_download(timeout=240_000) as coming:
        page.get_by_role("button", name=button, exact=True).nth(place).click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def is_slide(data: bytes) -> bool:
    """16:9, as wide as a projector, and something is on it."""
    picture = pixels(data)
    return picture.shape == (1080, 1920, 3) and (picture != picture[-1, 0]).any(2).mean() > 0.01
