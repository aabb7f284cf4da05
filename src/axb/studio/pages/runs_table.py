"""The table of runs, kept up to date while it is looked at."""

from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from nicegui import ui

from axb.studio.behind import with_store
from axb.studio.pages.runs_actions import Actions
from axb.studio.pages.runs_rows import COLUMNS, EACH, Row, chosen, rows
from axb.studio.visitor import Visitor
from axb.views.compare import MOST

STYLE = Path(__file__).parent.parent / "runs.css"
LOOK_SECONDS = 2.0
FIRST_DOWNWARD = ("right", "created")  # what one wants to see most of comes first


class RunsTable:
    """Filter, columns to order by, rows to select, and what can be done with the selected ones."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.all_rows, self.selected = visitor, list[Row](), set[str]()
        self.column, self.downward, self.page, self.words = "created", True, 0, ""
        self.actions = Actions(visitor, self.refresh)
        ui.add_css(STYLE)
        self._build_bar()
        self.place = ui.element("div")
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
        self.all_rows, binned = await with_store(lambda store: (rows(store), len(store.bin())))
        self.selected &= {row.id for row in self.all_rows}
        self._show()
        self._show_foot(binned)

    async def _look(self) -> None:
        fresh = await with_store(rows)
        if fresh != self.all_rows:
            await self.refresh()

    def _filter(self, words: str) -> None:
        self.words, self.page = words, 0
        self._show()

    def _order(self, column: str) -> None:
        self.downward = not self.downward if column == self.column else column in FIRST_DOWNWARD
        self.column, self.page = column, 0
        self._show()

    def _show(self) -> None:
        found = chosen(self.all_rows, self.words, self.column, self.downward)
        self.page = min(self.page, max((len(found) - 1) // EACH, 0))
        self.place.clear()
        with self.place:
            if not found:
                ui.label(
                    self.visitor.say("studio_runs.none_match" if self.all_rows else "studio_runs.none")
                ).classes("axb-lead")
            else:
                self._show_table(found[self.page * EACH : (self.page + 1) * EACH])
                self._show_pages(len(found))
        self._show_buttons()

    def _show_table(self, shown: list[Row]) -> None:
        with ui.element("table").classes("axb-runs"):
            with ui.element("thead"), ui.element("tr"):
                ui.html(
                    f'<span class="axb-hidden">{self.visitor.say("studio_runs.select")}</span>',
                    sanitize=False,
                    tag="th",
                )
                for column in COLUMNS:
                    self._show_head(column)
                ui.html(
                    f'<span class="axb-hidden">{self.visitor.say("studio_runs.more")}</span>',
                    sanitize=False,
                    tag="th",
                )
            with ui.element("tbody"):
                for row in shown:
                    self._show_row(row)

    def _show_head(self, column: str) -> None:
        here = column == self.column
        sort = ("descending" if self.downward else "ascending") if here else "none"
        with ui.element("th").props(f"aria-sort={sort} scope=col").classes(f"axb-col-{column}"):
            icon = ("arrow_downward" if self.downward else "arrow_upward") if here else None
            head = ui.button(self.visitor.say(f"studio_runs.column_{column}"), icon=icon)
            head.props("flat dense no-caps").on_click(lambda: self._order(column))

    def _show_row(self, row: Row) -> None:
        with ui.element("tr").classes("axb-active" if row.active else ""):
            with ui.element("td"):
                box = ui.checkbox(value=row.id in self.selected).props("dense")
                box.props["aria-label"] = self.visitor.say("studio_runs.select_one", name=row.name)
                box.on_value_change(lambda event: self._select(row, bool(event.value)))
            with ui.element("td").classes("axb-col-name"):
                ui.link(row.name, f"/run/{quote(row.name)}")
                ui.label(f"{row.model} · {row.data}").classes("axb-muted axb-narrow")
                ui.label(f"{row.status} · {row.shown_created}").classes("axb-muted axb-narrow")
            for column, text in (
                ("model", row.model), ("data", row.data), ("status", row.status), ("right", row.shown_right),
                ("created", row.shown_created),
            ):  # fmt: skip
                ui.html(escape(text), sanitize=False, tag="td").classes(f"axb-col-{column}")
            with ui.element("td"):
                self.actions.menu(row)

    def _show_pages(self, count: int) -> None:
        if count <= EACH:
            return
        with ui.element("div").classes("axb-row"):
            for icon, by, key in (
                ("chevron_left", -1, "studio_runs.page_before"),
                ("chevron_right", 1, "studio_runs.page_after"),
            ):
                button = ui.button(icon=icon, on_click=lambda by=by: self._turn(by))
                button.props(f'flat round dense aria-label="{self.visitor.say(key)}"')
                button.set_enabled(0 <= self.page + by <= (count - 1) // EACH)
            first = self.page * EACH
            said = {"first": first + 1, "last": min(first + EACH, count), "count": count}
            ui.label(self.visitor.say("studio_runs.place", **said)).classes("axb-muted").props(
                'role="status"'
            )

    def _turn(self, by: int) -> None:
        self.page = max(self.page + by, 0)
        self._show()

    def _select(self, row: Row, on: bool) -> None:
        (self.selected.add if on else self.selected.discard)(row.id)
        self._show_buttons()

    def _selected(self) -> list[Row]:
        return [row for row in self.all_rows if row.id in self.selected]

    def _show_buttons(self) -> None:
        count = len(self.selected)
        say = self.visitor.say
        self.compare.text = (
            say("studio_runs.compare_count", count=count) if count else say("studio_runs.compare")
        )
        self.compare.set_enabled(2 <= count <= MOST)
        self.hint.set_visibility(not 2 <= count <= MOST)
        self.delete.set_visibility(count > 0)

    def _compare(self) -> None:
        ui.navigate.to("/runs/compare?" + urlencode([("run", row.name) for row in self._selected()]))

    def _show_foot(self, binned: int) -> None:
        self.foot.clear()
        with self.foot:
            ui.link(self.visitor.say("studio_runs.bin_count", count=binned), "/runs/bin")
