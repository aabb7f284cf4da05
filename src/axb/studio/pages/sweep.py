"""A search for hyperparameters: started, watched live, gone on with; and those that there are."""

from pathlib import Path

from nicegui import run, ui

from axb.jobs.sweeping import check_installed
from axb.studio.frame import frame, who
from axb.studio.live_sweep import SWEEPS
from axb.studio.pages.sweep_form import SweepForm
from axb.studio.pages.sweep_list import show_list
from axb.studio.pages.sweep_live import LiveSweep
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking

FOLDER = Path(__file__).parent.parent
STYLES = ("runs.css", "sweep.css")
PATIENCE = 30.0  # seconds that PyTorch and Optuna may take to be imported on a slow disk


def register() -> None:
    """/sweep, /sweep/{name}"""

    @ui.page("/sweep", response_timeout=PATIENCE)
    async def all_of_them() -> None:
        await run.io_bound(_import_what_is_heavy)
        with frame(who().say("studio_sweep.title")) as visitor:
            _dress()
            if _installed(visitor):
                ui.label(visitor.say("studio_sweep.lead")).classes("axb-lead")
                SweepForm(visitor)
                await show_list(visitor)

    @ui.page("/sweep/{name}", response_timeout=PATIENCE)
    async def one(name: str) -> None:
        language = who().language
        try:
            with speaking(language):
                check_installed()
            now = await SWEEPS.look(name, language)
        except InputError as error:
            with frame(who().say("studio_sweep.unknown")) as visitor:
                ui.label(str(error)).classes("axb-lead")
                ui.link(visitor.say("studio_sweep.all"), "/sweep")
            return
        with frame(name) as visitor:
            _dress()
            LiveSweep(visitor, now)


def _import_what_is_heavy() -> None:
    import axb.zoo  # noqa: F401


def _dress() -> None:
    for name in STYLES:
        ui.add_css(FOLDER / name)


def _installed(visitor: Visitor) -> bool:
    """Whether there is all that it takes; if not, a sentence says how to get it."""
    try:
        check_installed()
    except InputError as error:
        ui.label(str(error)).classes("axb-lead")
        return False
    return True
