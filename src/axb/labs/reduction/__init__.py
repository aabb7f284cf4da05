"""A large window on many channels is dear; a 1x1 convolution before it leaves fewer: both counted."""

from axb.labs.reduction.lab import ReductionLab
from axb.labs.reduction.options import reduction_lab

__all__ = ["ReductionLab", "reduction_lab"]
