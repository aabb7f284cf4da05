"""A forger and a detective before one's eyes, and what happens where one of them is too strong."""

from axb.labs.arena.lab import ArenaLab
from axb.labs.arena.options import arena_lab
from axb.labs.arena.settings import PRESETS, Settings

__all__ = ["PRESETS", "ArenaLab", "Settings", "arena_lab"]
