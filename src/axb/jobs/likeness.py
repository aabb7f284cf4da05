"""A drawn or dropped picture made like those of a data set: grey where they are, as bright, as large, as centred."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]

SAMPLE = 2000  # pictures that are looked at
DARK = 32  # a border below this is dark
INK = 0.25  # of the brightest pixel: as bright is ink
NOISE = 0.1  # of the contrast: what is that near to the paper's level is paper
USUAL = (1, 50, 99)  # percentiles
ASPECT = 0.02  # sides that differ by so little in proportion are the same
WEIGHTS = (0.299, 0.587, 0.114)  # of red, green and blue in grey (ITU-R BT.601)


@dataclass(frozen=True)
class Likeness:
    """How a data set's pictures (H, W, C) look.

    `frame` is None where they are not bright ink on a dark ground. Else it holds, in pixels of the data, the 1st,
    50th and 99th percentile of the ink's longer side, and of its middle's height and distance from the left: (3, 3).
    """

    shape: tuple[int, ...]
    frame: Floats | None

    @classmethod
    def of(cls, pictures: Picture) -> Self:
        """As the pictures uint8 (N, H, W, C) are."""
        some = pictures[:SAMPLE]
        shape = tuple(some.shape[1:])
        on_dark = shape[2] == 1 and np.median([_border(one[..., 0]) for one in some]) < DARK
        if not on_dark:
            return cls(shape, None)
        boxes = [box for one in some if (box := _ink(one[..., 0].astype(float))) is not None]
        placed = np.array([_placed(box) for box in boxes])
        return cls(shape, np.percentile(placed, USUAL, axis=0).T)

    def fit(self, picture: Picture) -> Picture:
        """`picture` uint8 (h, w, 1 or 3) as the data would hold it: uint8 (H, W, C).

        Ink on dark: dark strokes on light paper change places, paper becomes black; then the ink gets the data's usual
        size and place, unless it lies already as the data's own does. Other pictures: the largest middle part in the
        data's proportions.
        """
        height, width = self.shape[:2]
        if self.frame is None:
            seen = picture if self.shape[2] > 1 else _grey(picture)[..., None]
            return _cut(
                np.broadcast_to(seen, (*seen.shape[:2], self.shape[2])),
                _middle(seen.shape, self.shape),
                self.shape,
            )
        grey = _on_dark(_grey(picture))
        box = _ink(grey)
        if box is None:
            return np.zeros(self.shape, np.uint8)
        if self._lies_well(grey.shape, box):
            return _cut(grey[..., None], (0.0, 0.0, *map(float, grey.shape)), self.shape)
        (_, side, _), (_, down, _), (_, right, _) = self.frame
        long, middle_y, middle_x = _placed(box)
        unit = long / side  # pixels of the picture in one of the data's
        top, left = middle_y - down * unit, middle_x - right * unit
        return _cut(grey[..., None], (top, left, top + height * unit, left + width * unit), self.shape)

    def _lies_well(self, size: tuple[int, ...], box: tuple[int, ...]) -> bool:
        """Whether the whole picture has the data's proportions, and its ink the size and place of theirs."""
        units = np.array(size) / self.shape[:2]
        if self.frame is None or abs(units[0] / units[1] - 1) > ASPECT:
            return False
        placed = np.array(_placed(box)) / units[0]
        return bool(((placed >= self.frame[:, 0] - 0.5) & (placed <= self.frame[:, 2] + 0.5)).all())


def _grey(picture: Picture) -> Floats:
    """Brightness 0..255 of (h, w, 1 or 3), as (h, w)."""
    weights = np.array(WEIGHTS if picture.shape[2] > 1 else (1.0,))
    grey: Floats = picture[..., : len(weights)] @ weights
    return grey


def _border(grey: NDArray[np.generic]) -> float:
    """The level of a picture's rim, which shows what it is drawn on."""
    return float(np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])))


def _on_dark(grey: Floats) -> Floats:
    """Bright on black: as it is where the rim is dark; else the distance from the paper, stretched to 0..255."""
    paper = _border(grey)
    if paper < DARK:
        return grey
    away = np.abs(grey - paper) if DARK <= paper <= 255 - DARK else paper - grey
    contrast = max(float(away.max()), 1.0)
    return np.where(away > NOISE * contrast, np.clip(away / contrast, 0, 1) * 255, 0)


def _ink(grey: Floats) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right edge of what is bright; None where nothing is."""
    rows, columns = np.nonzero(grey > max(INK * float(grey.max()), 1.0))
    if not len(rows):
        return None
    return int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1


def _placed(box: tuple[int, ...]) -> tuple[float, float, float]:
    """The longer side of a box, and how far down and right its middle is."""
    top, left, bottom, right = box
    return max(bottom - top, right - left), (top + bottom) / 2, (left + right) / 2


def _middle(size: tuple[int, ...], shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    """The largest region in the middle of `size` that has the proportions of `shape`."""
    unit = min(size[0] / shape[0], size[1] / shape[1])
    top, left = (size[0] - shape[0] * unit) / 2, (size[1] - shape[1] * unit) / 2
    return top, left, top + shape[0] * unit, left + shape[1] * unit


def _cut(picture: NDArray[np.generic], region: tuple[float, ...], shape: tuple[int, ...]) -> Picture:
    """A region (top, left, bottom, right), black where it leaves the picture, as `shape` (H, W, C).

    Each pixel is the mean of what it covers; where the region has fewer pixels than wanted, they are interpolated.
    """
    from PIL import Image

    top, left, bottom, right = region
    room = int(max(bottom - top, right - left, *picture.shape[:2])) + 2
    padded = np.pad(picture, ((room, room), (room, room), (0, 0))).round().astype(np.uint8)
    form = Image.Resampling.BOX if bottom - top >= shape[0] else Image.Resampling.BILINEAR
    box = (left + room, top + room, right + room, bottom + room)
    channels = [
        Image.fromarray(padded[..., c]).resize((shape[1], shape[0]), form, box) for c in range(shape[2])
    ]
    return np.stack([np.asarray(channel) for channel in channels], axis=-1)
