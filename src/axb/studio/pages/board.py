"""The parts board: a network put together block by block, explained, as code, and sent to be trained."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.jobs import queue
from axb.jobs.job import Job
from axb.studio.behind import slowly
from axb.studio.frame import frame, who
from axb.studio.lab_view import open_lab
from axb.studio.pages.board_bar import Bar
from axb.studio.pages.board_cards import Cards
from axb.studio.pages.board_code import CodePanel
from axb.studio.pages.board_palette import Palette
from axb.studio.pages.train_choices import answered, networks, spec_of
from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.labs.board import Board, Document, Operation, Place, Survey
    from axb.zoo import Facts

STUDIO = Path(__file__).parent.parent
DRAG = {
    "dragstart": "(e) => axbBoard.lift(e)",
    "dragover": "(e) => axbBoard.over(e)",
    "dragend": "() => axbBoard.end()",
}
DROP = "(e) => axbBoard.drop(e, emit)"
PATIENCE = 30.0  # seconds that PyTorch may take to be imported on a slow disk
FIRST_DATA, FIRST_FAMILY = "fashion-mini", "cnn"


def register() -> None:
    """/board"""

    @ui.page("/board", response_timeout=PATIENCE)
    async def page(data: str = FIRST_DATA, model: str = "") -> None:
        data = data if data in answered() else FIRST_DATA
        facts = await slowly(lambda: _facts(data))
        say = who().say
        with frame(say("studio_board.title")) as visitor:
            page = BoardPage(visitor, data, facts)
        await page.begin(model or _first(data))


def _first(data: str) -> str:
    known = networks(data)
    return FIRST_FAMILY if FIRST_FAMILY in known else known[0]


def _facts(data: str) -> "Facts":
    from axb.data import load
    from axb.zoo import facts_of

    return facts_of(load(spec_of(data)))


@dataclass(frozen=True)
class View:
    """What the page shows of a board."""

    document: "Document"
    survey: "Survey"
    undo: bool
    redo: bool


class BoardPage:
    """One visitor's board. `chosen` is the block whose arguments are open; `slot` where the next part goes."""

    def __init__(self, visitor: Visitor, data: str, facts: "Facts") -> None:
        from axb.labs.board import Board

        self.visitor, self.data, self.client = visitor, data, ui.context.client
        self.chosen: int | None = None
        self.slot: Place | None = None
        self.view: View
        ui.add_css(STUDIO / "board.css")
        ui.add_head_html(f"<script>{(STUDIO / 'board.js').read_text('utf-8')}</script>")
        ui.label(visitor.say("studio_board.lead")).classes("axb-lead")
        with ui.element("div").classes("axb-room"):
            self.bar = Bar(self)
            with ui.element("div").classes("axb-desk") as desk:
                self.palette, self.cards, self.code = Palette(self), Cards(self), CodePanel(self)
        desk.on("drop", visitor.does(self._dropped), js_handler=DROP)
        for event, script in DRAG.items():
            desk.on(event, js_handler=script)
        self.session = open_lab(Board(facts), visitor, {})

    async def begin(self, family: str) -> None:
        """Put a family's network on the empty board, or leave it empty where there is none for the data."""
        from axb.labs.board import of_family
        from axb.words import InputError

        try:
            await self.change(lambda board: board.start(of_family(family, board.document.facts)))
        except InputError:
            await self.change(lambda board: None)

    # What a hand does

    async def change(self, act: Callable[["Board"], Any]) -> Any:
        """Let `act` change the board, and show what has become of it. Returns what it returned."""

        def changed(board: "Board") -> tuple[Any, View]:
            done = act(board)
            return done, View(board.document, board.survey, bool(board.past), bool(board.future))

        done, self.view = await self.session.do(changed)
        self.slot = None
        self.show()
        await self.code.refresh()
        return done

    async def do(self, *operations: "Operation") -> None:
        """Change the blocks."""
        await self.change(lambda board: board.do(*operations))

    async def do_at(self, block: int, *operations: "Operation") -> None:
        """As a button at a block does: the focus stays there, or goes to what took its place."""
        place = list(self.cards.cards).index(block)
        await self.do(*operations)
        self.cards.bring_into_view(self.cards.near(block, place))

    async def add(self, kind: str, slot: "Place | None" = None) -> None:
        """A new block: where it was dropped, at the chosen place, after the chosen block, or where its kind belongs."""
        slot, chosen = slot or self.slot, self.chosen

        def added(board: "Board") -> int:
            place = slot or (board.after(chosen) if chosen is not None else None)
            return board.add(kind, place).id

        new = await self.change(added)
        self.choose(new)
        self.cards.bring_into_view(new)

    def choose(self, block: int | None) -> None:
        """Open a block's arguments, or close them."""
        self.chosen, self.slot = None if self.chosen == block else block, None
        self.show()

    def aim(self, slot: "Place") -> None:
        """The next part goes there."""
        self.slot, self.chosen = None if self.slot == slot else slot, None
        self.show()

    async def choose_data(self, name: str) -> None:
        """The same blocks for other data."""
        self.data = name
        facts = await slowly(lambda: _facts(name))
        await self.change(lambda board: board.take_facts(facts))

    async def start_from(self, family: str) -> None:
        """Another network to begin with; "" is an empty board."""
        from axb.labs.board import of_family

        await self.change(lambda board: board.put(of_family(family, board.document.facts) if family else ()))

    async def read(self, text: str) -> None:
        """The blocks of a model's JSON."""
        from axb.labs.board import read_json

        await self.change(lambda board: board.put(read_json(text)))

    async def train(self) -> None:
        """Hand the model to the queue, and go and watch it."""
        from axb.labs.board import save

        path = await self.session.do(lambda board: save(board.document))
        name = queue.ask(Job(str(path), spec_of(self.data)), self.visitor.id)
        ui.navigate.to(f"/run/{name}")

    async def _dropped(self, event: Any) -> None:
        """A part of the palette ("+Dense") or a block (its number) let go at a slot ("owner/chain/index")."""
        from axb.labs.board import Place, moved

        what, where = (str(one) for one in event.args)
        try:
            slot = Place(*map(int, where.split("/")))
            block = None if what.startswith("+") else int(what)
        except (TypeError, ValueError):
            return
        if block is None:
            await self.add(what[1:], slot)
        else:
            await self.change(lambda board: board.do(moved(board.document.blocks, block, slot)))

    def show(self) -> None:
        """Bring everything on the page up to date."""
        chosen = self.chosen in self.view.survey.looks
        self.chosen = self.chosen if chosen else None
        with self.client:  # the button that was pressed may be gone by now
            self.bar.show()
            self.palette.show()
            self.cards.show()
