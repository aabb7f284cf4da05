"""`axb race MODEL DATA --vary ...`: settings against each other, and what may be concluded."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.compare import check_target, write
from axb.cli.endings import INTERRUPTED
from axb.cli.numbers import real, whole
from axb.cli.screen import Unbroken, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.jobs.racing import Race


def _option(name: str, meaning: str, metavar: str | None = None, parser: Any = None) -> Any:
    return typer.Option(name, metavar=metavar, help=meaning, parser=parser)


@command(
    "race",
    "race.command",
    "axb race mlp digits --vary learning_rate=1e-4..1",
    "axb race mlp digits --vary optimizer=adam,rmsprop,momentum --seeds 8",
    "axb race cnn fashion-mini --vary learning_rate=1e-4..0.1 --epochs 2",
    "axb race mlp spiral --vary 'hidden=8|16|16,16' --out standing.html",
)
def race(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="cli.arg_model")],
    data: Annotated[str, typer.Argument(metavar="DATA", help="cli.arg_data")],
    vary: Annotated[list[str] | None, _option("--vary", "race.opt_vary", "NAME=VALUES")] = None,
    seeds: Annotated[int, _option("--seeds", "race.opt_seeds", "N", whole)] = 5,
    epochs: Annotated[int | None, _option("--epochs", "cli.opt_epochs", "N", whole)] = None,
    batch_size: Annotated[int | None, _option("--batch-size", "cli.opt_batch_size", "N", whole)] = None,
    learning_rate: Annotated[
        float | None, _option("--learning-rate", "cli.opt_learning_rate", "X", real)
    ] = None,
    optimizer: Annotated[str | None, _option("--optimizer", "cli.opt_optimizer", "NAME")] = None,
    seed: Annotated[int, _option("--seed", "cli.opt_seed", "N", whole)] = 0,
    validation: Annotated[float, _option("--validation", "cli.opt_validation", "SHARE", real)] = 0.1,
    name: Annotated[str | None, _option("--name", "race.opt_name", "NAME")] = None,
    out: Annotated[Path | None, _option("--out", "race.opt_out", "FILE")] = None,
    quiet: Annotated[bool, _option("--quiet", "cli.opt_quiet")] = False,
) -> None:
    check_target(out)
    from axb.jobs import Job, racing
    from axb.races.domains import read_vary

    job = Job(model, data, epochs, batch_size, learning_rate, optimizer, seed, validation)
    line = _Line(quiet)
    try:
        found = racing.race(
            job, vary=dict(map(read_vary, vary or [])), seeds=seeds, name=name, tell=line.tell
        )
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    finally:
        line.end()
    _report(found, out, quiet)


class _Line:
    """One moving line on a terminal: what is done, how long it may still take."""

    def __init__(self, quiet: bool) -> None:
        self.begin, self.shown = time.monotonic(), not quiet and sys.stderr.isatty()

    def tell(self, name: str, part: float) -> None:
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
    count = found.scores.size
    rows.append((say("race.how_word"), say("race.how", together=found.together, count=count)))
    if out is not None:
        from axb.views.race import standing

        write(standing(raced(found)), out)
        rows.append((say("cli.page"), Unbroken(out.absolute())))
    tell(rows)


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
