"""Paths of all optimizers over a loss of two numbers."""

from axb.labs.surface.lab import SurfaceLab
from axb.labs.surface.options import surface_lab
from axb.labs.surface.roster import ROSTER, default_rate
from axb.labs.surface.surfaces import SURFACES

__all__ = ["ROSTER", "SURFACES", "SurfaceLab", "default_rate", "surface_lab"]
