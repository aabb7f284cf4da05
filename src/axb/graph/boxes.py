"""A model's graph as boxes to be drawn: one for each call of a part, in the order they run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from axb.graph.layer import Layer
from axb.graph.network import Network
from axb.graph.plan import Graph
from axb.graph.symbolic import SymbolicTensor, flatten
from axb.words import InputError

Tensors = Sequence[SymbolicTensor]
# What stands in the box of a part: of the part, what it reads, what it gives.
Lines = Callable[[Layer, Tensors, Tensors], list[str]]


@dataclass(frozen=True)
class Box:
    """A part: what is written in it, the first line the largest; the boxes that it reads, by their places before it.

    groups: the names of the parts that it stands in, the outermost first.
    """

    lines: Sequence[str]
    reads: Sequence[int] = ()
    is_input: bool = False
    groups: Sequence[str] = ()


def boxes(
    models: Sequence[Network], lines: Lines, opens: Callable[[Layer], bool] = lambda part: False
) -> list[Box]:
    """The boxes of a model, or of several, each of which reads what the one before it gives: framed with
    its name, unless it is made of such as are.

    `opens` says which parts that are made of parts are drawn as these.
    Raises InputError where one has no graph: it has a `call` of its own, or has met no input yet.
    """
    drawing = _Drawing(lines, opens)
    before: list[int] = []
    for model in models:
        if model.graph is None:
            raise InputError("graph.no_graph", part=model.label)
        known = dict(zip(model.graph.inputs, before, strict=False))
        known |= {tensor: drawing.enter(tensor) for tensor in model.graph.inputs[len(before) :]}
        is_framed = len(models) > 1 and not any(opens(node.layer) for node in model.graph.nodes)
        places = drawing.draw(model.graph, known, (model.name,) if is_framed else ())
        # whoever is told the class comes after one who is told it, too
        before = [places[tensor] for tensor in (*model.graph.outputs, *model.graph.inputs[1:])]
    return drawing.boxes


class _Drawing:
    """The boxes so far."""

    def __init__(self, lines: Lines, opens: Callable[[Layer], bool]) -> None:
        self.lines, self.opens = lines, opens
        self.boxes: list[Box] = []

    def enter(self, tensor: SymbolicTensor) -> int:
        """What comes from outside."""
        return self._put(Box(self.lines(tensor.node.layer, [], [tensor]), is_input=True))

    def draw(
        self, graph: Graph, known: Mapping[SymbolicTensor, int], groups: tuple[str, ...]
    ) -> dict[SymbolicTensor, int]:
        """A box for each call. `known`: from which box each tensor comes; returned with those of this graph."""
        places = dict(known)
        for node in graph.nodes:
            inner = getattr(node.layer, "graph", None) if self.opens(node.layer) else None
            if inner is None:
                reads = list(dict.fromkeys(places[one] for one in node.sources))
                box = Box(self.lines(node.layer, node.sources, node.outputs), reads, groups=groups)
                places |= dict.fromkeys(node.outputs, self._put(box))
                continue
            outside = zip(inner.inputs, flatten(node.inputs), strict=True)
            inside = self.draw(
                inner, {entry: places[one] for entry, one in outside}, (*groups, node.layer.name)
            )
            places |= {outer: inside[one] for outer, one in zip(node.outputs, inner.outputs, strict=True)}
        return places

    def _put(self, box: Box) -> int:
        self.boxes.append(box)
        return len(self.boxes) - 1
