"""`axb runs`: what has been trained."""

from datetime import datetime
from typing import TYPE_CHECKING

from axb.cli.commands import command
from axb.cli.screen import show_table
from axb.words import say

if TYPE_CHECKING:
    from axb.runs import Run

HEADS = (
    "cli.column_name",
    "cli.column_status",
    "cli.column_model",
    "cli.column_data",
    "cli.column_epochs",
    "cli.column_best",
    "cli.column_started",
)


@command("runs", "cli.runs", "axb runs", "axb --lang ja runs")
def runs() -> None:
    from axb.runs import Store

    with Store() as store:
        rows = [_row(run) for run in store.runs()]
    if not rows:
        print(say("cli.no_runs"))
        return
    show_table([say(key) for key in HEADS], rows, right=(4, 5))


def _row(run: "Run") -> list[str]:
    from axb.views.facts import epochs_done, job, status_text

    told = job(run)
    wanted = run.config.get("settings", {}).get("epochs")
    done = f"{epochs_done(run)}/{wanted}" if wanted else str(epochs_done(run))
    specs = [_without_folder(str(told.get(part) or "-")) for part in ("model", "data")]
    return [run.name, status_text(run), *specs, done, _best(run), _when(run.created)]


def _without_folder(spec: str) -> str:
    """ "/home/me/people.csv:target=age" -> "people.csv:target=age" """
    name, colon, options = spec.partition(":") if spec[1:3] not in (":\\", ":/") else spec[2:].partition(":")
    return name.replace("\\", "/").rpartition("/")[2] + colon + options


def _best(run: "Run") -> str:
    """The best accuracy on held-out examples, else the smallest loss there."""
    import numpy as np

    for name, choose, form in (("accuracy", np.max, ".1%"), ("loss", np.min, ".4g")):
        values = run.series(f"epoch/val_{name}")[1]
        if np.isfinite(values).any():
            return format(choose(values[np.isfinite(values)]), form)
    return "-"


def _when(seconds: float) -> str:
    """The time of a run of today, else the date."""
    at = datetime.fromtimestamp(seconds)
    return f"{at:%H:%M}" if at.date() == datetime.now().date() else f"{at:%Y-%m-%d}"
