"""The live web page: `axb studio`."""

from axb.studio.server import serve

__all__ = ["serve"]
