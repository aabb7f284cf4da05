"""A pen: strokes of (x, y) in 0..1 as a picture, bright on black."""

import io
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Stroke = Sequence[tuple[float, float]]
SIDE, FINE = 64, 4


def arc(
    x: float, y: float, width: float, height: float, begin: float = 0, end: float = 360
) -> list[tuple[float, float]]:
    """Part of an ellipse around (x, y), from one angle in degrees to another."""
    angles = [math.radians(begin + (end - begin) * part / 40) for part in range(41)]
    return [(x + width * math.cos(angle), y + height * math.sin(angle)) for angle in angles]


DIGITS: dict[int, list[Stroke]] = {
    0: [arc(0.5, 0.5, 0.2, 0.32)],
    1: [[(0.4, 0.3), (0.52, 0.18), (0.52, 0.85)]],
    2: [[*arc(0.5, 0.35, 0.2, 0.18, 180, 390), (0.32, 0.82), (0.72, 0.82)]],
    4: [[(0.6, 0.85), (0.6, 0.15), (0.3, 0.6), (0.75, 0.6)]],
    5: [[(0.7, 0.18), (0.38, 0.18), (0.36, 0.45), *arc(0.48, 0.62, 0.2, 0.2, -120, 140)]],
    7: [[(0.3, 0.2), (0.7, 0.2), (0.45, 0.85)], [(0.38, 0.52), (0.64, 0.52)]],
    9: [[*arc(0.5, 0.35, 0.17, 0.18), (0.66, 0.4), (0.6, 0.85)]],
}


def draw(strokes: Sequence[Stroke], pen: float = 0.1) -> NDArray[np.uint8]:
    """uint8 (64, 64); the pen's width is a share of the side."""
    image = Image.new("L", (SIDE * FINE, SIDE * FINE))
    painter, width = ImageDraw.Draw(image), round(pen * SIDE * FINE)
    for stroke in strokes:
        points = [(x * SIDE * FINE, y * SIDE * FINE) for x, y in stroke]
        painter.line(points, 255, width, joint="curve")
        for x, y in points:
            painter.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX))


def file_of(picture: NDArray[np.uint8], form: str = "PNG", **more: object) -> bytes:
    """(h, w), (h, w, 3) or (h, w, 4) as the bytes of a file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, form, **more)
    return file.getvalue()
