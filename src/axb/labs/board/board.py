"""The parts board: blocks put together, with a way back from every step."""

from collections.abc import Mapping
from dataclasses import replace

import torch

from axb.labs.board.block import ROOT, Block, Chain, Place, chain_at, locate
from axb.labs.board.document import Document
from axb.labs.board.mends import applied, with_mends
from axb.labs.board.operations import Add, Move, Operation
from axb.labs.board.palette import KINDS, starter, usual_place
from axb.labs.board.probe import Spec
from axb.labs.board.reading import blocks_of
from axb.labs.board.survey import Survey, survey
from axb.registry import describe
from axb.views.scene import Scene
from axb.words import InputError
from axb.zoo import Facts, find

MOST_STEPS_BACK = 100


class Board:
    """A document and its history. It is a lab that stands still: a page keeps it in the labs' thread."""

    running = False

    def __init__(self, facts: Facts, blocks: Chain = ()) -> None:
        self.document = Document(facts, blocks)
        self.past: list[Document] = []
        self.future: list[Document] = []

    def do(self, *operations: Operation) -> None:
        """Change the blocks. Raises InputError, and changes nothing, where an operation cannot be done."""
        self._turn(replace(self.document, blocks=applied(self.document.blocks, operations)))

    def start(self, blocks: Chain) -> None:
        """Begin with these; there is no way back to before."""
        self.document = replace(self.document, blocks=blocks)

    def put(self, blocks: Chain) -> None:
        """Other blocks instead of all these."""
        self._turn(replace(self.document, blocks=blocks))

    def take_facts(self, facts: Facts) -> None:
        """The same blocks for other data."""
        self._turn(replace(self.document, facts=facts))

    def add(self, kind: str, place: Place | None = None) -> Block:
        """A new block of that kind at a place; without one, where blocks of its kind usually stand."""
        if kind not in KINDS:
            raise InputError("labs_board.no_block_kind", kind=kind)
        place = usual_place(kind, self.document.blocks) if place is None else place
        came = self._incoming(place)
        block = starter(kind, None if came is None else came.shape)
        self.do(Add(block, place))
        return block

    def after(self, block: int) -> Place:
        """The place after a block."""
        place = locate(self.document.blocks, block)[0]
        return replace(place, index=place.index + 1)

    def step(self, block: int, by: int) -> None:
        """One place up (-1) or down (1) in its chain; from the end of a chain inside another block, out of it."""
        place, one = locate(self.document.blocks, block)
        last = len(chain_at(self.document.blocks, place)) - 1
        there = replace(place, index=place.index + by)
        if not 0 <= there.index <= last:
            if place.owner == ROOT:
                return
            outer = locate(self.document.blocks, place.owner)[0]
            there = replace(outer, index=outer.index + (by > 0))
        self.do(Move(one.id, there))

    def _incoming(self, place: Place) -> Spec | None:
        """What comes to a place; None where it is not known."""
        looks, chain = survey(self.document).looks, chain_at(self.document.blocks, place)
        if place.index and chain:
            return looks[chain[min(place.index, len(chain)) - 1].id].after
        return looks[place.owner].after if place.owner == ROOT else looks[place.owner].before

    def _turn(self, document: Document) -> None:
        if document != self.document:
            self.past = [*self.past[-MOST_STEPS_BACK:], self.document]
            self.document, self.future = document, []

    def undo(self) -> None:
        """Back to before the last change."""
        if self.past:
            self.future.append(self.document)
            self.document = self.past.pop()

    def redo(self) -> None:
        """What was undone."""
        if self.future:
            self.past.append(self.document)
            self.document = self.future.pop()

    @property
    def survey(self) -> Survey:
        """Every block looked at, with what would mend each trouble."""
        return with_mends(self.document)

    def advance(self) -> None:
        """Nothing learns here."""

    def start_over(self) -> None:
        """Nothing has begun."""

    def scenes(self) -> Mapping[str, Scene]:
        """No pictures: a page draws cards."""
        return {}

    def numbers(self) -> Mapping[str, float]:
        """Nothing that changes by itself."""
        return {}


def of_family(name: str, facts: Facts) -> Chain:
    """The blocks of a model of that family for these data. Raises InputError where it has none for them."""
    with torch.random.fork_rng(devices=[]):
        return blocks_of(describe(find(name).build(facts)))
