"""`axb sweep MODEL DATA --vary ...`: search for good hyperparameters, go on with a search, show what it found."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.numbers import real, whole
from axb.cli.screen import show_table
from axb.cli.show import check_page
from axb.cli.sweep_report import report
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.sweeping import Results


def _option(name: str, meaning: str, metavar: str | None = None, parser: Any = None) -> Any:
    return typer.Option(name, metavar=metavar, help=meaning, parser=parser)


@command(
    "sweep",
    "sweep.command",
    "axb sweep mlp digits --vary learning_rate=1e-4..1 --vary hidden=16,64",
    "axb sweep mlp spiral --vary optimizer=sgd,adam --trials 40 --final",
    "axb sweep --resume sweep-mlp-digits-1 --minutes 5",
    "axb sweep --show sweep-mlp-digits-1 --page sweep.html",
    "axb sweep",
)
def sweep(
    model: Annotated[str | None, typer.Argument(metavar="MODEL", help="cli.arg_model")] = None,
    data: Annotated[str | None, typer.Argument(metavar="DATA", help="cli.arg_data")] = None,
    vary: Annotated[list[str] | None, _option("--vary", "sweep.opt_vary", "NAME=VALUES")] = None,
    minutes: Annotated[float | None, _option("--minutes", "sweep.opt_minutes", "X", real)] = None,
    trials: Annotated[int | None, _option("--trials", "sweep.opt_trials", "N", whole)] = None,
    processes: Annotated[int | None, _option("--processes", "sweep.opt_processes", "N", whole)] = None,
    sampler: Annotated[str, _option("--sampler", "sweep.opt_sampler", "NAME")] = "tpe",
    pruner: Annotated[str, _option("--pruner", "sweep.opt_pruner", "NAME")] = "median",
    name: Annotated[str | None, _option("--name", "sweep.opt_name", "NAME")] = None,
    resume: Annotated[str | None, _option("--resume", "sweep.opt_resume", "NAME")] = None,
    show: Annotated[str | None, _option("--show", "sweep.opt_show", "NAME")] = None,
    final: Annotated[bool, _option("--final", "sweep.opt_final")] = False,
    page: Annotated[Path | None, _option("--page", "sweep.opt_page", "FILE")] = None,
    epochs: Annotated[int | None, _option("--epochs", "cli.opt_epochs", "N", whole)] = None,
    batch_size: Annotated[int | None, _option("--batch-size", "cli.opt_batch_size", "N", whole)] = None,
    learning_rate: Annotated[
        float | None, _option("--learning-rate", "cli.opt_learning_rate", "X", real)
    ] = None,
    optimizer: Annotated[str | None, _option("--optimizer", "cli.opt_optimizer", "NAME")] = None,
    validation: Annotated[float, _option("--validation", "cli.opt_validation", "SHARE", real)] = 0.1,
    seed: Annotated[int, _option("--seed", "sweep.opt_seed", "N", whole)] = 0,
    quiet: Annotated[bool, _option("--quiet", "cli.opt_quiet")] = False,
) -> None:
    check_page(page)
    from axb.jobs import Job, sweeping
    from axb.races.domains import read_vary

    how_long: dict[str, Any] = {
        "minutes": minutes,
        "trials": trials,
        "processes": processes,
        "verbose": int(not quiet),
    }
    if show is not None:
        found = sweeping.results(show)
    elif resume is not None:
        found = sweeping.go_on(resume, **how_long)
    elif model is None:
        _list()
        return
    elif data is None:
        raise InputError("cli.missing", command="axb sweep", name="DATA")
    else:
        job = Job(model, data, epochs, batch_size, learning_rate, optimizer, seed, validation)
        varying = dict(map(read_vary, vary or []))
        how: dict[str, Any] = {"sampler": sampler, "pruner": pruner, "seed": seed}
        found = sweeping.sweep(job, varying, name, **how, **how_long)
    report(found, page, final, quiet)


def _list() -> None:
    """All sweeps, newest first."""
    from axb.jobs import sweeping

    rows = [_listed(found) for found in sweeping.all_results()]
    if not rows:
        print(say("sweep.none"))
        return
    heads = (
        "cli.column_name",
        "sweep.column_model",
        "sweep.column_data",
        "sweep.column_trials",
        "sweep.best",
    )
    show_table([say(head) for head in heads], rows)


def _listed(found: "Results") -> list[str]:
    job, best = found.plan.job, found.best
    score = found.plan.score_text(best.score) if best else "-"
    return [found.name, job.model, job.data, str(found.chosen_from), score]
