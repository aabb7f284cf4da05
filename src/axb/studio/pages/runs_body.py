"""The table itself: heads to order by, a line for each run. What stays is left alone: open menus, dialogs, focus."""

from collections.abc import Callable, Collection, Sequence
from html import escape

from nicegui import ui

from axb.studio.pages.runs_actions import Actions
from axb.studio.pages.runs_rows import COLUMNS, Row
from axb.studio.visitor import Visitor

Select = Callable[[Row, bool], None]
Order = Callable[[str], None]
Open = Callable[[str], None]


class Body:
    """`select` is called when a line's box changes, `order` when a head is pressed, `open` (with the id) when the runs
    of a race or a sweep are to be seen, or no longer."""

    def __init__(self, visitor: Visitor, actions: Actions, select: Select, order: Order, open: Open) -> None:
        self.visitor, self.actions, self.select, self.order, self.open = visitor, actions, select, order, open
        self._lines: dict[tuple[str, str], Line] = {}
        with ui.element("table").classes("axb-runs") as self.table:
            with ui.element("thead"), ui.element("tr"):
                self._build_hidden_head("studio_runs.select")
                self._heads = {column: self._build_head(column) for column in COLUMNS}
                self._build_hidden_head("studio_runs.more")
            self._rows = ui.element("tbody")

    def _build_hidden_head(self, key: str) -> None:
        inner = f'<span class="axb-hidden">{self.visitor.say(key)}</span>'
        ui.html(inner, sanitize=False, tag="th").props("scope=col")

    def _build_head(self, column: str) -> tuple[ui.element, ui.button]:
        with ui.element("th").props("scope=col").classes(f"axb-col-{column}") as head:
            button = ui.button(self.visitor.say(f"studio_runs.column_{column}"))
            button.props("flat dense no-caps").on_click(lambda: self.order(column))
        return head, button

    def show(
        self,
        shown: Sequence[Row],
        selected: Collection[str],
        opened: Collection[str],
        column: str,
        downward: bool,
    ) -> None:
        """These rows in this order."""
        self.table.set_visibility(bool(shown))
        self._mark(column, downward)
        wanted = {(row.id, row.name) for row in shown}
        for gone in self._lines.keys() - wanted:
            self._lines.pop(gone).line.delete()
        for place, row in enumerate(shown):
            self._show_row(place, row).tell(row, row.id in selected, row.id in opened)

    def _mark(self, column: str, downward: bool) -> None:
        for name, (head, button) in self._heads.items():
            here = ("descending", "arrow_downward") if downward else ("ascending", "arrow_upward")
            sort, icon = here if name == column else ("none", "unfold_more")
            head.props(f"aria-sort={sort}")
            button.props(f"icon-right={icon}")

    def _show_row(self, place: int, row: Row) -> "Line":
        if (row.id, row.name) not in self._lines:
            with self._rows:
                self._lines[row.id, row.name] = Line(row, self)
        one = self._lines[row.id, row.name]
        if self._rows.default_slot.children[place] is not one.line:
            one.line.move(target_index=place)
        return one


class Line:
    """The line of one run, or of a race or a sweep."""

    def __init__(self, row: Row, body: Body) -> None:
        visitor = body.visitor
        kind = "axb-whole" if row.whole else "axb-member" if row.group else ""
        with ui.element("tr").classes(kind) as self.line:
            with ui.element("td"):
                self.box = ui.checkbox().props("dense")
                self.box.props["aria-label"] = visitor.say("studio_runs.select_one", name=row.name)
                self.box.on_value_change(lambda event: body.select(row, bool(event.value)))
            with ui.element("td").classes("axb-col-name"):
                self.opener = self._build_opener(row, body) if row.whole else None
                ui.link(row.name, row.address)
                self.small = [ui.label().classes("axb-muted axb-narrow") for _ in range(2)]
            self.cells = {
                column: ui.html("", sanitize=False, tag="td").classes(f"axb-col-{column}")
                for column in COLUMNS[1:]
            }
            with ui.element("td"):
                body.actions.menu(row)

    def _build_opener(self, row: Row, body: Body) -> ui.button:
        opener = ui.button(on_click=lambda: body.open(row.id)).props("flat round dense size=sm")
        opener.props["aria-label"] = body.visitor.say("studio_runs.runs_of", name=row.name)
        return opener

    def tell(self, row: Row, selected: bool, opened: bool) -> None:
        """How it is now."""
        self.box.value = selected
        if self.opener is not None:
            icon = "expand_more" if opened else "chevron_right"
            self.opener.props(f"icon={icon} aria-expanded={str(opened).lower()}")
        self.line.classes(add="axb-active" if row.active else "", remove="" if row.active else "axb-active")
        self.small[0].text = f"{row.model} · {row.data}"
        self.small[1].text = f"{row.status} · {row.shown_created}"
        for column, cell in self.cells.items():
            cell.content = escape(row.shown(column))
