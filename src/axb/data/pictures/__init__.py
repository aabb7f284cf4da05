"""Pictures of one's own: one file, or a folder of them, each decoded, bounded, the right way up."""

from axb.data.pictures.decoding import read_picture
from axb.data.pictures.folder import pictures

__all__ = ["pictures", "read_picture"]
