"""Output shapes, found by running a part on two zero examples: nobody writes shape formulas."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.func import functional_call

from axb.graph.mode import quietly
from axb.graph.sizes import LARGEST, check_size, work
from axb.graph.symbolic import Shape, flatten, map_structure
from axb.registry import is_registered
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
    try:
        with quietly(part):
            outputs = _outputs(part, inputs, options, open_size)
    except InputError:
        raise
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        problem = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ShapeError("graph.part_failed", part=part.label, got=shown(inputs), problem=problem) from error
    for output in flatten(outputs):
        if not isinstance(output, Tensor) or output.ndim == 0 or output.shape[0] != BATCH:
            raise ShapeError("graph.batch_changed", part=part.label, got=shown(inputs), came=_came(output))
        check_size(part, "output", output.shape)
    return outputs


def _outputs(part: "Layer", inputs: Any, options: dict[str, Any], open_size: int) -> Any:
    """The outputs for zeros. What could be huge is tried without numbers first, on torch's meta device (which
    is slow to import, and not for every part)."""
    shapes = [example_shape(tensor, open_size) for tensor in flatten(inputs)]
    if is_registered(part) and work(part, shapes) > LARGEST:
        with suppress(RuntimeError):
            own = {**dict(part.named_parameters()), **dict(part.named_buffers())}
            shadows = {name: tensor.to("meta") for name, tensor in own.items()}
            return functional_call(part, shadows, (_zeros(inputs, open_size, "meta"),), options)
    weight = next(iter(part.parameters()), None)
    return part(_zeros(inputs, open_size, weight.device if weight is not None else "cpu"), **options)


def _zeros(inputs: Any, open_size: int, device: torch.device | str) -> Any:
    def zeros(tensor: Any) -> Tensor:
        dtype = getattr(torch, tensor.dtype)
        return torch.zeros(example_shape(tensor, open_size), dtype=dtype, device=device)

    return map_structure(zeros, inputs)


def example_shape(tensor: Any, open_size: int = OPEN_SIZES[0]) -> tuple[int, ...]:
    """The shape of the examples that a part is tried with."""
    return (BATCH, *(open_size if size is None else size for size in tensor.shape[1:]))


def _came(output: Any) -> str:
    return str(tuple(output.shape)) if isinstance(output, Tensor) else type(output).__name__


def dtype_name(tensor: Tensor) -> str:
    """ "float32" for torch.float32."""
    return str(tensor.dtype).removeprefix("torch.")


def shown(inputs: Any) -> str:
    """The shape of one input, or the shapes of several, for a sentence."""
    shape = getattr(inputs, "shape", inputs)
    if _is_shape(shape):
        return str(tuple(shape))
    return ", ".join(shown(item) for item in (inputs.values() if isinstance(inputs, dict) else inputs))


def _is_shape(value: Any) -> bool:
    return isinstance(value, tuple) and all(item is None or isinstance(item, int) for item in value)
