"""What several commands are asked: the words of a job, and how much they say."""

from pathlib import Path
from typing import Annotated, Any

import typer

from axb.cli.numbers import real, whole


def option(name: str, meaning: str, metavar: str | None = None, parser: Any = None) -> Any:
    """An option whose help is the sentence of the key `meaning`."""
    return typer.Option(name, metavar=metavar, help=meaning, parser=parser)


ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="cli.arg_model")]
DataArgument = Annotated[str, typer.Argument(metavar="DATA", help="cli.arg_data")]
EpochsOption = Annotated[int | None, option("--epochs", "cli.opt_epochs", "N", whole)]
BatchSizeOption = Annotated[int | None, option("--batch-size", "cli.opt_batch_size", "N", whole)]
LearningRateOption = Annotated[float | None, option("--learning-rate", "cli.opt_learning_rate", "X", real)]
OptimizerOption = Annotated[str | None, option("--optimizer", "cli.opt_optimizer", "NAME")]
ValidationOption = Annotated[float, option("--validation", "cli.opt_validation", "SHARE", real)]
PageOption = Annotated[Path | None, option("--page", "cli.opt_page", "FILE")]
NoPageOption = Annotated[bool, option("--no-page", "cli.opt_no_page")]
QuietOption = Annotated[bool, option("--quiet", "cli.opt_quiet")]
