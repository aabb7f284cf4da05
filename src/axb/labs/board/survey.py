"""Every block looked at in its place: shapes, parameters, and what does not fit."""

from dataclasses import dataclass, field, replace
from itertools import zip_longest

from axb.labs.board.block import ROOT, Block, Chain
from axb.labs.board.document import Document
from axb.labs.board.ending import ending
from axb.labs.board.operations import Operation
from axb.labs.board.probe import MOST_WEIGHTS, Shape, Spec, probe
from axb.labs.board.taste import of_block, of_input
from axb.words import say


@dataclass(frozen=True)
class Mend:
    """One click that removes a trouble: words for the button, and what it does."""

    label: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Trouble:
    """What is wrong at a block, in one sentence. `stops`: it must be mended before training; else it is advice."""

    key: str
    sentence: str
    stops: bool = True
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True)
class Look:
    """A block in its place: what comes in, what goes out (None: not known), what it holds."""

    before: Spec | None = None
    after: Spec | None = None
    parameters: int = 0
    a: Shape | None = None
    b: Shape | None = None
    trouble: Trouble | None = None

    @property
    def stopped(self) -> bool:
        """Whether its trouble keeps the model from training."""
        return self.trouble is not None and self.trouble.stops

    @property
    def key(self) -> str:
        """Its trouble's; "" without."""
        return "" if self.trouble is None else self.trouble.key


@dataclass
class Survey:
    """The looks by block, in the order they were taken: inner blocks before what holds them. ROOT is the input."""

    looks: dict[int, Look] = field(default_factory=dict)

    @property
    def stops(self) -> set[int]:
        """The blocks whose trouble keeps the model from training."""
        return {block for block, look in self.looks.items() if look.stopped}

    def blame(self, block: int, key: str, sentence: str, stops: bool = True) -> None:
        """Put a trouble at a block."""
        self.looks[block] = replace(self.looks[block], trouble=Trouble(key, sentence, stops))


def survey(document: Document) -> Survey:
    """Look at every block. Mends are not sought."""
    seen, begin = Survey(), document.begin
    seen.looks[ROOT] = Look(after=begin)
    end = _follow(document.blocks, begin, seen)
    if advice := of_input(document):
        seen.blame(ROOT, advice, say(advice), stops=False)
    last = document.blocks[-1].id if document.blocks else ROOT
    if end is not None and (found := ending(document, end)):
        seen.blame(last, *found)
    total = sum(seen.looks[block.id].parameters for block in document.blocks)
    if total > MOST_WEIGHTS:
        most = {"got": f"{total:,}", "most": f"{MOST_WEIGHTS:,}"}
        seen.blame(last, "labs_board.too_many_weights", say("labs_board.too_many_weights", **most))
    return seen


def _follow(chain: Chain, before: Spec | None, seen: Survey) -> Spec | None:
    """What comes out of a chain; None where a block in it is in trouble."""
    for block, follower in zip_longest(chain, chain[1:]):
        came, before = before, _look_at(block, before, seen)
        if came and before and (advice := of_block(block, came, follower)):
            seen.blame(block.id, advice, say(advice), stops=False)
    return before


def _look_at(block: Block, before: Spec | None, seen: Survey) -> Spec | None:
    ends = [_follow(chain, before, seen) for chain in block.chains]
    if before is None or None in ends:
        seen.looks[block.id] = Look(before)
        return None
    found = probe(block, before)
    seen.looks[block.id] = Look(before, found.after, found.parameters, found.a, found.b)
    # A kernel takes whole numbers too, but learns badly from them.
    if before.dtype != "float32" and (found.a is not None or found.key == "graph.part_failed"):
        seen.blame(block.id, "labs_board.whole_pixels", say("labs_board.whole_pixels", kind=block.kind))
        return None
    if found.after is None:
        seen.blame(block.id, found.key, found.sentence)
    return found.after
