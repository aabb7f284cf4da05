"""Pixels that no output sees: a window that does not fit at an image's end leaves them out, so they need no work."""

from collections.abc import Sequence

from axb.graph.symbolic import Node, SymbolicTensor

Extent = tuple[int, int]


def seen_parts(
    inputs: Sequence[SymbolicTensor], nodes: Sequence[Node], outputs: Sequence[SymbolicTensor]
) -> list[Extent | None]:
    """For each input the (height, width) that outputs come from, where that is less than all of it; else None.

    Walks from the outputs to the inputs, asking each part which of its input's pixels the wanted ones need.
    """
    wanted: dict[SymbolicTensor, Extent | None] = dict.fromkeys(outputs)
    for node in reversed(nodes):
        needs = _needs(node, wanted.get(node.outputs[0])) if len(node.sources) == 1 else None
        for tensor in node.sources:
            wanted[tensor] = _together(needs, wanted.get(tensor, (0, 0)))
    extents = ((tensor, wanted.get(tensor)) for tensor in inputs)
    return [None if extent == tensor.shape[1:3] else extent for tensor, extent in extents]


def _together(one: Extent | None, other: Extent | None) -> Extent | None:
    """What serves both readers."""
    return None if one is None or other is None else (max(one[0], other[0]), max(one[1], other[1]))


def _needs(node: Node, extent: Extent | None) -> Extent | None:
    """What a call needs of its input: for the wanted pixels, or for all that it gives."""
    shape = node.outputs[0].shape
    if len(shape) != 4 or shape[1] is None or shape[2] is None:
        return None
    if node.layer.activity_regularizer is not None:  # what nobody sees costs, too
        extent = None
    return node.layer.reach(extent or (shape[1], shape[2]))
