"""The numbers of a run as tiles: what, how much, of when."""

from nicegui import ui

from axb.studio.pages.run_live_words import number, title
from axb.studio.snapshot import Snapshot
from axb.studio.visitor import Visitor

Tile = tuple[str, str, str]  # what, value, note


class Tiles:
    """Built anew only when there is another number to show; else only what a tile says changes, which is cheap."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.place = ui.element("div").classes("axb-tiles")
        self._heads: list[tuple[str, str]] = []
        self._values: list[ui.label] = []

    def show(self, now: Snapshot) -> None:
        """The numbers of this moment."""
        tiles = self._tiles(now)
        heads = [(what, note) for what, _, note in tiles]
        if heads != self._heads:
            self._build(heads)
        for label, (_, value, _) in zip(self._values, tiles, strict=True):
            label.text = value

    def _build(self, heads: list[tuple[str, str]]) -> None:
        self._heads, self._values = heads, []
        self.place.clear()
        with self.place:
            for what, note in heads:
                with ui.element("div").classes("axb-tile"):
                    ui.label(what).classes("axb-tile-name")
                    self._values.append(ui.label().classes("axb-tile-value"))
                    ui.label(note).classes("axb-tile-note")

    def _tiles(self, now: Snapshot) -> list[Tile]:
        say, tiles = self.visitor.say, list[Tile]()
        if now.loss is not None:
            tiles.append((say("studio_run.metric_loss"), number("loss", now.loss), say("studio_run.now")))
        for name, train, held in now.numbers:
            what = title(name, self.visitor)
            if name != "loss" and train is not None:
                tiles.append((what, number(name, train), say("studio_run.of_epoch")))
            if held is not None:
                tiles.append((what, number(name, held), say("studio_run.held_out")))
        if now.rate is not None:
            tiles.append((say("studio_run.rate"), f"{now.rate:.3g}", say("studio_run.now")))
        return tiles
