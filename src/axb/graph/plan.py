"""A graph: the calls between its inputs and its outputs, and the order to run them in."""

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from torch import Tensor
from torch.nn.modules import module as hooks

from axb.graph.input import Input
from axb.graph.layer import Layer
from axb.graph.reach import seen_parts
from axb.graph.shapes import ShapeError
from axb.graph.sizes import MOST_CALLS
from axb.graph.symbolic import Node, SymbolicTensor, flatten, map_structure, upstream_nodes
from axb.words import InputError


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
    """Any directed acyclic graph of parts, from `inputs` to `outputs` (symbolic tensors).

    An input may be a tensor inside another graph: the new graph begins there.
    """

    def __init__(self, inputs: Sequence[SymbolicTensor], outputs: Sequence[SymbolicTensor]) -> None:
        self.inputs, self.outputs = list(inputs), list(outputs)
        _check_ends(self.inputs, self.outputs)
        self.nodes = upstream_nodes(self.outputs, frozenset(self.inputs))
        if loose := [node for node in self.nodes if not node.sources]:
            raise ShapeError("graph.loose_input", part=loose[0].layer.label)
        self.calls = sum(getattr(getattr(node.layer, "graph", None), "calls", 1) for node in self.nodes)
        if self.calls > MOST_CALLS:
            raise InputError("graph.too_many_calls", most=MOST_CALLS, got=self.calls)
        self.parts: dict[str, Layer] = {}
        self.input_names = self._name_parts()
        self.steps = self._plan()

    def _name_parts(self) -> list[str]:
        """Enter each part once under a name of its own; one that was given no name takes this one.

        Returns the inputs' names. Where an input is cut out of another graph, no part here has that name.
        """
        taken: dict[str, Layer | None] = {}
        for tensor in self.inputs:
            name = tensor.node.layer.name_among(taken)
            taken[name] = None if tensor.node.sources else tensor.node.layer
        names = list(taken)
        for layer in dict.fromkeys(node.layer for node in self.nodes):
            taken[layer.name_among(taken)] = layer
        self.parts = {name: layer for name, layer in taken.items() if layer is not None}
        for name, layer in self.parts.items():
            if layer.auto_named:
                layer.name, layer.auto_named = name, False
        return names

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """The same calls between copies of the parts; an input cut out of another graph becomes an Input."""
        for name, tensor in zip(self.input_names, self.inputs, strict=True):
            layer = tensor.node.layer
            cut = bool(tensor.node.sources)
            entry = Input(tensor.shape[1:], tensor.dtype, name) if cut else deepcopy(layer, memo).output
            memo[id(tensor)] = entry
        for node in self.nodes:
            inputs = map_structure(lambda tensor: memo[id(tensor)], node.inputs)
            copied = Node(
                deepcopy(node.layer, memo), inputs, deepcopy(node.options, memo), single=node.single
            )
            copied.outputs = [SymbolicTensor(t.shape, t.dtype, copied, t.index) for t in node.outputs]
            copied.layer._outputs = copied.layer._outputs or copied.outputs
            memo.update(zip(map(id, node.outputs), copied.outputs, strict=True))
        return type(self)([memo[id(t)] for t in self.inputs], [memo[id(t)] for t in self.outputs])

    def infer(self, tensors: Sequence[SymbolicTensor]) -> list[Any]:
        """(shape, dtype) of each output for other input shapes: from part to part, without numbers."""
        known: list[Any] = [*tensors, *[None] * (self.slots - len(tensors))]
        for step in self.steps:
            inputs = _gather(step.inputs, known)
            step.layer.check(map_structure(lambda tensor: tensor.shape, inputs))
            specs = step.layer.infer(inputs, step.options)
            node = Node(step.layer, inputs)
            for index, slot in enumerate(step.outputs):
                shape, dtype = specs[index] if isinstance(specs, list) else specs
                known[slot] = SymbolicTensor(shape, dtype, node, index)
        return [(known[slot].shape, known[slot].dtype) for slot in self.results]

    def _plan(self) -> list[Step]:
        slots = {tensor: slot for slot, tensor in enumerate(self.inputs)}
        for node in self.nodes:
            for tensor in node.outputs:
                slots.setdefault(tensor, len(slots))
        self.slots, keep = len(slots), {slots[t] for t in self.outputs}
        last: dict[int, int] = {}
        for position, node in enumerate(self.nodes):
            last.update((slots[tensor], position) for tensor in [*node.sources, *node.outputs])
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
        self.seen = seen_parts(self.inputs, self.nodes, self.outputs)
        _fuse(steps, keep)
        return steps

    def run(self, values: Sequence[Tensor]) -> list[Any]:
        """The outputs for the inputs, in the order of the constructor's lists."""
        if any(self.seen) and not any(map(_watched, self.parts.values())):
            values = [_cut(value, extent) for value, extent in zip(values, self.seen, strict=True)]
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
                _store(step.layer(_gather(step.inputs, slots), **step.options), step, slots)
            for slot in step.frees:
                slots[slot] = None
        return [slots[slot] for slot in self.results]


def _check_ends(inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
    for ends in (inputs, outputs):
        if wrong := [end for end in ends or [None] if not isinstance(end, SymbolicTensor)]:
            raise InputError("graph.not_symbolic", got=type(wrong[0]).__name__)
    if len(set(inputs)) < len(inputs):
        raise InputError("graph.input_twice", names=[tensor.name for tensor in inputs])


def _cut(image: Tensor, extent: tuple[int, int] | None) -> Tensor:
    return image if extent is None else image[:, : extent[0], : extent[1]]


def _gather(places: Any, slots: list[Any]) -> Any:
    return slots[places] if isinstance(places, int) else map_structure(slots.__getitem__, places)


def _store(outputs: Any, step: Step, slots: list[Any]) -> None:
    if isinstance(outputs, Tensor):
        slots[step.outputs[0]] = outputs
        return
    for place, output in zip(step.outputs, flatten(outputs), strict=True):
        slots[place] = output


def _watched(layer: Layer) -> bool:
    """Whether somebody looks at this part, or (as torch's flop counter does) at all modules."""
    ahead = layer._forward_pre_hooks or layer._backward_pre_hooks or hooks._global_forward_pre_hooks
    return bool(ahead or layer._forward_hooks or layer._backward_hooks or hooks._global_forward_hooks)


def _fuse(steps: list[Step], keep: set[int]) -> None:
    """Join a part with the next where a faster function exists and nobody else sees the tensor between."""
    uses = Counter(slot for step in steps for slot in flatten(step.inputs))
    for step, follower in pairwise(steps):
        between = step.outputs[0]
        alone = follower.inputs == between and uses[between] == 1 and between not in keep
        unpriced = step.layer.activity_regularizer is follower.layer.activity_regularizer is None
        if alone and unpriced and not step.options and not follower.options:
            step.fused, step.follower = step.layer.fused_with(follower.layer), follower
