"""The latent desk: a latent space in the hand."""

from axb.labs.desk.desk import Desk
from axb.labs.desk.lab import DeskLab

__all__ = ["Desk", "DeskLab"]
