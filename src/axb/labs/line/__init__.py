"""The line: y = ax + b among points, under the hand and while it learns."""

from axb.labs.line.lab import LineLab
from axb.labs.line.options import line_lab
from axb.labs.line.starts import STARTS

__all__ = ["STARTS", "LineLab", "line_lab"]
