"""An autoencoder learns digits in front of one's eyes: squeezed, restored, beside PCA with as many numbers."""

from axb.labs.squeeze.lab import SqueezeLab, squeeze_lab

__all__ = ["SqueezeLab", "squeeze_lab"]
