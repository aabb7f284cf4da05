"""The points: toy sets as small pictures, a person's own file, noise."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nicegui import ui
from nicegui.events import UploadEventArguments

from axb.labs.network.pictures import dots
from axb.labs.network.seeing import Bounds
from axb.labs.network.sources import MOST_BYTES, preset
from axb.studio.notices import notice
from axb.studio.pages.network_parts.form import Share
from axb.views.scene import color_table

if TYPE_CHECKING:
    from axb.labs.network import NetworkLab
    from axb.studio.pages.network import NetworkPage

# name of its words: (toy set, its options)
PRESETS: dict[str, tuple[str, dict[str, float]]] = {
    "circles": ("circles", {}), "moons": ("moons", {}), "xor": ("xor", {}),
    "spiral": ("spiral", {"turns": 1.0}), "arms": ("spiral", {"turns": 0.6, "classes": 3}),
    "plane": ("plane", {}), "hills": ("hills", {}),
}  # fmt: skip
SHOWN = 70  # points in a small picture


class DataCard:
    """What there is to learn from."""

    def __init__(self, page: "NetworkPage") -> None:
        self.page, self.chosen, self.noise = page, "circles", 0.05
        visitor, say = page.visitor, page.visitor.say
        with ui.element("section").classes("net-data").props(f'aria-label="{say("studio_network.data")}"'):
            with ui.element("div").classes("net-first"):
                ui.label(say("studio_network.data")).classes("net-label").props(
                    'role="heading" aria-level="2"'
                )
                with ui.element("div").classes("net-presets"):
                    self.buttons = {name: self._preset(name) for name in PRESETS}
            self.share = Share(
                visitor, say("studio_network.noise"), 0, 0.5, 0.01, self.noise, ".2f", self._noise
            )
            with ui.element("div").classes("axb-row"):
                self._upload()
                download = ui.button(
                    say("studio_network.download"), icon="download", on_click=visitor.does(self._download)
                )
                download.props("flat no-caps dense")
            ui.label(say("studio_network.csv_why")).classes("axb-muted net-small")
        self.refresh(page.lab)

    def refresh(self, lab: "NetworkLab") -> None:
        """Which of them it is."""
        for name, button in self.buttons.items():
            button.props["aria-pressed"] = "true" if name == self.chosen else "false"

    def forget(self) -> None:
        """The points are none of these any more."""
        self.chosen = ""

    def _preset(self, name: str) -> ui.element:
        words = self.page.visitor.say(f"studio_network.set_{name}")
        with ui.element("button").classes("net-preset").props('type="button"') as button:
            ui.html(thumbnail(name), sanitize=False)
            ui.label(words)
        button.on("click", self.page.visitor.does(partial(self._load, name)))
        return button

    async def _load(self, name: str) -> None:
        toy, options = PRESETS[name]
        await self.page.do(lambda lab: lab.load_preset(toy, {**options, "noise": self.noise}))
        self.chosen = name
        self.page.tools.point()
        self.page.refresh()

    async def _noise(self, noise: float) -> None:
        self.noise = noise
        if self.chosen:
            await self._load(self.chosen)

    def _upload(self) -> None:
        """A button in place of the browser's own box for files."""
        say = self.page.visitor.say
        most = MOST_BYTES // 2**20
        self.box = ui.upload(
            on_upload=self.page.visitor.does(self._read), auto_upload=True, max_file_size=MOST_BYTES,
            on_rejected=lambda: notice(say("studio_network.upload_refused", limit=most)),
        ).props('accept=".csv,text/csv"').style("display: none")  # fmt: skip
        button = ui.button(say("studio_network.upload"), icon="upload_file").props("flat no-caps dense")
        button.on("click", js_handler=f"() => getElement({self.box.id}).$refs.qRef.pickFiles()")

    async def _read(self, event: UploadEventArguments) -> None:
        self.box.reset()
        name = Path(event.file.name.replace("\\", "/")).name
        content = await event.file.read()
        with TemporaryDirectory() as folder:
            path = Path(folder) / (name if name.lower().endswith(".csv") else "points.csv")
            path.write_bytes(content)
            await self.page.do(lambda lab: lab.load_csv(path))
        self.forget()
        count = f"{len(self.page.lab.points):,}"
        notice(self.page.visitor.say("studio_network.opened", name=name, count=count), good=True)

    async def _download(self) -> None:
        text: Any = await self.page.do(lambda lab: lab.points.csv_text())
        ui.download.content(text, "points.csv", "text/csv")


def thumbnail(name: str) -> str:
    """A toy set as a small SVG."""
    toy, options = PRESETS[name]
    points = preset(toy, {**options, "n": SHOWN})
    marks, reach, colors = (
        dots(points, points.x[:, 0] > 9, None),
        Bounds.around(points).x1,
        color_table("light"),
    )
    places = 30 + 30 * points.x * (1, -1) / reach
    rings = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{colors.get(color, color)}"/>'
        for (x, y), color in zip(places, marks.color, strict=True)
    )
    return f'<svg viewBox="0 0 60 60" aria-hidden="true">{rings}</svg>'
