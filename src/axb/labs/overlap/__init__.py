"""Where a transposed convolution's windows overlap: the checkerboard, and what is done about it."""

from axb.labs.overlap.lab import OverlapLab, overlap_lab

__all__ = ["OverlapLab", "overlap_lab"]
