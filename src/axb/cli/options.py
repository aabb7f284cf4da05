"""What several commands are asked: the words of a job, and how much they say."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from axb.cli.known import data, models, optimizers, runs
from axb.cli.numbers import real, whole


def option(
    name: str,
    meaning: str,
    metavar: str | None = None,
    parser: Any = None,
    known: Callable[[str], list[str]] | None = None,
) -> Any:
    """An option whose help is the sentence of the key `meaning`; a shell completes its value from what is `known`."""
    return typer.Option(name, metavar=metavar, help=meaning, parser=parser, autocompletion=known)


def argument(name: str, meaning: str, known: Callable[[str], list[str]]) -> Any:
    """An argument, its meaning a key as well, that a shell completes from what is `known`."""
    return typer.Argument(metavar=name, help=meaning, autocompletion=known)


RunArgument = Annotated[str, argument("RUN", "cli.arg_run", runs)]
ModelArgument = Annotated[str, argument("MODEL", "cli.arg_model", models)]
DataArgument = Annotated[str, argument("DATA", "cli.arg_data", data)]
JsonOption = Annotated[bool, typer.Option("--json", help="cli.opt_json")]
EpochsOption = Annotated[int | None, option("--epochs", "cli.opt_epochs", "N", whole)]
BatchSizeOption = Annotated[int | None, option("--batch-size", "cli.opt_batch_size", "N", whole)]
LearningRateOption = Annotated[float | None, option("--learning-rate", "cli.opt_learning_rate", "X", real)]
OptimizerOption = Annotated[str | None, option("--optimizer", "cli.opt_optimizer", "NAME", known=optimizers)]
ValidationOption = Annotated[float, option("--validation", "cli.opt_validation", "SHARE", real)]
PageOption = Annotated[Path | None, option("--page", "cli.opt_page", "FILE")]
NoPageOption = Annotated[bool, option("--no-page", "cli.opt_no_page")]
QuietOption = Annotated[bool, option("--quiet", "cli.opt_quiet")]
