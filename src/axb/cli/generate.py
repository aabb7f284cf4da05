"""`axb generate RUN`: new examples of a trained model, as files."""

from pathlib import Path
from typing import Annotated

import typer

from axb.cli.commands import command
from axb.cli.numbers import real, whole
from axb.cli.options import RunArgument, option
from axb.cli.screen import Unbroken, tell
from axb.words import say


@command(
    "generate",
    "cli_generate.generate",
    "axb generate vae-fashion-mini-1",
    "axb generate vae-digits-1 --count 99 --seed 7 --temperature 0.8 --out more.png",
    "axb generate gan-fashion-mini-1 --class Sandal --out sandals",
    "axb generate gan-spiral-1 --count 5000 --out points.csv",
)
def generate(
    run: RunArgument,
    count: Annotated[int | None, option("--count", "cli_generate.opt_count", "N", whole)] = None,
    seed: Annotated[int, option("--seed", "cli_generate.opt_seed", "N", whole)] = 0,
    temperature: Annotated[float, option("--temperature", "cli_generate.opt_temperature", "T", real)] = 1.0,
    label: Annotated[str | None, option("--class", "cli_generate.opt_class", "NAME")] = None,
    out: Annotated[Path | None, option("--out", "cli_generate.opt_out", "FILE")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb import jobs

    path = jobs.generate(run, out, count, seed, temperature, label, force)
    tell([(say("cli.written"), Unbroken(path))])
