"""The table of runs, kept up to date while it is looked at."""

from pathlib import Path
from urllib.parse import urlencode

from nicegui import ui

from axb.studio.behind import watching, with_store
from axb.studio.live_runs import RUNS
from axb.studio.pages.runs_actions import Actions
from axb.studio.pages.runs_body import Body
from axb.studio.pages.runs_rows import EACH, Row, chosen, rows, wholes
from axb.studio.visitor import Visitor
from axb.views.compare import MOST
from axb.views.listing import Listed
from axb.words import speaking

STYLE = Path(__file__).parent.parent / "runs.css"
LOOK_SECONDS = 2.0
FIRST_DOWNWARD = ("right", "created")  # what one wants to see most of comes first


class RunsTable:
    """Filter, columns to order by, rows to select, and what can be done with the selected ones."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.lines, self.all_rows = visitor, list[Listed](), list[Row]()
        self.selectable = list[Row]()  # those of runs, and of races and sweeps as wholes
        self.selected, self.opened = set[str](), set[str]()  # their ids
        self.column, self.downward, self.page, self.words = "created", True, 0, ""
        self.actions = Actions(visitor, self.refresh)
        ui.add_css(STYLE)
        self._build_bar()
        self.nothing = ui.label().classes("axb-lead").props('role="status"')
        self.body = Body(visitor, self.actions, self._select, self._order, self._open)
        self._build_pages()
        self.foot = ui.element("div").classes("axb-row")
        ui.timer(LOOK_SECONDS, visitor.does(self._look))

    def _build_bar(self) -> None:
        say = self.visitor.say
        with ui.element("div").classes("axb-row axb-runs-bar"):
            field = ui.input(
                say("studio_runs.filter"), on_change=lambda event: self._filter(str(event.value or ""))
            )
            field.props("dense outlined clearable type=search").classes("axb-filter")
            self.compare = ui.button(icon="stacked_line_chart", on_click=self.visitor.does(self._compare))
            self.delete = ui.button(say("studio_runs.delete"), icon="delete_outline")
            self.delete.on_click(self.visitor.does(lambda: self.actions.delete(self._selected())))
            self.compare.props("no-caps unelevated")
            self.delete.props("no-caps outline")
            self.hint = ui.label(say("studio_runs.compare_why", most=MOST)).classes("axb-muted")
            ui.element("span").style("flex: 1")
            ui.link(say("studio_runs.train"), "/train").classes("axb-link-button")

    async def refresh(self) -> None:
        """Read the store, and show what there is."""
        await self._take(await watching(RUNS.read))

    async def _look(self) -> None:
        fresh = await watching(RUNS.read)
        if fresh != self.lines:
            await self._take(fresh)

    async def _take(self, lines: list[Listed]) -> None:
        self.lines, self.all_rows = lines, rows(lines)
        whole = [row for row in wholes(self.all_rows, self.all_rows) if row.whole]
        self.selectable = [*self.all_rows, *whole]
        self.selected &= {row.id for row in self.selectable}
        self._show()
        self._show_foot(await with_store(lambda store: len(store.bin())))

    def _filter(self, words: str) -> None:
        self.words, self.page = words, 0
        self._show()

    def _order(self, column: str) -> None:
        self.downward = not self.downward if column == self.column else column in FIRST_DOWNWARD
        self.column, self.page = column, 0
        self._show()

    def _open(self, id: str) -> None:
        self.opened ^= {id}
        self._show()

    def _show(self) -> None:
        with speaking(self.visitor.language):
            found = chosen(self.all_rows, self.words, self.column, self.downward, self.opened)
            self.page = min(self.page, max((len(found) - 1) // EACH, 0))
            self.nothing.set_visibility(not found)
            self.nothing.text = self.visitor.say(
                "studio_runs.none_match" if self.all_rows else "studio_runs.none"
            )
            shown = found[self.page * EACH : (self.page + 1) * EACH]
            self.body.show(shown, self.selected, self.opened, self.column, self.downward)
            self._show_pages(len(found))
            self._show_buttons()

    def _build_pages(self) -> None:
        self.pages = ui.element("div").classes("axb-row")
        with self.pages:
            self.before = self._turner("chevron_left", -1, "studio_runs.page_before")
            self.after = self._turner("chevron_right", 1, "studio_runs.page_after")
            self.where = ui.label().classes("axb-muted").props('role="status"')

    def _turner(self, icon: str, by: int, key: str) -> ui.button:
        button = ui.button(icon=icon, on_click=lambda: self._turn(by))
        return button.props(f'flat round dense aria-label="{self.visitor.say(key)}"')

    def _show_pages(self, count: int) -> None:
        self.pages.set_visibility(count > EACH)
        self.before.set_enabled(self.page > 0)
        self.after.set_enabled(self.page < (count - 1) // EACH)
        first = self.page * EACH
        said = {"first": first + 1, "last": min(first + EACH, count), "count": count}
        self.where.text = self.visitor.say("studio_runs.place", **said)

    def _turn(self, by: int) -> None:
        self.page = max(self.page + by, 0)
        self._show()

    def _select(self, row: Row, on: bool) -> None:
        (self.selected.add if on else self.selected.discard)(row.id)
        self._show_buttons()

    def _selected(self) -> list[Row]:
        return [row for row in self.selectable if row.id in self.selected]

    def _show_buttons(self) -> None:
        say, selected = self.visitor.say, self._selected()
        count = len(selected)
        comparable = 2 <= count <= MOST and not any(row.whole for row in selected)
        self.compare.text = (
            say("studio_runs.compare_count", count=count) if count else say("studio_runs.compare")
        )
        self.compare.set_enabled(comparable)
        self.hint.set_visibility(not comparable)
        self.delete.set_visibility(count > 0)

    def _compare(self) -> None:
        ui.navigate.to("/runs/compare?" + urlencode([("run", row.name) for row in self._selected()]))

    def _show_foot(self, binned: int) -> None:
        self.foot.clear()
        with self.foot:
            ui.link(self.visitor.say("studio_runs.bin_count", count=binned), "/runs/bin")
