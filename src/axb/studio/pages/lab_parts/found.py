"""What an experiment has found so far: the sentence, the pictures, the table."""

from collections.abc import Sequence
from html import escape

from nicegui import ui

from axb.labs.finding import Finding
from axb.studio.save import save_slide_button
from axb.studio.scene import SceneView
from axb.studio.visitor import Visitor
from axb.views.scene import Scene

FLATTEST = 0.8, 3.2  # width by height of a picture at least and at most


class Found:
    """Redrawn as pieces end; what has not changed stays where it stands."""

    def __init__(self, visitor: Visitor, name: str) -> None:
        self.visitor, self.name = visitor, name
        self.finding: Finding | None = None
        self.views: list[tuple[SceneView, ui.label]] = []
        say = visitor.say
        self.says = ui.label().classes("axb-lab-says").props('role="status"')
        self.pictures = ui.element("div").classes("axb-lab-pictures")
        with ui.element("div").classes("axb-row") as self.saving:
            save_slide_button(visitor, self._scenes, name)
            save = ui.button(
                say("studio_lab.save_table"), icon="table_view", on_click=visitor.does(self._save_table)
            )
            save.props("no-caps flat")
        self.table = ui.html("", sanitize=False).classes("axb-lab-table").props("tabindex=0 role=region")
        self.table.props["aria-label"] = say("studio_lab.table")

    def show(self, finding: Finding, some: bool) -> None:
        """`some`: whether anything is found."""
        self.finding = finding
        self.says.text = finding.says
        if [_shape(one) for one in finding.scenes] != [one.aspect for one, _ in self.views]:
            self._build(finding.scenes)
        for (view, caption), scene in zip(self.views, finding.scenes, strict=True):
            caption.text = scene.caption
            view.show(scene)
        self.saving.visible = self.table.visible = some
        self.table.content = _table(finding)

    def _build(self, scenes: Sequence[Scene]) -> None:
        self.pictures.clear()
        self.views = []
        with self.pictures:
            for number, scene in enumerate(scenes, 1):
                with ui.element("figure").classes("axb-lab-wide" if scene.wide else ""):
                    caption = ui.label().classes("axb-caption")
                    label = self.visitor.say("studio_lab.picture", number=number)
                    with ui.element("div"):
                        view = SceneView(self.visitor, label, aspect=_shape(scene))
                self.views.append((view, caption))

    async def _scenes(self) -> Sequence[Scene]:
        return self.finding.scenes if self.finding else []

    def _save_table(self) -> None:
        if self.finding:
            ui.download.content(self.finding.csv.encode(), f"{self.name}.csv", "text/csv")


def _shape(scene: Scene) -> str:
    """Its width by its height: its own where both axes have one unit, as far as a page has room for that."""
    if not scene.square:
        return "5/2" if scene.wide else "4/3"
    wide = (scene.x.high - scene.x.low) / (scene.y.high - scene.y.low)
    return f"{min(max(wide, FLATTEST[0]), FLATTEST[1]):.2f}"


def _table(finding: Finding) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in finding.heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(one)}</td>' for one in row)}</tr>" for row in finding.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
