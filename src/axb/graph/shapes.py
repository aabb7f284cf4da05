"""Output shapes, found by running a part on two zero examples: nobody writes shape formulas."""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from axb.graph.mode import quietly
from axb.graph.symbolic import Shape, flatten, map_structure
from axb.words import InputError

if TYPE_CHECKING:
    from axb.graph.layer import Layer

BATCH = 2
OPEN_SIZES = (32, 35)  # what an axis of unknown length is tried with; outputs that differ are unknown too


class ShapeError(InputError):
    """A part was given a shape it cannot take."""


def part_shape(tensor: Tensor) -> Shape:
    """The shape of an array as parts see it: axis 0, the batch, is None."""
    return (None, *tensor.shape[1:])


def infer_outputs(part: "Layer", inputs: Any, options: dict[str, Any]) -> Any:
    """(shape, dtype) of the part's output, or a list of them, for symbolic `inputs`.

    Runs in inference mode, without gradient, in float32, and leaves torch's random state as it was.
    Raises ShapeError, naming the part and what it got, when the part fails or changes axis 0.
    """
    first = _run(part, inputs, options, OPEN_SIZES[0])
    if all(None not in tensor.shape[1:] for tensor in flatten(inputs)):
        return map_structure(lambda out: (part_shape(out), dtype_name(out)), first)
    second = iter(flatten(_run(part, inputs, options, OPEN_SIZES[1])))
    return map_structure(lambda out: (_agreed(out, next(second)), dtype_name(out)), first)


def _agreed(one: Tensor, other: Tensor) -> Shape:
    return (None, *(a if a == b else None for a, b in zip(one.shape[1:], other.shape[1:], strict=True)))


def _run(part: "Layer", inputs: Any, options: dict[str, Any], open_size: int) -> Any:
    device = next((weight.device for weight in part.parameters()), torch.device("cpu"))

    def zeros(tensor: Any) -> Tensor:
        sizes = [open_size if size is None else size for size in tensor.shape[1:]]
        return torch.zeros(BATCH, *sizes, dtype=getattr(torch, tensor.dtype), device=device)

    try:
        with quietly(part):
            outputs = part(map_structure(zeros, inputs), **options)
    except InputError:
        raise
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        problem = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ShapeError("graph.part_failed", part=part.label, got=shown(inputs), problem=problem) from error
    for output in flatten(outputs):
        if not isinstance(output, Tensor) or output.ndim == 0 or output.shape[0] != BATCH:
            raise ShapeError("graph.batch_changed", part=part.label, got=shown(inputs), came=_came(output))
    return outputs


def _came(output: Any) -> str:
    return str(tuple(output.shape)) if isinstance(output, Tensor) else type(output).__name__


def dtype_name(tensor: Tensor) -> str:
    """ "float32" for torch.float32."""
    return str(tensor.dtype).removeprefix("torch.")


def shown(inputs: Any) -> str:
    """The shape of one input, or the shapes of several, for a sentence."""
    shapes = [
        str(tuple(getattr(leaf, "shape", leaf)))
        for leaf in ([inputs] if _is_shape(inputs) else flatten(inputs))
    ]
    return ", ".join(shapes)


def _is_shape(value: Any) -> bool:
    return isinstance(value, tuple) and all(item is None or isinstance(item, int) for item in value)
