"""A small network on points of a plane: every unit seen, every number told, every step taken back."""

from axb.labs.network.keeping import keep
from axb.labs.network.lab import NetworkLab
from axb.labs.network.options import network_lab
from axb.labs.network.points import Points
from axb.labs.network.settings import Settings

__all__ = ["NetworkLab", "Points", "Settings", "keep", "network_lab"]
