"""`axb runs`: what has been trained, and what a race or a sweep has trained."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.screen import show_table
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run, Store
    from axb.views.folding import Fold

NONE = "-"
HEADS = (
    "cli.column_name", "cli.column_status", "cli.column_model", "cli.column_data", "cli.column_epochs",
    "cli.column_best", "cli.column_started",
)  # fmt: skip
HEADS_WITHIN = (
    "cli.column_name", "cli.column_status", "race.column_setting", "cli.column_epochs", "cli.column_best",
    "cli.column_started",
)  # fmt: skip


@command("runs", "cli.runs", "axb runs", "axb runs race-mlp-digits-1", "axb --lang ja runs")
def runs(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli.arg_group")] = None,
) -> None:
    from axb.runs import Store

    with Store() as store:
        if name is None:
            _show_all(store)
        else:
            _show_members(store, name)


def _show_all(store: "Store") -> None:
    """A line for each run that was trained by itself, each race and each sweep."""
    from axb.views.folding import Fold, folded, group_of

    lines = folded(store.runs(), group_of)
    if not lines:
        print(say("cli.no_runs"))
        return
    rows = [_folded(one) if isinstance(one, Fold) else _row(one) for one in lines]
    show_table([say(key) for key in HEADS], rows, right=(4, 5))
    if sys.stdout.isatty() and any(isinstance(one, Fold) for one in lines):
        print(f"\n{say('cli.runs_of')}")


def _show_members(store: "Store", name: str) -> None:
    """A line for each run of the race or the sweep of that name."""
    from axb.views.folding import folds, named

    found = named(store.runs(), name)
    if not found:
        known = ", ".join(one.group.name for one in folds(store.runs())) or NONE
        raise InputError("cli.no_group", name=name, known=known)
    rows = [_member(run) for one in found for run in one.runs]
    show_table([say(key) for key in HEADS_WITHIN], rows, right=(3, 4))


def _row(run: "Run") -> list[str]:
    from axb.views.listing import best, listed

    line = listed(run)
    specs = (line.model or NONE, line.data or NONE)
    return [line.name, line.said, *specs, _epochs(run), best(line) or NONE, _when(line.created)]


def _member(run: "Run") -> list[str]:
    from axb.views.listing import best, listed

    line = listed(run)
    return [line.name, line.said, line.setting, _epochs(run), best(line) or NONE, _when(line.created)]


def _folded(fold: "Fold[Run]") -> list[str]:
    from axb.views.folding import told
    from axb.views.listing import best, listed, shared

    lines = [listed(run) for run in fold.runs]
    said = told(fold.group.kind, [line.status for line in lines])
    specs = (shared(line.model for line in lines), shared(line.data for line in lines))
    begun = min(line.created for line in lines)
    return [fold.group.name, said, *(one or NONE for one in specs), "", best(*lines) or NONE, _when(begun)]


def _epochs(run: "Run") -> str:
    """Those done, of those asked for."""
    from axb.views.facts import epochs_done

    wanted = (run.config.get("settings") or {}).get("epochs")
    return f"{epochs_done(run)}/{wanted}" if wanted else str(epochs_done(run))


def _when(seconds: float) -> str:
    """The time of a run of today, else the date."""
    at = datetime.fromtimestamp(seconds)
    return f"{at:%H:%M}" if at.date() == datetime.now().date() else f"{at:%Y-%m-%d}"
