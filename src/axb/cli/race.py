"""`axb race MODEL DATA --vary ...`: settings against each other, and what may be concluded."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.compare import check_target, write
from axb.cli.endings import INTERRUPTED, complain
from axb.cli.numbers import whole
from axb.cli.options import (
    BatchSizeOption,
    DataArgument,
    EpochsOption,
    LearningRateOption,
    ModelArgument,
    OptimizerOption,
    QuietOption,
    ValidationOption,
    option,
)
from axb.cli.screen import Unbroken, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.jobs.racing import Race


@command(
    "race",
    "race.command",
    "axb race mlp digits --vary learning_rate=1e-4..1",
    "axb race mlp digits --vary optimizer=adam,rmsprop,momentum --seeds 8",
    "axb race cnn fashion-mini --vary learning_rate=1e-4..0.1 --epochs 2",
    "axb race mlp spiral --vary 'hidden=8|16|16,16' --out standing.html",
    "axb race mlp digits --vary optimizer=sgd,adam --curves curves.png",
)
def race(
    model: ModelArgument,
    data: DataArgument,
    vary: Annotated[list[str] | None, option("--vary", "race.opt_vary", "NAME=VALUES")] = None,
    seeds: Annotated[int, option("--seeds", "race.opt_seeds", "N", whole)] = 5,
    epochs: EpochsOption = None,
    batch_size: BatchSizeOption = None,
    learning_rate: LearningRateOption = None,
    optimizer: OptimizerOption = None,
    seed: Annotated[int, option("--seed", "cli.opt_seed", "N", whole)] = 0,
    validation: ValidationOption = 0.1,
    name: Annotated[str | None, option("--name", "race.opt_name", "NAME")] = None,
    out: Annotated[Path | None, option("--out", "race.opt_out", "FILE")] = None,
    curves: Annotated[Path | None, option("--curves", "race.opt_curves", "FILE")] = None,
    quiet: QuietOption = False,
) -> None:
    check_target(out)
    check_target(curves)
    from axb.jobs import Job, racing
    from axb.races.domains import read_vary

    job = Job(model, data, epochs, batch_size, learning_rate, optimizer, seed, validation)
    line = _Line(quiet)
    try:
        found = racing.race(
            job, vary=dict(map(read_vary, vary or [])), seeds=seeds, name=name, tell=line.tell
        )
    except KeyboardInterrupt:
        line.end()
        if line.name:
            complain(say("race.interrupted", name=line.name))
        raise typer.Exit(INTERRUPTED) from None
    finally:
        line.end()
    _report(found, out, quiet)
    if curves is not None:
        _draw_curves(found.plan.name, curves)


class _Line:
    """One moving line on a terminal: what is done, how long it may still take."""

    def __init__(self, quiet: bool) -> None:
        self.begin, self.shown = time.monotonic(), not quiet and sys.stderr.isatty()
        self.name = ""

    def tell(self, name: str, part: float) -> None:
        self.name = name
        if self.shown:
            gone = time.monotonic() - self.begin
            left = f"{gone / part - gone:.0f} s" if part > 0.02 else "…"
            print(f"\r\x1b[K{name}  {part:.0%}  {left}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _report(found: "Race", out: Path | None, quiet: bool) -> None:
    from axb.jobs.racing.verdict import method, raced, verdict

    if not quiet:
        _table(found)
        print()
    rows = [(say("race.verdict_word"), verdict(found))]
    if tested := method(found):
        rows.append((say("race.test_word"), tested))
    apart = found.scores.size - found.together
    rows.append((say("race.how_word"), say("race.how", together=found.together, apart=apart)))
    if out is not None:
        from axb.views.race import standing

        write(standing(raced(found)), out)
        rows.append((say("cli.page"), Unbroken(out.absolute())))
    tell(rows)


def _draw_curves(name: str, path: Path) -> None:
    from axb.jobs.racing.drawing import lanes
    from axb.jobs.racing.results import results
    from axb.views.race_curves import race_curves

    write(race_curves(lanes(results(name))), path)
    tell([(say("race.curves_word"), Unbroken(path.absolute()))])


def _table(found: "Race") -> None:
    """Best first: mean, the span over seeds, what may be said of it, the runs."""
    from axb.jobs.racing.verdict import raced, shown

    standing, drawn = found.standing, raced(found)
    rows = []
    for one in standing.order:
        scores = found.scores[one]
        span = f"{shown(found, scores.min())} … {shown(found, scores.max())}" if scores.size > 1 else ""
        place = "winner" if one == standing.winner else "level" if one in standing.level else "behind"
        known = (
            say(f"views_race.{place}")
            if standing.freedom and one in (*standing.level, *standing.behind)
            else ""
        )
        rows.append(
            [found.plan.label(one), shown(found, standing.means[one]), span, known, found.runs(one)[0]]
        )
    heads = [say("race.column_setting"), drawn.metric, say("race.column_spread"), "", say("race.column_runs")]
    show_table(heads, rows, right=(1,))
