"""A run as it is at this moment: a sentence, a bar, a few numbers, the curves."""

from nicegui import ui

from axb.runs import Store
from axb.studio.live import LIVE
from axb.studio.live_figure import Figure, Key
from axb.studio.pages.run_live_controls import Controls
from axb.studio.pages.run_live_doctor import Findings
from axb.studio.pages.run_live_samples import Newest
from axb.studio.pages.run_live_tiles import Tiles
from axb.studio.pages.run_live_words import detail, sentence
from axb.studio.plot import Plot, expect_plots
from axb.studio.save import save_figure_button
from axb.studio.snapshot import Pace, Snapshot, snapshot
from axb.studio.visitor import Visitor


class Shown:
    """A figure under its caption, drawn anew whenever there is news."""

    def __init__(self, name: str, visitor: Visitor) -> None:
        self.visitor = visitor
        self.key: Key | None = None
        with ui.element("section"):
            self.caption = ui.label().classes("axb-caption")
            self.figure = ui.element("div").classes("axb-figure").props('role="figure"')
            with self.figure:
                self.plot = Plot().classes("axb-plot")
            save_figure_button(visitor, lambda: self.plot, lambda: self.caption.text, name)

    def draw(self, figure: Figure) -> None:
        """Show this from now on, where it is another one."""
        if figure.key == self.key:
            return
        self.key = figure.key
        self.caption.text = figure.caption
        self.figure.props["aria-label"] = figure.caption
        self.plot.style(f"min-height: {figure.layout['height']}px")  # before Plotly is loaded
        self.plot.show(figure.text(self.visitor.scheme))


class LiveRun:
    """The live part of a run's page. It is told of news by the one thread that reads the store for all pages."""

    def __init__(self, name: str, visitor: Visitor) -> None:
        self.visitor, self.client = visitor, ui.context.client
        self.drawn, self.after = False, ""
        expect_plots()
        with Store() as store:
            now = snapshot(store, store.open(name), Pace())
        with ui.element("section").classes("axb-live"):
            self._build_status()
            self.controls = Controls(name, visitor)
            self.tiles = Tiles(visitor)
        self.doctor, self.samples = Findings(visitor), Newest(visitor)
        self.curves = Shown(f"{name}-curves", visitor)
        self.names, self.inside = [f"{name}-ladder", f"{name}-activations"], list[Shown]()
        self.within = ui.element("div")
        self.below = ui.element("div")
        self.show(now, None)
        self.client.on_delete(LIVE.watch(name, visitor.language, self.show))

    def _build_status(self) -> None:
        self.status = ui.label().classes("axb-status").props('role="status"')
        label = self.visitor.say("studio_run.progress")
        self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
            f'instant-feedback rounded aria-label="{label}"'
        )
        self.detail = ui.label().classes("axb-numbers axb-muted")

    def show(self, now: Snapshot, figure: Figure | None) -> None:
        """Say and draw what is new."""
        with self.client:
            self.status.text = sentence(now, self.visitor)
            self.detail.text = detail(now, self.visitor)
            self.bar.value = (
                1.0 if now.status == "finished" else round(now.step / now.steps, 4) if now.steps else 0
            )
            self.controls.show(now)
            self.tiles.show(now)
            if figure is not None:
                self._draw(figure)
            if self.drawn and _after(now) != self.after:  # nothing may push it down later
                self._show_after(now)

    def _draw(self, figure: Figure) -> None:
        self.curves.draw(figure)
        self.doctor.show(figure.findings)
        self.samples.show(figure.samples)
        with self.within:
            for name in self.names[len(self.inside) : len(figure.inside)]:
                self.inside.append(Shown(name, self.visitor))
        for shown, inner in zip(self.inside, figure.inside, strict=False):
            shown.draw(inner)
        self.drawn = True

    def _show_after(self, now: Snapshot) -> None:
        """What one does with it, and what the test showed, once it is there; nothing while it goes on."""
        from axb.studio.pages.run_after import after_sections

        self.after = _after(now)
        self.below.clear()
        if self.after:
            with self.below:
                after_sections(now.name, self.visitor, self.after == "tested")


def _after(now: Snapshot) -> str:
    """ "tested"; "stopped" with weights that were kept; or "", where it is too early."""
    if now.test:
        return "tested"
    return "stopped" if now.status == "stopped" and now.kept else ""
