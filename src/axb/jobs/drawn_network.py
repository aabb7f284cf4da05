"""A run's network as a picture: its parts, what leaves each, how many numbers it learned, and what reads what."""

import math
from typing import TYPE_CHECKING, NamedTuple

from axb.graph import Layer, Network
from axb.graph.boxes import Tensors, boxes
from axb.jobs.trained import rebuilt
from axb.runs import Store
from axb.training import GAN, VAEGAN, Model
from axb.views.graph_picture import graph_image
from axb.views.graph_rows import in_rows
from axb.views.graph_shapes import Shapes, shapes_of
from axb.views.kinds import LETTERS, under_a_sentence
from axb.views.palette import Scheme
from axb.views.slide import WIDTH
from axb.words import say

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_ROWS = 8
LARGEST = 2.4  # times as large as on a page are the letters of the smallest networks, at 1920 pixels
ROOM = 1 - 4 * LETTERS, 1 - 9 * LETTERS  # of a slide's width and height that the sentence leaves


class Drawn(NamedTuple):
    """Where boxes and wires lie; how many times as large they are drawn."""

    shapes: Shapes
    scale: float


def drawn_network(model: Network, wide: float, high: float = math.inf, largest: float = 1.0) -> Drawn:
    """As large as it gets in so many pixels, at most `largest` times: lying, in rows or standing.

    Models that it is made of, like an encoder and a decoder, are opened; blocks of layers are not.
    Raises InputError where it has no graph.
    """
    found = boxes(_players(model), _lines, opens=lambda part: isinstance(part, Model))
    lying = shapes_of(found, lying=True)
    ways = [*(in_rows(lying, rows) for rows in range(1, MOST_ROWS + 1)), shapes_of(found, lying=False)]
    scales = [min(wide / one.width, high / one.height, largest) for one in ways]
    best = scales.index(max(scales))
    return Drawn(ways[best], scales[best])


def _players(model: Network) -> list[Network]:
    """Who reads whom: a discriminator judges what a generator or decoder makes."""
    if isinstance(model, GAN):
        return [model.generator, model.discriminator]
    return [model, model.discriminator] if isinstance(model, VAEGAN) else [model]


def sentence(model: Network) -> str:
    """What the picture shows."""
    weights = {id(weight): weight.numel() for one in _players(model) for weight in one.weights}
    return say("views_network.sentence", numbers=f"{sum(weights.values()):,}")


def network_slide(name: str, width: int = WIDTH, scheme: Scheme = "light") -> "Image":
    """The network of a run on a slide, under a sentence.

    Raises InputError where it has no graph, or nothing says what it was.
    """
    with Store() as store:
        model = rebuilt(store.open(name))
    room = ROOM[0] * width, ROOM[1] * width * 9 / 16
    shapes, scale = drawn_network(model, *room, largest=LARGEST * width / WIDTH)
    return under_a_sentence(graph_image(shapes, scheme, scale), sentence(model), width, scheme)


def _lines(part: Layer, reads: Tensors, gives: Tensors) -> list[str]:
    """What kind of part it is, the shape of what leaves it, without the batch, and its learned numbers, if any."""
    shapes = ", ".join(" × ".join(map(str, tensor.shape[1:])) for tensor in gives)
    count = part.count_params() if part.weights else 0
    learned = [say("views_network.numbers", count=f"{count:,}")] if count else []
    return [type(part).__name__, *([shapes] if shapes else []), *learned]
