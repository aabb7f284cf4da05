"""The editor of what is varied: a row for each name, with its values beside it; for races and for searches."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from nicegui import ui

from axb.jobs.job import Job
from axb.races.domains import Domain
from axb.studio.behind import slowly
from axb.studio.vary_names import variables
from axb.studio.vary_rows import Row, first_rows, read_row, read_rows
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking

STYLE = Path(__file__).with_name("vary.css")
PATIENCE = 300  # milliseconds without a key before what is typed is read


class VaryEditor:
    """Rows under the hand. `job()` is the job that is varied at the moment; `changed()` is called after every change.

    What can't be read is said in a sentence at its row while it is typed; what can't be trained a moment later.
    """

    def __init__(
        self,
        visitor: Visitor,
        job: Callable[[], Job],
        changed: Callable[[], Any],
        rows: list[Row] | None = None,
    ) -> None:
        self.visitor, self.job, self.changed = visitor, job, changed
        self.lines: list[_Line] = []
        ui.add_css(STYLE.read_text("utf-8"))
        with ui.element("div").classes("axb-vary"):
            self.place = ui.element("div").classes("axb-vary-rows")
            more = ui.button(visitor.say("studio_vary.add"), icon="add", on_click=visitor.does(self._add))
            more.props("no-caps outline")
            ui.label(visitor.say("studio_vary.how")).classes("axb-muted")
        for row in first_rows() if rows is None else rows:
            self._show(row)

    @property
    def rows(self) -> list[Row]:
        """What stands there."""
        return [line.row for line in self.lines]

    def vary(self) -> dict[str, Domain]:
        """What is varied, by name. Raises InputError, in the current language, where a row can't be read or trained."""
        vary = read_rows(self.rows)
        if problem := next((line.refused for line in self.lines if line.refused), ""):
            raise InputError("studio_vary.refused", problem=problem)
        return vary

    async def job_changed(self) -> None:
        """Another model or other data: other names can be varied, and rows of names that are gone go too."""
        with speaking(self.visitor.language):
            known = variables(self.job())
        for line in list(self.lines):
            if line.row.name in known:
                line.offer({name: one.label for name, one in known.items()})
            else:
                self._take_away(line)
        for line in self.lines:
            await self.told(line)

    def _show(self, row: Row) -> None:
        with self.place:
            self.lines.append(_Line(self, row))

    def _add(self) -> None:
        """One more row: the first name that is not varied yet."""
        taken = {row.name for row in self.rows}
        free = next((one for name, one in variables(self.job()).items() if name not in taken), None)
        if free is not None:
            self._show(Row(free.name, free.example))
            self.changed()

    def remove(self, line: "_Line") -> None:
        """Take a row away."""
        self._take_away(line)
        self.check()
        self.changed()

    def _take_away(self, line: "_Line") -> None:
        self.lines.remove(line)
        line.element.delete()

    def check(self) -> None:
        """Say at each row what is wrong with it as far as reading tells."""
        names = [row.name for row in self.rows]
        for place, line in enumerate(self.lines):
            try:
                read_row(line.row)
                if line.row.name in names[:place]:
                    raise InputError("studio_vary.twice", name=line.row.name)
                line.tell(line.refused)
            except InputError as error:
                line.tell(str(error))

    async def told(self, line: "_Line") -> None:
        """A row has changed: read it, and then try its values out."""
        job, row = self.job(), (line.row.name, line.row.values)
        line.refused = ""
        self.check()
        self.changed()
        problem = await slowly(lambda: _refusal(job, Row(*row)))
        if line in self.lines and row == (line.row.name, line.row.values) and problem != line.refused:
            line.refused = problem
            self.check()
            self.changed()


def _refusal(job: Job, row: Row) -> str:
    """Why a training can't have one of these values; empty where it can, or they can't be read."""
    from axb.jobs.checking import check_values

    try:
        values = read_row(row)
    except InputError:
        return ""  # it is said already
    try:
        check_values(job, row.name, values)
    except InputError as error:
        return str(error)
    return ""


class _Line:
    """A row on the page."""

    def __init__(self, editor: VaryEditor, row: Row) -> None:
        self.editor, self.row, self.refused = editor, row, ""
        visitor = editor.visitor
        with speaking(visitor.language):
            known = variables(editor.job())
        with ui.element("div").classes("axb-vary-row").props('role="group"') as self.element:
            labels = {name: one.label for name, one in known.items()}
            self.name = ui.select(
                labels, value=row.name, label=visitor.say("studio_vary.what"), with_input=True
            )
            self.name.props("outlined dense options-dense").classes("axb-vary-name")
            self.values = ui.input(visitor.say("studio_vary.values"), value=row.values)
            self.values.props(f"outlined dense debounce={PATIENCE}").classes("axb-vary-values")
            self.bin = ui.button(icon="close", on_click=lambda: editor.remove(self)).props("flat round dense")
            self.bin.tooltip(visitor.say("studio_vary.remove", name=row.name))
            self.meaning = ui.label().classes("axb-muted axb-vary-meaning")
            self.problem = ui.label().classes("axb-vary-problem").props('role="status"')
        self._explain()
        self.tell("")
        self.name.on_value_change(visitor.does(self._choose))
        self.values.on_value_change(visitor.does(self._type))

    def offer(self, labels: dict[str, str]) -> None:
        """Other names to choose from; its own is among them."""
        self.name.set_options(labels, value=self.row.name)

    def tell(self, problem: str) -> None:
        """What is wrong with it, or nothing."""
        self.problem.text = problem
        self.problem.visible = bool(problem)
        self.values.props("error" if problem else "", remove="" if problem else "error")
        self.values.props("no-error-icon hide-bottom-space")

    def _explain(self) -> None:
        with speaking(self.editor.visitor.language):
            meaning = variables(self.editor.job())[self.row.name].meaning
        self.meaning.text, self.meaning.visible = meaning, bool(meaning)
        remove = self.editor.visitor.say("studio_vary.remove", name=self.row.name)
        self.bin.props["aria-label"] = remove

    async def _choose(self, event: Any) -> None:
        if event.value is None or event.value == self.row.name:
            return
        self.row.name = event.value
        self.row.values = variables(self.editor.job())[event.value].example
        self.values.value = self.row.values
        self._explain()
        await self.editor.told(self)

    async def _type(self, event: Any) -> None:
        typed = str(event.value or "")
        if typed != self.row.values:
            self.row.values = typed
            await self.editor.told(self)
