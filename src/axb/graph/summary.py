"""The model as a table: for each part its output shape, its a, its b, and how many numbers they hold."""

from functools import lru_cache
from io import StringIO
from itertools import pairwise
from typing import Literal

from torch import Tensor

from axb.graph.chain import Chain
from axb.graph.foreign import TorchModule
from axb.graph.layer import Layer
from axb.graph.network import Network
from axb.graph.symbolic import SymbolicTensor, flatten
from axb.words import say


def summary(model: Network, width: int = 110) -> str:
    """A text table. Shapes leave out the batch axis; a and b are shapes of weights; * marks a frozen part."""
    sources, outputs = _sources(model), _outputs(model)
    columns = ("part", "output", "a", "b", "numbers", *(["from"] if sources else []))
    cells = []
    for name, part in rows(model):
        a, b = (_shape(part, letter) if part.built else "?" for letter in "ab")
        row = (_title(name, part), outputs.get(part, "?"), a, b, _numbers(part))
        cells.append((*row, *([sources.get(part, "")] if sources else [])))
    headings = tuple(say(f"graph.column_{column}") for column in columns)
    return "\n".join([*_table(model.label, headings, tuple(cells), width), *closing(model)])


@lru_cache(maxsize=16)
def _table(
    title: str, headings: tuple[str, ...], cells: tuple[tuple[str, ...], ...], width: int
) -> list[str]:
    """The lines; the column of numbers is the fifth.

    Kept: drawing takes as long as building a small model, and all members of a race have the same.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=Text(title), title_justify="left")
    for place, heading in enumerate(headings):
        side: Literal["left", "right"] = "right" if place == 4 else "left"
        table.add_column(heading, justify=side, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    text = StringIO()
    Console(width=width, file=text, color_system=None).print(table)
    return [line.rstrip() for line in text.getvalue().splitlines()]


def closing(model: Network) -> list[str]:
    """How many numbers, how many of them learn, how much work one example is, what the star means."""
    if not model.built:
        return [say("graph.not_built_yet", part=model.label)]
    total = model.count_params()
    learn = sum(weight.numel() for weight in model.trainable_weights)
    key = "graph.totals" if learn == total else "graph.totals_some"
    work = model.multiply_adds()
    told = [say("graph.multiply_adds", count=f"{work:,}")] if work else []
    star = [say("graph.frozen_star")] if any("*" in _numbers(part) for _, part in rows(model)) else []
    return [say(key, total=f"{total:,}", learn=f"{learn:,}", rest=f"{total - learn:,}"), *told, *star]


def rows(model: Network) -> list[tuple[str, Layer]]:
    """The parts with their names in this model, in the order they run."""
    names = {part: name for name, part in model.named_parts.items()}
    parts = dict.fromkeys(model.layers) if isinstance(model, Chain) else names
    return [(names[part], part) for part in parts]


def _sources(model: Network) -> dict[Layer, str]:
    """Where each part's inputs come from; empty for a plain chain."""
    nodes = model.graph.nodes if model.graph else []
    plain = all(len(node.sources) == 1 for node in nodes) and len({node.layer for node in nodes}) == len(
        nodes
    )
    if plain and all(later.sources[0].node is before for before, later in pairwise(nodes)):
        return {}
    names = {part: name for name, part in model.named_parts.items()}

    def name(tensor: SymbolicTensor) -> str:
        return names.get(tensor.node.layer, tensor.name)

    found: dict[Layer, list[str]] = {}
    for node in nodes:
        found.setdefault(node.layer, []).append(", ".join(map(name, node.sources)))
    return {part: "; ".join(calls) for part, calls in found.items()}


def _outputs(model: Network) -> dict[Layer, str]:
    """What each part gives in this model: a shape for each output of each call, equal ones once."""
    graph = model.graph
    nodes = [*(tensor.node for tensor in graph.inputs), *graph.nodes] if graph else []
    found: dict[Layer, dict[str, None]] = {}
    for node in nodes:
        shapes = ", ".join(_sizes(tensor.shape[1:]) for tensor in flatten(node.outputs))
        found.setdefault(node.layer, {})[shapes] = None
    return {part: "; ".join(shapes) for part, shapes in found.items()}


def _numbers(part: Layer) -> str:
    if not part.built:
        return "?"
    frozen = part.weights and not any(weight.requires_grad for weight in part.parameters())
    return ("* " if frozen else "") + f"{part.count_params():,}"


def _title(name: str, part: Layer) -> str:
    if isinstance(part, TorchModule):
        return f"{name} (TorchModule: {part.about})"
    return f"{name} ({type(part).__name__})"


def _shape(part: Layer, letter: str) -> str:
    """The shape of a part's a or b, where it has one: a person's own may have weights of any name."""
    weight = getattr(part, letter, None)
    return _sizes(tuple(weight.shape)) if isinstance(weight, Tensor) else ""


def _sizes(shape: tuple[int | None, ...]) -> str:
    return " x ".join("?" if size is None else str(size) for size in shape) or "1"
