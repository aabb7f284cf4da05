"""What can be seen inside a network."""

from axb.insight.affine import affine

__all__ = ["affine"]
