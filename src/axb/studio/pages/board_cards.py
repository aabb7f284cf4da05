"""The blocks as a chain of cards: a skip drawn around its parts, branches side by side."""

from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.studio.pages.board_card import Card, shape_words

if TYPE_CHECKING:
    from axb.labs.board import Block, Chain
    from axb.studio.pages.board import BoardPage


class Cards:
    """Drawn anew where blocks come, go or move; otherwise only their words change."""

    def __init__(self, page: "BoardPage") -> None:
        self.page, self.drawn = page, None
        self.cards: dict[int, Card] = {}
        self.flows: dict[tuple[int, int, int], ui.label] = {}  # what flows into a place
        say = page.visitor.say
        self.area = (
            ui.element("section").classes("axb-chain").props(f'aria-label="{say("studio_board.network")}"')
        )

    def show(self) -> None:
        """Bring the cards up to date."""
        structure = _structure(self.page.view.document.blocks)
        if structure != self.drawn:
            self.drawn = structure
            self._draw()
        for card in self.cards.values():
            card.show()
        self._flow()
        self._aim()

    def near(self, block: int, place: int) -> int:
        """The block, or what stands now where it stood among the cards."""
        blocks = [one for one in self.cards if one]
        return block if block in blocks or not blocks else blocks[min(max(place - 1, 0), len(blocks) - 1)]

    def bring_into_view(self, block: int, focus: str = ".axb-block-name, .axb-mend") -> None:
        """Scroll to a block and give it, or a button of its, the keyboard's focus."""
        card = self.cards.get(block, self.input_card).root.html_id
        self.page.client.run_javascript(f"axbBoard.show('{card}', '{focus}')")

    def _draw(self) -> None:
        self.area.clear()
        self.cards.clear()
        self.flows.clear()
        with self.area:
            with ui.element("div").classes("axb-end"):
                ui.label(self.page.visitor.say("studio_board.input"))
                self.input_card = Card(self.page, None)
            self.cards[0] = self.input_card
            self._chain(self.page.view.document.blocks, 0, 0)
            ui.label(self.page.visitor.say("studio_board.output")).classes("axb-end")

    def _chain(self, blocks: "Chain", owner: int, number: int) -> None:
        for index, block in enumerate(blocks):
            self._slot(owner, number, index)
            self._block(block)
        self._slot(owner, number, len(blocks))

    def _slot(self, owner: int, chain: int, index: int) -> None:
        """The way from one block to the next: what flows there, and a button to put a part there."""
        from axb.labs.board import Place

        say, does = self.page.visitor.say, self.page.visitor.does
        place = Place(owner, chain, index)
        with ui.element("div").classes("axb-slot").props(f'data-slot="{owner}/{chain}/{index}"'):
            self.flows[owner, chain, index] = ui.label().classes("axb-flow")
            put = ui.button(icon="add", on_click=does(lambda: self.page.aim(place))).props(
                "flat round dense size=sm"
            )
            put.props(f'aria-label="{say("studio_board.put_here")}" aria-pressed="false"').classes("axb-put")

    def _block(self, block: "Block") -> None:
        if not block.chains:
            self.cards[block.id] = Card(self.page, block.id)
            return
        with ui.element("div").classes(f"axb-group axb-group-{block.kind.lower()}"):
            self.cards[block.id] = Card(self.page, block.id)
            if block.kind == "Residual":
                self._residual(block)
            else:
                self._branches(block)

    def _residual(self, block: "Block") -> None:
        """f(x) with the skip beside it, and the plus where they meet."""
        say = self.page.visitor.say
        with ui.element("div").classes("axb-skip-row"):
            with ui.element("div").classes("axb-way"):
                self._chain(block.chains[0], block.id, 0)
            with ui.element("div").classes("axb-skip-line"):
                if len(block.chains) > 1:
                    self._chain(block.chains[1], block.id, 1)
                else:
                    ui.label("x")
            with ui.element("div").classes("axb-meet"):
                ui.label("+").classes("axb-plus").props(f'role="img" aria-label="{say("studio_board.plus")}"')

    def _branches(self, block: "Block") -> None:
        say, does = self.page.visitor.say, self.page.visitor.does
        with ui.element("div").classes("axb-branches"):
            for number, chain in enumerate(block.chains):
                with ui.element("div").classes("axb-branch"):
                    with ui.element("div").classes("axb-branch-head"):
                        ui.label(say("studio_board.branch", number=number + 1))
                        if len(block.chains) > 2:
                            drop = ui.button(icon="close", on_click=does(self._less(block.id, number)))
                            label = say("studio_board.remove_branch", number=number + 1)
                            drop.props(f'flat round dense size=sm aria-label="{label}"')
                    self._chain(chain, block.id, number)
        with ui.element("div").classes("axb-joined"):
            ui.label(say("studio_board.joined"))
            more = ui.button(say("studio_board.add_branch"), icon="add", on_click=does(self._more(block.id)))
            more.props("flat dense no-caps")

    def _less(self, block: int, branch: int) -> Any:
        from axb.labs.board import RemoveBranch

        return lambda: self.page.do_at(block, RemoveBranch(block, branch))

    def _more(self, block: int) -> Any:
        from axb.labs.board import AddBranch

        return lambda: self.page.do_at(block, AddBranch(block))

    def _flow(self) -> None:
        """The shapes between the blocks."""
        from axb.labs.board import Place, chain_at

        view, looks = self.page.view, self.page.view.survey.looks
        for (owner, number, index), label in self.flows.items():
            chain = chain_at(view.document.blocks, Place(owner, number))
            if index:
                spec = looks[chain[index - 1].id].after
            else:
                spec = looks[owner].before if owner else looks[0].after
            label.text = shape_words(spec.shape) if spec else ""

    def _aim(self) -> None:
        """The place that the next part goes to is marked."""
        slot = self.page.slot
        wanted = f"{slot.owner}/{slot.chain}/{slot.index}" if slot else ""
        ui.run_javascript(
            "document.querySelectorAll('[data-slot]').forEach(one => { const on = one.dataset.slot === "
            f"'{wanted}'; one.classList.toggle('axb-aimed', on); "
            "one.querySelector('button')?.setAttribute('aria-pressed', on) })"
        )


def _structure(blocks: "Chain") -> Any:
    """What stands where: as long as it is the same, no card needs to be drawn."""
    return tuple((block.id, tuple(map(_structure, block.chains))) for block in blocks)
