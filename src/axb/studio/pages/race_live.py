"""One race as it is at this moment: a sentence, a bar, the curves, the standing and its verdict, all members."""

from html import escape
from pathlib import Path
from urllib.parse import quote

from nicegui import ui

from axb.jobs.racing import asking
from axb.studio.behind import watching
from axb.studio.live_figure import Figure
from axb.studio.live_race import Drawn, RaceNow, Seat, look
from axb.studio.pages.run_live_words import duration
from axb.studio.plot import Plot, expect_plots
from axb.studio.save import save_figure_button
from axb.studio.visitor import Visitor

STYLE = Path(__file__).parent.parent / "race.css"
LOOK_SECONDS = 1.0


class LiveRace:
    """The page of a race. It looks every second; what has not changed stays where it stands."""

    def __init__(self, name: str, visitor: Visitor) -> None:
        self.name, self.visitor = name, visitor
        self.now: RaceNow | None = None
        self.drawn: Drawn | None = None
        ui.add_css(STYLE.read_text("utf-8"))
        expect_plots()
        with ui.element("section").classes("axb-live"):
            self._build_status()
            self._build_buttons()
        with ui.element("section").classes("axb-verdict") as self.verdict_place:
            self.verdict = ui.label().classes("axb-status").props('role="status"')
            self.method = ui.label().classes("axb-muted")
        self.curves = _Picture(visitor, f"{name}-curves")
        self.standing = _Picture(visitor, f"{name}-standing")
        self.table = ui.html("", sanitize=False).classes("axb-scroll").props("tabindex=0")
        self.verdict_place.visible = self.table.visible = False
        ui.link(visitor.say("studio_race.another"), "/race")
        ui.timer(LOOK_SECONDS, visitor.does(self.look))

    @staticmethod
    async def find(name: str, language: str) -> RaceNow:
        """How it is doing. Raises InputError where there is no such race."""
        return await watching(lambda store: look(store, name, language))

    def _build_status(self) -> None:
        say = self.visitor.say
        self.status = ui.label().classes("axb-status").props('role="status"')
        self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
            f'instant-feedback rounded aria-label="{say("studio_run.progress")}"'
        )
        self.detail = ui.label().classes("axb-numbers axb-muted")

    def _build_buttons(self) -> None:
        say, does = self.visitor.say, self.visitor.does
        with ui.element("div").classes("axb-row"):
            self.stop = ui.button(say("studio_race.stop"), icon="stop", on_click=does(self._stop))
            self.stop.props("no-caps outline").tooltip(say("studio_race.stop_why"))
            self.go_on = ui.button(say("studio_race.go_on"), icon="play_arrow", on_click=does(self._go_on))
            self.add = ui.button(icon="add", on_click=does(self._add_seeds))
            for button in (self.go_on, self.add):
                button.props("no-caps unelevated")
        self.stop.visible = self.go_on.visible = self.add.visible = False

    async def look(self) -> None:
        """Show what is new. Raises InputError where the race has gone."""
        now = await self.find(self.name, self.visitor.language)
        if now is self.now:
            return
        self.now = now
        self._say(now)
        drawn = now.told(self.visitor.language) if now.found is not None else None
        if drawn is not None and drawn is not self.drawn:
            self.drawn = drawn
            self._draw(drawn)
        if drawn is not None:
            self._judge(now, drawn)

    def _say(self, now: RaceNow) -> None:
        say, found = self.visitor.say, now.found
        count = len(found.settings) * found.seeds if found else 0
        told = {"ended": found.ended if found else 0, "all": count, "problem": now.problem}
        beginning = now.status == "running" and not (found and found.metric)
        self.status.text = say("studio_race.begins" if beginning else f"studio_race.is_{now.status}", **told)
        self.bar.value = round(now.part, 3)
        parts = (
            [say("studio_race.count", settings=len(found.settings), seeds=found.seeds, trainings=count)]
            if found
            else []
        )
        if now.left is not None and now.status == "running":
            parts.append(say("studio_run.time_left", time=duration(now.left, say)))
        self.detail.text = " · ".join(parts)
        can_go_on = not now.alive and now.status != "finished" and (found is None or found.job is not None)
        self.stop.visible, self.go_on.visible, self.add.visible = now.here, can_go_on, bool(now.more)
        self.add.text = say("studio_race.add_seeds", count=f"{now.more:,}")

    def _judge(self, now: RaceNow, drawn: Drawn) -> None:
        """What the whole seeds tell; as long as others are to come, that is provisional."""
        self.verdict_place.visible = bool(drawn.verdict)
        seeds = now.found.seeds if now.found else 0
        so_far = {"whole": now.whole, "seeds": seeds, "verdict": drawn.verdict}
        self.verdict.text = (
            self.visitor.say("studio_race.so_far", **so_far) if now.whole < seeds else drawn.verdict
        )
        self.method.text = drawn.method

    def _draw(self, drawn: Drawn) -> None:
        self.curves.show(drawn.curves)
        if drawn.standing is not None:
            self.standing.show(drawn.standing, self.visitor.say("studio_race.standing"))
        table = _table(drawn.seats, self.visitor)
        self.table.visible = bool(drawn.seats)
        if self.table.content != table:
            self.table.set_content(table)

    def _stop(self) -> None:
        asking.stop(self.name)
        self.status.text = self.visitor.say("studio_race.stopping")
        self.stop.visible = False

    async def _go_on(self) -> None:
        asking.go_on(self.name, visitor=self.visitor.id)
        self.go_on.visible = False
        await self.look()

    async def _add_seeds(self) -> None:
        if self.now is not None and self.now.found is not None:
            asking.go_on(self.name, self.now.found.seeds + self.now.more, self.visitor.id)
        self.add.visible = False
        await self.look()


class _Picture:
    """A figure under its sentence, with the button that saves it; not there before it is first shown."""

    def __init__(self, visitor: Visitor, file: str) -> None:
        self.visitor = visitor
        with ui.element("section") as self.place:
            self.caption = ui.label().classes("axb-caption")
            self.figure = ui.element("div").classes("axb-figure").props('role="figure"')
            with self.figure:
                self.plot = Plot().classes("axb-plot")
            save_figure_button(visitor, lambda: self.plot, lambda: self.said, file)
        self.place.visible, self.said = False, ""

    def show(self, figure: Figure, instead: str = "") -> None:
        """Draw it. instead: a caption for this page, where its own sentence stands somewhere else already."""
        self.place.visible, self.said = True, figure.caption
        self.caption.text = instead or figure.caption
        self.figure.props["aria-label"] = figure.caption
        self.plot.style(f"min-height: {figure.layout['height']}px")
        self.plot.show(figure.text(self.visitor.scheme))


def _table(seats: tuple[Seat, ...], visitor: Visitor) -> str:
    """A row a setting, best first: its sign, its mean, a link to each seed's run."""
    say = visitor.say
    most = max((len(seat.runs) for seat in seats), default=0)
    numbers = "".join(
        f'<th scope="col">{say("studio_race.seed", number=one + 1)}</th>' for one in range(most)
    )
    heads = f'<th scope="col">{say("race.column_setting")}</th><th scope="col">{say("studio_race.mean")}</th>{numbers}'
    rows = "".join(_row(place, seat) for place, seat in enumerate(seats, 1))
    return (
        f'<table class="axb-standing"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(place: int, seat: Seat) -> str:
    cells = "".join(
        f'<td><a href="/run/{quote(name)}" title="{escape(name)}">{escape(score)}</a></td>'
        for name, score in seat.runs
    )
    sign = f'<span aria-hidden="true" style="color:{seat.color}">{seat.sign}</span>'
    label = (
        f"<span class=axb-whole>{escape(seat.label)}</span><span class=axb-values>{escape(seat.short)}</span>"
    )
    head = f'<td>{place}</td><th scope="row">{sign} {label}</th>'
    return f"<tr>{head}<td><b>{escape(seat.mean)}</b></td>{cells}</tr>"
