"""Does the last block give what the task asks for?"""

from axb.labs.board.block import Block
from axb.labs.board.document import Document
from axb.labs.board.probe import Spec
from axb.words import say

PASSING = ("Dropout", "Rescaling", "Flatten", "Reshape")  # after them, the activation before them is the last


def ending(document: Document, after: Spec) -> tuple[str, str] | None:
    """The key and the sentence of what is wrong with the end; None where nothing is."""
    head = document.facts.head
    told = {"units": head.units, "activation": head.activation, "got": after.shape, "why": head.why}
    if after.shape != (head.units,):
        return "labs_board.wrong_end", say("labs_board.wrong_end", **told)
    last = next((block for block in reversed(document.blocks) if block.kind not in PASSING), None)
    found = last and activation_of(last)
    if found is not None and found != head.activation:
        return "labs_board.wrong_activation", say("labs_board.wrong_activation", **{**told, "got": found})
    return None


def activation_of(block: Block) -> str | None:
    """The name of the activation a block ends with; None where it is not known."""
    given = block.arguments.get("activation")
    if isinstance(given, dict):
        given = given.get("function") or given.get("class")
    if block.kind in ("Dense", "Conv2D", "Conv2DTranspose", "Activation"):
        return str(given or "linear")
    return None
