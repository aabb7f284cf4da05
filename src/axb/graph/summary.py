"""The model as a table: for each part its output shape, its a, its b, and how many numbers they hold."""

from io import StringIO
from itertools import pairwise

from axb.graph.foreign import TorchModule
from axb.graph.layer import Layer
from axb.graph.network import Chain, Network
from axb.graph.symbolic import flatten
from axb.words import say


def summary(model: Network, width: int = 110) -> str:
    """A text table. Shapes leave out the batch axis; a and b are shapes of weights."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, title=f"{type(model).__name__} {model.name}", title_justify="left")
    for heading in ("part", "output", "a", "b", "numbers"):
        table.add_column(say(f"graph.column_{heading}"), justify="right" if heading == "numbers" else "left")
    sources = _sources(model)
    if sources:
        table.add_column(say("graph.column_from"))
    for name, part in rows(model):
        numbers = f"{part.count_params():,}" + ("" if part.trainable else " *")
        table.add_row(
            _title(name, part), _output(part), _shape(part.a), _shape(part.b), numbers, *sources.get(name, [])
        )
    text = StringIO()
    Console(width=width, file=text, color_system=None).print(table)
    return text.getvalue() + totals(model)


def totals(model: Network) -> str:
    """One sentence: how many numbers, how many of them learn."""
    total = model.count_params()
    learn = sum(weight.numel() for weight in model.trainable_weights)
    return say("graph.totals", total=f"{total:,}", learn=f"{learn:,}", rest=f"{total - learn:,}")


def rows(model: Network) -> list[tuple[str, Layer]]:
    """The parts with their names in this model, in the order they run."""
    if isinstance(model, Chain):
        return [(part.name, part) for part in model.layers]
    return list(model.named_parts.items())


def _sources(model: Network) -> dict[str, list[str]]:
    """Where each part's inputs come from; empty for a plain chain."""
    if model.graph is None:
        return {}
    nodes = model.graph.nodes
    plain = all(len(node.sources) == 1 for node in nodes)
    if plain and all(later.sources[0].node is before for before, later in pairwise(nodes)):
        return {}
    names = {id(part): name for name, part in model.named_parts.items()}
    found: dict[str, list[str]] = {name: [""] for name in names.values()}
    for node in nodes:
        found[names[id(node.layer)]] = [", ".join(names.get(id(t.node.layer), t.name) for t in node.sources)]
    return found


def _title(name: str, part: Layer) -> str:
    kind = (
        f"TorchModule: {type(part.module).__name__}" if isinstance(part, TorchModule) else type(part).__name__
    )
    view = " (N, C, H, W)" if isinstance(part, TorchModule) and part.channels_first else ""
    return f"{name} ({kind}{view})"


def _output(part: Layer) -> str:
    if not part._outputs:
        return "?"
    return ", ".join(_sizes(tensor.shape[1:]) for tensor in flatten(part._outputs))


def _shape(weight: object) -> str:
    return "" if weight is None else _sizes(tuple(getattr(weight, "shape", ())))


def _sizes(shape: tuple[int | None, ...]) -> str:
    return " x ".join("?" if size is None else str(size) for size in shape) or "1"
