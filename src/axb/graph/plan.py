"""A graph: the calls between its inputs and its outputs, and the order to run them in."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from torch import Tensor

from axb.graph.layer import Layer, unique
from axb.graph.shapes import ShapeError
from axb.graph.symbolic import Node, SymbolicTensor, flatten, map_structure, upstream_nodes


@dataclass
class Step:
    """One call of the run: slots of the inputs and outputs, slots that nobody needs afterwards."""

    layer: Layer
    inputs: Any
    options: dict[str, Any]
    outputs: list[int]
    frees: list[int]
    follower: "Step | None" = None
    fused: Callable[[Any], Any] | None = None


class Graph:
    """Any directed acyclic graph of parts, from `inputs` to `outputs` (symbolic tensors)."""

    def __init__(self, inputs: Sequence[SymbolicTensor], outputs: Sequence[SymbolicTensor]) -> None:
        self.inputs, self.outputs = list(inputs), list(outputs)
        nodes = upstream_nodes(self.outputs, frozenset(self.inputs))
        loose = [node for node in nodes if not node.sources]
        if loose:
            raise ShapeError("graph.loose_input", part=loose[0].layer.label)
        entries = [t.node for t in self.inputs if not t.node.sources]
        self.entries = list(dict.fromkeys(entries))
        self.nodes = nodes
        self.parts = _named([node.layer for node in [*self.entries, *nodes]])
        self.steps = self._plan()

    def _plan(self) -> list[Step]:
        slots = {tensor: slot for slot, tensor in enumerate(self.inputs)}
        for node in self.nodes:
            for tensor in node.outputs:
                slots.setdefault(tensor, len(slots))
        self.slots, keep = len(slots), {slots[t] for t in self.outputs}
        last: dict[int, int] = {}
        for position, node in enumerate(self.nodes):
            last.update((slots[tensor], position) for tensor in node.sources)
        steps = [
            Step(
                node.layer,
                map_structure(slots.__getitem__, node.inputs),
                node.options,
                [slots[t] for t in node.outputs],
                [slot for slot, when in last.items() if when == position and slot not in keep],
            )
            for position, node in enumerate(self.nodes)
        ]
        self.results = [slots[tensor] for tensor in self.outputs]
        _fuse(steps, keep)
        return steps

    def run(self, values: Sequence[Tensor]) -> list[Any]:
        """The outputs for the inputs, in the order of the constructor's lists."""
        slots: list[Any] = [*values, *[None] * (self.slots - len(values))]
        skipped: Step | None = None
        for step in self.steps:
            if step is skipped:
                continue
            follower = step.follower
            if follower is not None and step.fused and not (_watched(step.layer) or _watched(follower.layer)):
                skipped = follower
                slots[follower.outputs[0]] = step.fused(_gather(step.inputs, slots))
            else:
                outputs = step.layer(_gather(step.inputs, slots), **step.options)
                _store(outputs, step.outputs, slots)
            for slot in step.frees:
                slots[slot] = None
        return [slots[slot] for slot in self.results]


def _gather(places: Any, slots: list[Any]) -> Any:
    return slots[places] if isinstance(places, int) else map_structure(slots.__getitem__, places)


def _store(outputs: Any, places: list[int], slots: list[Any]) -> None:
    for place, output in zip(places, flatten(outputs), strict=True):
        slots[place] = output


def _watched(layer: Layer) -> bool:
    return bool(layer._forward_hooks or layer._forward_pre_hooks or layer._backward_hooks)


def _fuse(steps: list[Step], keep: set[int]) -> None:
    """Join a part with the next where a faster function exists and nobody else sees the tensor between."""
    uses = Counter(slot for step in steps for slot in flatten(step.inputs))
    for step, follower in pairwise(steps):
        between = step.outputs[0]
        if follower.inputs == between and uses[between] == 1 and between not in keep and not step.options:
            step.fused, step.follower = step.layer.fused_with(follower.layer), follower


def _named(layers: Sequence[Layer]) -> dict[str, Layer]:
    """Each part once, under a name of its own; a part that has no name of its own takes this one."""
    parts: dict[str, Layer] = {}
    for layer in dict.fromkeys(layers):
        key = unique(layer.name.replace(".", "_"), parts)
        if layer.auto_named:
            layer.name, layer.auto_named = key, False
        parts[key] = layer
    return parts


def node_index(nodes: Sequence[Node]) -> dict[Node, int]:
    """The position of each node."""
    return {node: position for position, node in enumerate(nodes)}
