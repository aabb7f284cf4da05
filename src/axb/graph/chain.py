"""Parts one after another."""

from collections import deque
from collections.abc import Sequence
from typing import Any, Unpack

from axb.graph.foreign import as_part
from axb.graph.input import Input, InputLayer
from axb.graph.layer import Layer, LayerOptions
from axb.graph.naming import unique
from axb.graph.network import Network
from axb.graph.plan import Graph
from axb.graph.symbolic import SymbolicTensor
from axb.words import InputError


class Chain(Network):
    """Parts one after another; its shapes are known once the first part says its input or data has come."""

    def __init__(self, layers: Sequence[Any] | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self._parts: deque[Layer] = deque()
        given = [_part(layer) for layer in layers or ()]
        first, rest = next(iter(given), None), given[1:]
        if isinstance(first, InputLayer) and not any(isinstance(part, InputLayer) for part in rest):
            for part in rest:
                self._name(part)
                self._parts.append(part)
            self._draw(first.output, first.output, rest)  # once: a graph for each part takes n² calls
            return
        for part in given:
            self.add(part)

    def add(self, layer: Any) -> None:
        """Put a part (or first of all an Input; or any torch module) at the end."""
        part = _part(layer)
        if isinstance(part, InputLayer):
            return self._begin(part.output)
        self._name(part)
        if self.graph is not None:
            self._draw(self.graph.inputs[0], self.graph.outputs[0], [part])
        elif not self._parts and (entry := _entry(part)) is not None:
            self._draw(entry, entry, [part])
        else:
            self._modules[unique(part.name, self._modules)] = part
        self._parts.append(part)
        return None

    def _name(self, part: Layer) -> None:
        if part.auto_named and part not in self._parts:
            part.name = part.name_among({known.name for known in self._parts})

    def _begin(self, entry: SymbolicTensor) -> None:
        if self.graph is not None or self._parts:
            raise InputError("graph.input_not_first", part=self.label)
        self._draw(entry, entry, [])

    def _draw(self, entry: SymbolicTensor, tensor: SymbolicTensor, parts: Sequence[Layer]) -> None:
        """Go on from `tensor` with these parts; nothing has changed where one of them refuses."""
        for part in parts:
            tensor = part(tensor)
            if not isinstance(tensor, SymbolicTensor):
                raise InputError("graph.several_outputs", part=self.label, culprit=part.label)
        graph = Graph([entry], [tensor])
        self._modules.clear()
        self.adopt(graph)

    def pop(self) -> Layer:
        """Take the last part off."""
        if not self._parts:
            raise InputError("graph.empty_chain", part=self.label)
        if self.graph is None:
            self._modules.popitem()
        else:
            self._draw(self.graph.inputs[0], self.graph.outputs[0].node.inputs, [])
        return self._parts.pop()

    def build(self, input_shape: Any) -> None:
        """Make the chain a graph for inputs of this shape."""
        if not self._parts:
            raise InputError("graph.empty_chain", part=self.label)
        if not isinstance(input_shape, tuple):
            raise InputError("graph.input_count", part=self.label, needs=1, got=len(input_shape))
        entry = Input(shape=input_shape[1:])
        self._draw(entry, entry, self._parts)

    @property
    def layers(self) -> list[Layer]:
        """The parts in order, without the input."""
        return list(self._parts)

    def get_config(self) -> dict[str, Any]:
        """The parts in order, first the Input where it is known.

        A subclass whose constructor takes other arguments is told by those.
        """
        config = super().get_config()
        if "layers" in self._config:
            entry = [] if self.graph is None else [self.graph.inputs[0].node.layer]
            config["layers"] = [*entry, *self._parts]
        return config


def _part(layer: Any) -> Layer:
    return as_part(layer.node.layer if isinstance(layer, SymbolicTensor) else layer)


def _entry(part: Layer) -> SymbolicTensor | None:
    """The Input that a first part asks for: by input_shape, or because it is a model that knows its own."""
    if part.given_input_shape is not None:
        return Input(shape=part.given_input_shape)
    graph = part.graph if isinstance(part, Network) else None
    if graph is None or len(graph.inputs) > 1:
        return None
    return Input(graph.inputs[0].shape[1:], graph.inputs[0].dtype)
