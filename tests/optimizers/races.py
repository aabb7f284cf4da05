"""Weights of odd shapes and a made-up loss, to walk the same way with two optimizers."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from axb.optimizers import Optimizer

SHAPES = [(3, 5), (7,), (2, 1, 3), (1,), (11,)]


def some_parameters(shapes: Sequence[tuple[int, ...]] = SHAPES, seed: int = 0) -> list[nn.Parameter]:
    """Fresh parameters, the same ones for the same seed."""
    draw = torch.Generator().manual_seed(seed)
    return [nn.Parameter(torch.randn(shape, generator=draw)) for shape in shapes]


def gradients(weights: Sequence[Tensor], step: int) -> list[Tensor]:
    """A gradient that depends on the weights and on the step, some of it large, some exactly zero."""
    draw = torch.Generator().manual_seed(1000 + step)
    scales = [10.0 ** (i - 2) for i in range(len(weights))]
    noise = [torch.randn(w.shape, generator=draw) for w in weights]
    return [
        scale * (0.3 * w.detach() + n) * (n > -1) for scale, w, n in zip(scales, weights, noise, strict=True)
    ]


def walk(optimizer: Optimizer, parameters: list[nn.Parameter], steps: range | int) -> list[nn.Parameter]:
    """Take steps (numbered, so that a walk can go on)."""
    for step in range(steps) if isinstance(steps, int) else steps:
        flat = torch.cat([g.reshape(-1) for g in gradients(parameters, step)])
        optimizer.apply(flat, parameters)
    return parameters


def equal(ours: Sequence[Tensor], theirs: Sequence[Tensor], tolerance: float = 1e-5) -> None:
    """No weight further off than `tolerance`, relative where weights are large."""
    for a, b in zip(ours, theirs, strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), rtol=tolerance, atol=tolerance)
