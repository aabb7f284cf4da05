"""Several filters on one picture: each makes a map, and the maps together are a picture with as many channels."""

from axb.labs.convolution.kernels import KERNELS
from axb.labs.convolution.looks import image, shades, signed
from axb.labs.convolution.seen import Seen
from axb.views.scene import Axis, Mark, Scene, Text
from axb.words import say

CHANNELS = {
    "chosen": ("left", "right", "top", "bottom", "blur", "sharpen"),
    "learned": tuple(name for name in KERNELS if name.startswith("learned")),
}
ACROSS, GAP, HEAD, ICON = 3, 0.12, 0.3, 0.22  # maps in a row; in sides of a map


def channels_scene(seen: Seen, which: str) -> Scene:
    """A map of one unit a side for each filter, below its numbers in small and its name."""
    marks, shown = list[Mark](), CHANNELS[which]
    down = -(-len(shown) // ACROSS)
    for place, name in enumerate(shown):
        row, column = divmod(place, ACROSS)
        marks += _channel(seen, name, column * (1 + GAP), (down - 1 - row) * (1 + GAP + HEAD))
    rows, columns = seen.channels[shown[0]].shape
    return Scene(
        Axis(low=-GAP / 2, high=ACROSS * (1 + GAP) - GAP / 2, shown=False),
        Axis(low=-GAP / 2, high=down * (1 + GAP + HEAD) - GAP / 2, shown=False),
        marks,
        say(f"labs_convolution.channels_{which}", count=len(shown), rows=rows, columns=columns),
        square=True,
    )  # fmt: skip


def _channel(seen: Seen, name: str, left: float, bottom: float) -> list[Mark]:
    values, kernel = seen.channels[name], KERNELS[name](3)
    return [
        image(shades(values), left, bottom, 1 / len(values)),
        image(signed(kernel), left, bottom + 1.05, ICON / len(kernel)),
        Text(
            x=left + ICON + 0.06,
            y=bottom + 1.05 + ICON / 2,
            text=say(f"labs_convolution.filter_{name}"),
            size=12,
        ),
    ]
