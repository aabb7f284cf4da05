"""A part as what it is: y = ax + b, with a as one sparse matrix and b as one vector."""

import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from axb.graph.mode import quietly
from axb.layers import Affine, Layer
from axb.words import InputError

ROWS = 256  # basis vectors pushed through a part at a time, fewer where images are large
NUMBERS = 2**24  # the most that they may hold


def affine(part: Layer, input_shape: Sequence[int]) -> tuple[Tensor, Tensor]:
    """a and b of a Dense, Conv2D or Conv2DTranspose for one example of `input_shape` (no batch axis).

    With x and y flattened in C order, `a @ x + b` is what the part computes before its activation. a is
    sparse (COO), `(outputs, inputs)`; b is `(outputs,)`. Column i of a is what the part makes of the i-th
    basis vector. A part without weights gets them. Raises InputError for other parts, and for shapes that the
    part cannot take.
    """
    if not isinstance(part, Affine):
        raise InputError("insight.not_affine", part=getattr(part, "label", type(part).__name__))
    shape = tuple(input_shape)
    if not all(isinstance(size, int) and size > 0 for size in shape):
        raise InputError("insight.input_shape", got=shape)
    part.build_from((None, *shape))
    with quietly(part):
        outputs = part.affine(_basis(part, shape, 0, 1), None).numel()
        places, values = zip(*_entries(part, shape, outputs), strict=True)
        entries = torch.cat(places, 1), torch.cat(values)
    a = torch.sparse_coo_tensor(*entries, (outputs, math.prod(shape)), check_invariants=False).coalesce()
    b = part.kernel.new_zeros(1) if part.bias is None else part.bias.detach()
    return a, b.repeat(outputs // b.numel())


def _entries(part: Affine, shape: tuple[int, ...], outputs: int) -> Iterator[tuple[Tensor, Tensor]]:
    """(output, input) and value of every non-zero entry, some columns at a time."""
    inputs = math.prod(shape)
    rows = max(1, min(ROWS, NUMBERS // max(inputs, outputs)))
    for start in range(0, inputs, rows):
        columns = part.affine(_basis(part, shape, start, rows), None).flatten(1)
        vector, output = columns.nonzero(as_tuple=True)
        yield torch.stack([output, vector + start]), columns[vector, output]


def _basis(part: Affine, shape: tuple[int, ...], start: int, rows: int) -> Tensor:
    """Basis vectors `start` to `start + rows` (or to the last), each in the shape of an example."""
    inputs = math.prod(shape)
    vectors = part.kernel.new_zeros(min(rows, inputs - start), inputs)
    vectors.diagonal(start).fill_(1)
    return vectors.reshape(-1, *shape)
