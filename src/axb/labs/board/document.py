"""What stands on the board: blocks, and the data they are for."""

from dataclasses import dataclass

from axb.labs.board.block import Chain, depth, walk
from axb.labs.board.probe import Spec
from axb.words import InputError
from axb.zoo import Facts

MOST_BLOCKS, MOST_DEPTH = 200, 6


def check_size(number: int, deep: int = 1) -> None:
    """Refuse more blocks than a person can look at, or deeper ones."""
    if number > MOST_BLOCKS or deep > MOST_DEPTH:
        raise InputError("labs_board.too_large", most=MOST_BLOCKS, deepest=MOST_DEPTH, got=number, depth=deep)


@dataclass(frozen=True)
class Document:
    """`facts` say what comes in and what the answers are; `blocks` lead from one to the other."""

    facts: Facts
    blocks: Chain = ()

    def __post_init__(self) -> None:
        check_size(sum(1 for _ in walk(self.blocks)), depth(self.blocks))

    @property
    def begin(self) -> Spec:
        """What comes in."""
        return Spec(tuple(self.facts.input_shape), self.facts.dtype)
