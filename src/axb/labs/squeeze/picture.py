"""Rows of pictures, the error while it learns, the code as bars."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.scene import Axis, Boxes, Image, Line, Mark, Points, Scene, Segments, Text
from axb.words import say

LETTERS = 13.0
PCA = "#009E73"


def rows(known: Mapping[str, NDArray[np.floating | np.uint8]], damaged: bool, latent: int) -> Scene:
    """What came in, what was restored of it, and what PCA restores."""
    marks, each = list[Mark](), 1.55
    top = each * len(known)
    for place, (name, pictures) in enumerate(known.items()):
        floor, wide = top - (place + 1) * each, len(pictures)
        key = "damaged" if damaged and name == "given" else name
        marks.append(
            Text(x=0, y=floor + 1.22, text=say(f"labs_squeeze.row_{key}", latent=latent), size=LETTERS)
        )
        row, top_edge, frame = joined(pictures), floor + 1, "" if place else "ink"
        marks.append(Image(x0=0, y0=floor, x1=wide, y1=top_edge, pixels=row, smooth=False, frame=frame))
        if place:
            marks.append(
                Boxes(x0=0, y0=floor, x1=wide, y1=top_edge, color="ink", fill=0, width=1.2, dashed=True)
            )
    axes = (
        Axis(low=-0.1, high=len(known["given"]) + 0.1, shown=False),
        Axis(low=-0.1, high=top + 0.1, shown=False),
    )
    return Scene(*axes, marks, say(f"labs_squeeze.seen_restored{'_damaged' if damaged else ''}"), square=True)


def joined(pictures: ArrayLike) -> NDArray[np.uint8]:
    """Grey pictures `(N, H, W, 1)` of 0..255 side by side, as RGB."""
    x = np.rint(np.asarray(pictures, np.float32)).clip(0, 255).astype(np.uint8)
    return np.repeat(np.concatenate(list(x), axis=1), 3, axis=2)


def error_curve(errors: Sequence[tuple[int, float]], pca: float, steps: int) -> Scene:
    """The squared error a pixel on test pictures, and PCA's."""
    high = 1.2 * max([2 * pca, *(error for _, error in errors)])
    marks: list[Mark] = [
        Line(x=[0, steps], y=[pca, pca], color=PCA, width=2.5, dashed=True),
        Text(
            x=steps, y=pca + 0.06 * high, text=say("labs_squeeze.pca"), color=PCA, size=LETTERS, align="right"
        ),
    ]
    if errors:
        x, y = np.array(errors).T
        marks += [Line(x=x, y=y, color="loss", width=3), Points(x=x[-1:], y=y[-1:], color="loss", size=5)]
    axes = Axis(say("labs_squeeze.axis_steps"), 0, steps), Axis(say("labs_squeeze.axis_error"), 0, high)
    return Scene(*axes, marks, say("labs_squeeze.seen_error"))


def code_bars(codes: NDArray[np.floating]) -> Scene:
    """Each picture's numbers as bars, one picture above the other; what is 0 has none."""
    count, size = codes.shape
    reach = max(float(np.abs(codes).max(initial=0)), 1e-6)
    marks = list[Mark]()
    for place, code in enumerate(codes):
        middle, x = 2.4 * (count - 1 - place), np.flatnonzero(code)
        marks.append(Line(x=[-0.5, size - 0.5], y=[middle, middle], color="grid", width=1))
        colors, ends = ["positive" if one > 0 else "negative" for one in code[x]], middle + code[x] / reach
        marks.append(Segments(x0=x, y0=np.full(len(x), middle), x1=x, y1=ends, color=colors, width=5))
    axes = Axis(low=-1, high=size, shown=False), Axis(low=-1.3, high=2.4 * count - 1, shown=False)
    return Scene(*axes, marks, say("labs_squeeze.seen_code"))
