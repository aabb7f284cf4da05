"""What data look like: a contact sheet of pictures, or points on their plane."""

import base64
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from axb import data
from axb.data import Dataset
from axb.views import contact_sheet, png
from axb.views.paint import paint
from axb.views.palette import Scheme
from axb.views.scene import Axis, Points, Scene
from axb.words import speaking

if TYPE_CHECKING:
    from PIL.Image import Image

BLUE, ORANGE = "#2a6fdb", "#e07b00"  # negative and positive weights
_LINE = f'<path d="M20 70 140 12" stroke="{BLUE}" stroke-width="4"/>'
_BELL = '<path d="M60 68C76 68 74 20 80 20C86 20 84 68 100 68" stroke="currentColor" stroke-width="3" fill="none"/>'
_DOTS = "".join(
    f'<circle cx="{x}" cy="{y}" r="4" fill="currentColor"/>'
    for x, y in ((34, 68), (62, 44), (90, 42), (122, 16))
)


def _wires(columns: list[tuple[int, list[int]]]) -> str:
    """Units in columns, each joined to all of the next column."""
    pairs = [(x0, y0, x1, y1) for (x0, left), (x1, right) in pairwise(columns) for y0 in left for y1 in right]
    lines = "".join(
        f'<path d="M{x0} {y0} {x1} {y1}" stroke="{(BLUE, ORANGE)[number % 2]}" stroke-width="1.5"/>'
        for number, (x0, y0, x1, y1) in enumerate(pairs)
    )
    units = "".join(f'<circle cx="{x}" cy="{y}" r="6" fill="currentColor"/>' for x, ys in columns for y in ys)
    return lines + units


def _maps(layers: list[tuple[int, int, int]]) -> str:
    """Feature maps as stacked sheets: (x, how many, side); orange: the window that slides over the first."""
    sheets = "".join(
        f'<rect x="{x + 5 * number}" y="{44 - side / 2 - 4 * number}" width="{side}" height="{side}" '
        'fill="none" stroke="currentColor" stroke-width="2"/>'
        for x, count, side in layers
        for number in range(count)
    )
    return (
        sheets
        + f'<rect x="22" y="34" width="18" height="18" fill="none" stroke="{ORANGE}" stroke-width="4"/>'
    )


def _blocks(skips: bool) -> str:
    """Layers one after another; where asked, a way around every two."""
    ways = "".join(
        f'<path d="M{x} 46H{x + 12}" stroke="currentColor" stroke-width="2"/>' for x in range(2, 158, 24)
    )
    boxes = "".join(
        f'<rect x="{x}" y="32" width="12" height="28" stroke="currentColor" stroke-width="2"/>'
        for x in range(14, 158, 24)
    )
    around = "".join(
        f'<path d="M{x} 46C{x} 4 {x + 48} 4 {x + 48} 46" stroke="{ORANGE}" stroke-width="3"/>'
        for x in (8, 56, 104)
    )
    return ways + boxes + (around if skips else "")


def _branches() -> str:
    """Windows of several sizes side by side, between two points where the ways part and meet."""
    ways = "".join(
        f'<path d="M14 44C40 44 40 {y} 62 {y}H98C120 {y} 120 44 146 44" stroke="currentColor" stroke-width="2"/>'
        for y in (12, 32, 54, 76)
    )
    windows = "".join(
        f'<rect x="{80 - side / 2}" y="{y - side / 2}" width="{side}" height="{side}" stroke="{ORANGE}" '
        'stroke-width="3"/>'
        for y, side in ((12, 6), (32, 12), (54, 18), (76, 8))
    )
    return (
        ways + windows + "".join(f'<circle cx="{x}" cy="44" r="6" fill="currentColor"/>' for x in (14, 146))
    )


# What each family looks like, in the picture grammar (input left, output right); in the order of the page.
MODELS = {
    "line": _LINE + _DOTS,
    "fastcnn": _maps([(12, 1, 52), (82, 2, 24), (122, 3, 12)]),
    "resnet": _blocks(skips=True),
    "googlenet": _branches(),
    "vgg": _maps([(12, 1, 52), (74, 2, 34), (108, 3, 18), (132, 4, 8)]),
    "alexnet": _maps([(12, 1, 52), (78, 2, 26)]) + _wires([(118, [30, 58]), (146, [22, 44, 66])]),
    "lenet5": _maps([(12, 1, 52), (76, 2, 22)]) + _wires([(112, [22, 44, 66]), (142, [33, 55])]),
    "cnn": _maps([(12, 1, 52), (76, 3, 30), (118, 5, 16)]),
    "plain": _blocks(skips=False),
    "mlp": _wires([(20, [22, 44, 66]), (60, [11, 33, 55, 77]), (100, [11, 33, 55, 77]), (140, [33, 55])]),
    "logistic": f'<path d="M12 70C70 70 84 14 148 14" stroke="{BLUE}" stroke-width="4" fill="none"/>',
    "conv_autoencoder": _maps([(12, 1, 44), (64, 2, 18), (104, 1, 44)]),
    "stacked_autoencoder": _wires(
        [
            (14, [11, 33, 55, 77]),
            (47, [22, 44, 66]),
            (80, [33, 55]),
            (113, [22, 44, 66]),
            (146, [11, 33, 55, 77]),
        ]
    ),
    "autoencoder": _wires([(24, [11, 33, 55, 77]), (80, [33, 55]), (136, [11, 33, 55, 77])]),
    "conv_vae": _maps([(12, 1, 44), (104, 1, 44)]) + _BELL,
    "vae_gan": _maps([(12, 1, 30), (58, 1, 30)]) + _BELL + _wires([(104, [22, 44, 66]), (142, [44])]),
    "vae": _wires([(14, [11, 33, 55, 77]), (50, [33, 55])])
    + _BELL
    + _wires([(110, [33, 55]), (146, [11, 33, 55, 77])]),
    "dcgan": _maps([(12, 1, 20), (46, 1, 44)]) + _wires([(112, [11, 33, 55, 77]), (146, [44])]),
    "gan": _wires([(14, [33, 55]), (58, [11, 33, 55, 77])]) + _wires([(102, [11, 33, 55, 77]), (146, [44])]),
}
COLUMNS, SHOWN = 5, 10  # pictures on a sheet
PLANE = (400, 225)  # pixels


@cache
def examples_of(name: str) -> int:
    """How many examples its training part has."""
    return len(data.load(name).x_train)


@cache
def sheet(name: str, language: str, scheme: Scheme) -> str:
    """The address of a PNG that shows some of the data, made once for all who look."""
    with speaking(language):
        one = data.load(name)
        picture = _pictures(one, scheme) if one.kind == "images" else _points(one, scheme)
    return "data:image/png;base64," + base64.b64encode(png(picture)).decode()


def _pictures(one: Dataset, scheme: Scheme) -> "Image":
    """The first example of each class, with its name."""
    names = one.labels() if (one.classes or 1) > 1 else ()
    firsts = [np.flatnonzero(one.y_train == number)[:1] for number in range(len(names))]
    of_each = [int(place[0]) for place in firsts if len(place)][:SHOWN]
    places = of_each or list(range(min(SHOWN, len(one.x_train))))
    captions = [names[one.y_train[place]] if names else "" for place in places]
    pictures = one.x_train[places]
    return contact_sheet(pictures, captions, COLUMNS, max(84 // pictures.shape[1], 1), scheme)


def _points(one: Dataset, scheme: Scheme) -> "Image":
    """Points coloured by class; for a number to predict, over its x."""
    x, y = one.x_train[:, 0], one.x_train[:, 1] if one.input_shape == (2,) else one.y_train
    colors = [f"class:{label}" for label in one.y_train] if one.classes else "ink"
    across, up = (
        Axis(low=float(part.min()) - 0.1, high=float(part.max()) + 0.1, shown=False) for part in (x, y)
    )
    scene = Scene(
        across, up, [Points(x=x[:400], y=y[:400], color=colors[:400] if one.classes else colors, size=4)]
    )
    return paint(scene, *PLANE, scheme)
