"""A part made of parts: told by its arguments, run as a graph."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from axb.graph.foreign import as_part
from axb.graph.input import Input
from axb.graph.layer import Layer
from axb.graph.network import Network
from axb.graph.plan import Graph
from axb.graph.symbolic import SymbolicTensor
from axb.words import InputError


class Composite(Network):
    """A subclass takes parts as its arguments, and joins them in `draw(x)` once it knows what comes in.

    Its configuration is its arguments; its graph follows from them. So JSON and axb's source tell it in a line, and
    Keras and PyTorch, which do not know it, are given the graph.
    """

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """From what comes in to what goes out."""
        raise NotImplementedError

    def build(self, input_shape: Any) -> None:
        """Draw the graph for one input of this shape."""
        if not isinstance(input_shape, tuple):
            raise InputError("graph.input_count", part=self.label, needs=1, got=len(input_shape))
        x = Input(input_shape[1:])
        self.adopt(Graph([x], [self.draw(x)]))

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """A new one; what its constructor takes as `*parts` is handed over one by one."""
        rest = dict(config)
        taken = inspect.signature(cls).parameters.values()
        several = [rest.pop(one.name, ()) for one in taken if one.kind is one.VAR_POSITIONAL]
        return cls(*(part for parts in several for part in parts), **rest)

    @property
    def told_by_arguments(self) -> bool:
        """Whether source can tell it by its constructor's call: each of its parts stands in one place."""
        return self.graph is None or len(self.graph.nodes) == len({node.layer for node in self.graph.nodes})


def chain(parts: Sequence[Layer], x: SymbolicTensor) -> SymbolicTensor:
    """Parts one after another from x; x itself where there are none."""
    for part in parts:
        x = part(x)
    return x


def parts_of(given: Any) -> Iterator[Layer]:
    """One part, or a list of them, as parts."""
    yield from map(as_part, given if isinstance(given, list | tuple) else [given])
