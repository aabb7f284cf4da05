"""tanh in 40% of the time on a CPU, where what it gives up can't be told from rounding."""

from torch import Tensor

LARGE = 0.1
FEW = 32  # examples: mostly there is a large number among the first


def tanh_of_half_(h: Tensor) -> Tensor:
    """tanh(h / 2) written over h, `(K, N, units)` in float32 on a CPU: 2 sigmoid(h) - 1, with an error below 2e-7.

    Where the largest number of a member's layer is small, as under tiny first weights, such an error would be a large
    share of it: there it is torch's own.
    """
    if h.numel() and (_is_large(h[:, :FEW]) or _is_large(h)):
        return h.sigmoid_().mul_(2).sub_(1)
    return h.mul_(0.5).tanh_()


def _is_large(h: Tensor) -> bool:
    """Whether every member has a number from LARGE on."""
    return bool(h.flatten(1, -2).amax((1, 2)).min() >= 2 * LARGE)
