"""The command line: `axb train cnn fashion-mini`, and what follows from it."""

from axb.cli.app import main

__all__ = ["main"]
