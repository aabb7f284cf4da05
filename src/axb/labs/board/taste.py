"""What works and is hardly meant: advice, never a stop. Each function gives the key of a sentence, or nothing."""

from axb.labs.board.block import Block
from axb.labs.board.document import Document
from axb.labs.board.ending import activation_of
from axb.labs.board.probe import Spec

SCALES = ("Rescaling", "Normalization", "BatchNormalization")


def of_input(document: Document) -> str:
    """Pixels of 0..255 are far too large for weights that start near 0."""
    first = document.blocks[0].kind if document.blocks else ""
    return "labs_board.raw_pixels" if document.facts.dtype == "uint8" and first not in SCALES else ""


def of_block(block: Block, before: Spec, follower: Block | None) -> str:
    """A Dense on a picture, or two layers of weights with no bend between them."""
    if block.kind == "Dense" and len(before.shape) > 1:
        return "labs_board.dense_on_picture"
    alike = follower is not None and follower.kind == block.kind and block.kind in ("Dense", "Conv2D")
    return "labs_board.two_lines" if alike and activation_of(block) == "linear" else ""
