"""`axb runs`: what has been trained, and what a race or a sweep has trained."""

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from axb.cli.commands import command
from axb.cli.known import data as data_sets
from axb.cli.known import groups, models, orders, statuses
from axb.cli.options import JsonOption, argument, option
from axb.cli.screen import print_json, show_table
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run
    from axb.views.folding import Fold
    from axb.views.listing import Listed

NONE = "-"
HEADS = (
    "cli.column_name", "cli.column_status", "cli.column_model", "cli.column_data", "cli.column_epochs",
    "cli.column_best", "cli.column_started",
)  # fmt: skip
HEADS_WITHIN = (
    "cli.column_name", "cli.column_status", "race.column_setting", "cli.column_epochs", "cli.column_best",
    "cli.column_started",
)  # fmt: skip


class Known(NamedTuple):
    """A run, and what a list says of it, read once."""

    run: "Run"
    line: "Listed"


@command(
    "runs",
    "cli.runs",
    "axb runs",
    "axb runs race-mlp-digits-1",
    "axb runs --family cnn --data fashion-mini --status finished",
    "axb runs --metric 'accuracy>0.9' --sort loss",
    "axb runs --json",
    "axb --lang ja runs",
)
def runs(
    name: Annotated[str | None, argument("NAME", "cli.arg_group", groups)] = None,
    family: Annotated[str | None, option("--family", "runs_bin.opt_family", "MODEL", known=models)] = None,
    data: Annotated[str | None, option("--data", "runs_bin.opt_data", "DATA", known=data_sets)] = None,
    status: Annotated[str | None, option("--status", "runs_bin.opt_status", "STATUS", known=statuses)] = None,
    metric: Annotated[list[str] | None, option("--metric", "runs_bin.opt_condition", "CONDITION")] = None,
    sort: Annotated[str, option("--sort", "runs_bin.opt_sort", "COLUMN", known=orders)] = "started",
    reverse: Annotated[bool, typer.Option("--reverse", help="runs_bin.opt_reverse")] = False,
    as_json: JsonOption = False,
) -> None:
    from axb.runs import Store
    from axb.views.listing import listed
    from axb.views.sifting import Sift, in_order

    sift = Sift.of(family, data, status, metric or [])
    with Store() as store:
        among = list(store.runs() if name is None else _members(list(store.runs()), name))
        known = [one for run in among if sift.takes((one := Known(run, listed(run))).line)]
        if as_json:
            print_json([told(one) for one in in_order(known, sort, reverse, lambda one: [one.line])])
        elif name is None:
            _show_all(known, bool(among), sort, reverse)
        else:
            members = in_order(known, sort, reverse, lambda one: [one.line])
            show_table([say(key) for key in HEADS_WITHIN], [_member(one) for one in members], right=(3, 4))


def _members(runs: "list[Run]", name: str) -> "list[Run]":
    """The runs of the race or the sweep of that name."""
    from axb.views.folding import folds, named

    found = named(runs, name)
    if not found:
        known = ", ".join(one.group.name for one in folds(runs)) or NONE
        raise InputError("cli.no_group", name=name, known=known)
    return [run for one in found for run in one.runs]


def _show_all(known: list[Known], any_run: bool, sort: str, reverse: bool) -> None:
    """A line for each run that was trained by itself, each race and each sweep."""
    from axb.views.folding import Fold, folded
    from axb.views.sifting import in_order

    lines = in_order(folded(known, lambda one: one.line.group), sort, reverse, _lines)
    if not lines:
        print(say("runs_bin.none_so" if any_run else "cli.no_runs"))
        return
    rows = [_folded(one) if isinstance(one, Fold) else _row(one) for one in lines]
    show_table([say(key) for key in HEADS], rows, right=(4, 5))
    if sys.stdout.isatty() and any(isinstance(one, Fold) for one in lines):
        print(f"\n{say('cli.runs_of')}")


def _lines(one: "Known | Fold[Known]") -> "Sequence[Listed]":
    return [one.line] if isinstance(one, Known) else [each.line for each in one.runs]


def _row(one: Known) -> list[str]:
    from axb.views.listing import best

    run, line = one
    specs = (line.model or NONE, line.data or NONE)
    return [line.name, line.said, *specs, _epochs(run), best(line) or NONE, _when(line.created)]


def _member(one: Known) -> list[str]:
    from axb.views.listing import best

    run, line = one
    return [line.name, line.said, line.setting, _epochs(run), best(line) or NONE, _when(line.created)]


def _folded(fold: "Fold[Known]") -> list[str]:
    from axb.views.folding import told
    from axb.views.listing import best, shared

    lines = _lines(fold)
    said = told(fold.group.kind, [line.status for line in lines])
    specs = (shared(line.model for line in lines), shared(line.data for line in lines))
    begun = min(line.created for line in lines)
    return [fold.group.name, said, *(one or NONE for one in specs), "", best(*lines) or NONE, _when(begun)]


def told(one: Known) -> dict[str, Any]:
    """For programs."""
    from axb.views.facts import epochs_done

    run, line = one
    return {
        "name": line.name, "id": line.id, "status": line.status, "model": line.model or None, "data": line.data or None,
        "group": line.group and line.group._asdict(), "setting": run.config.get("setting"),
        "epochs": epochs_done(run), "epochs_wanted": _wanted(run),
        "accuracy": line.accuracy, "loss": line.loss, "test_accuracy": line.tested,
        "started": datetime.fromtimestamp(line.created).astimezone().isoformat(),
    }  # fmt: skip


def _epochs(run: "Run") -> str:
    """Those done, of those asked for."""
    from axb.views.facts import epochs_done

    wanted = _wanted(run)
    return f"{epochs_done(run)}/{wanted}" if wanted else str(epochs_done(run))


def _wanted(run: "Run") -> Any:
    return (run.config.get("settings") or {}).get("epochs")


def _when(seconds: float) -> str:
    """The time of a run of today, else the date."""
    at = datetime.fromtimestamp(seconds)
    return f"{at:%H:%M}" if at.date() == datetime.now().date() else f"{at:%Y-%m-%d}"
