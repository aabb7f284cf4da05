"""`axb train MODEL DATA` and `axb resume RUN`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.endings import INTERRUPTED, complain
from axb.cli.numbers import real, whole
from axb.cli.options import (
    BatchSizeOption,
    DataArgument,
    EpochsOption,
    LearningRateOption,
    ModelArgument,
    NoPageOption,
    OptimizerOption,
    PageOption,
    QuietOption,
    RunArgument,
    ValidationOption,
    option,
)
from axb.cli.show import check_page
from axb.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from axb.jobs import Prepared
    from axb.training.callbacks import Callback


@command(
    "train",
    "cli.train",
    "axb train line line",
    "axb train cnn fashion-mini --epochs 2",
    "axb train fastcnn fashion-mini --seconds 30",
    "axb train cnn fashion-mini --watch",
    "axb train mlp:activation=sigmoid,hidden=32,32,32,32,32,32 digits --doctor",
    "axb train mlp:hidden=64,32 people.csv:target=age",
    "axb train mlp spiral --optimizer sgd:momentum=0.9 --learning-rate 0.1",
    "axb train net.py:my_model digits",
)
def train(
    model: ModelArgument,
    data: DataArgument,
    epochs: EpochsOption = None,
    seconds: Annotated[float | None, option("--seconds", "cli.opt_seconds", "X", real)] = None,
    batch_size: BatchSizeOption = None,
    learning_rate: LearningRateOption = None,
    optimizer: OptimizerOption = None,
    seed: Annotated[int, option("--seed", "cli.opt_seed", "N", whole)] = 0,
    name: Annotated[str | None, option("--name", "cli.opt_name", "NAME")] = None,
    validation: ValidationOption = 0.1,
    precision: Annotated[str, option("--precision", "cli.opt_precision", "KIND")] = "auto",
    watch: Annotated[bool, typer.Option("--watch", help="cli_figures.opt_watch")] = False,
    doctor: Annotated[bool, typer.Option("--doctor", help="cli_doctor.opt_doctor")] = False,
    page: PageOption = None,
    no_page: NoPageOption = False,
    quiet: QuietOption = False,
) -> None:
    check_page(page)
    from axb import jobs

    job = jobs.Job(
        model,
        data,
        epochs,
        batch_size,
        learning_rate,
        optimizer,
        seed,
        validation,
        precision,
        seconds=seconds,
        watch=watch or doctor,
    )
    ready = jobs.prepare(job)
    callbacks = jobs.doctors(ready.model, 0 if quiet else 1) if doctor else []
    _carry_out(ready, name or jobs.free_name(job.stem()), page, no_page, quiet, callbacks)


@command("resume", "cli.resume", "axb resume cnn-fashion-mini-1")
def resume(
    run: RunArgument,
    page: PageOption = None,
    no_page: NoPageOption = False,
    quiet: QuietOption = False,
) -> None:
    check_page(page)
    from axb import jobs
    from axb.runs import Store

    with Store() as store:
        one = store.open(run)
        job, name = jobs.job_of(one.config, one.name), one.name
    _carry_out(jobs.prepare(job), name, page, no_page, quiet)


def _carry_out(
    ready: "Prepared",
    name: str,
    page: Path | None,
    no_page: bool,
    quiet: bool,
    callbacks: "Sequence[Callback]" = (),
) -> None:
    """What was chosen, the training itself, what came of it."""
    from axb import jobs
    from axb.cli import report

    if not quiet:
        report.chosen(ready, name)
    try:
        outcome = jobs.carry_out(ready, name, verbose=0 if quiet else 1, callbacks=callbacks)
    except KeyboardInterrupt:
        if not _ended_in_order(name):
            complain(say("cli.interrupted_run", name=name))
        raise typer.Exit(INTERRUPTED) from None
    report.outcome(outcome, page, no_page, quiet)


def _ended_in_order(name: str) -> bool:
    """Whether the training itself has saved where it was, and said so."""
    from axb.runs import Store

    with Store() as store:
        run = store.named(name)
        latest = run.latest_checkpoint() if run else None
    return latest is not None and latest.reason == "interrupted"
