"""`axb sweep MODEL DATA --vary ...`: search for good hyperparameters, go on with a search, show what it found."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from axb.cli.commands import command
from axb.cli.known import data as data_sets
from axb.cli.known import models
from axb.cli.numbers import real, whole
from axb.cli.options import (
    BatchSizeOption,
    EpochsOption,
    JsonOption,
    LearningRateOption,
    OptimizerOption,
    QuietOption,
    ValidationOption,
    argument,
    option,
)
from axb.cli.screen import print_json, show_table
from axb.cli.show import check_page
from axb.cli.sweep_report import document, put_page, report
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.sweeping import Results


@command(
    "sweep",
    "sweep.command",
    "axb sweep mlp digits --vary learning_rate=1e-4..1 --vary hidden=16,64",
    "axb sweep mlp spiral --vary optimizer=sgd,adam --trials 40 --final",
    "axb sweep --resume sweep-mlp-digits-1 --minutes 5",
    "axb sweep --show sweep-mlp-digits-1 --page sweep.html",
    "axb sweep",
    "axb sweep --show sweep-mlp-digits-1 --json",
)
def sweep(
    model: Annotated[str | None, argument("MODEL", "cli.arg_model", models)] = None,
    data: Annotated[str | None, argument("DATA", "cli.arg_data", data_sets)] = None,
    vary: Annotated[list[str] | None, option("--vary", "sweep.opt_vary", "NAME=VALUES")] = None,
    minutes: Annotated[float | None, option("--minutes", "sweep.opt_minutes", "X", real)] = None,
    trials: Annotated[int | None, option("--trials", "sweep.opt_trials", "N", whole)] = None,
    processes: Annotated[int | None, option("--processes", "sweep.opt_processes", "N", whole)] = None,
    sampler: Annotated[str, option("--sampler", "sweep.opt_sampler", "NAME")] = "tpe",
    pruner: Annotated[str, option("--pruner", "sweep.opt_pruner", "NAME")] = "median",
    name: Annotated[str | None, option("--name", "sweep.opt_name", "NAME")] = None,
    resume: Annotated[str | None, option("--resume", "sweep.opt_resume", "NAME")] = None,
    show: Annotated[str | None, option("--show", "sweep.opt_show", "NAME")] = None,
    final: Annotated[bool, option("--final", "sweep.opt_final")] = False,
    page: Annotated[Path | None, option("--page", "sweep.opt_page", "FILE")] = None,
    epochs: EpochsOption = None,
    batch_size: BatchSizeOption = None,
    learning_rate: LearningRateOption = None,
    optimizer: OptimizerOption = None,
    validation: ValidationOption = 0.1,
    seed: Annotated[int, option("--seed", "sweep.opt_seed", "N", whole)] = 0,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    check_page(page)
    from axb.jobs import Job, sweeping
    from axb.races.domains import read_vary

    how_long: dict[str, Any] = {
        "minutes": minutes,
        "trials": trials,
        "processes": processes,
        "verbose": int(not (quiet or as_json)),
    }
    if show is not None:
        found = sweeping.results(show)
    elif resume is not None:
        found = sweeping.go_on(resume, **how_long)
    elif model is None:
        _list(as_json)
        return
    elif data is None:
        raise InputError("cli.missing", command="axb sweep", name="DATA")
    else:
        job = Job(model, data, epochs, batch_size, learning_rate, optimizer, seed, validation)
        varying = dict(map(read_vary, vary or []))
        how: dict[str, Any] = {"sampler": sampler, "pruner": pruner, "seed": seed}
        found = sweeping.sweep(job, varying, name, **how, **how_long)
    if as_json:
        print_json(document(found, final))
        put_page(found, page)
    else:
        report(found, page, final, quiet)


def _list(as_json: bool) -> None:
    """All sweeps, newest first."""
    from axb.jobs import sweeping

    unread: list[InputError] = []
    found = sweeping.all_results(unread.append)
    if as_json:
        print_json([document(one) for one in found])
    elif found:
        _show(found)
    elif not unread:
        print(say("sweep.none"))
    for error in unread:
        print(error, file=sys.stderr)


def _show(found: "list[Results]") -> None:
    heads = (
        "cli.column_name",
        "sweep.column_model",
        "sweep.column_data",
        "sweep.column_trials",
        "sweep.best",
    )
    show_table([say(head) for head in heads], [_listed(one) for one in found])


def _listed(found: "Results") -> list[str]:
    job, best = found.plan.job, found.best
    score = found.plan.score_text(best.score) if best else "-"
    return [found.name, job.model, job.data, str(found.chosen_from), score]
