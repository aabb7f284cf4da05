"""`axb race MODEL DATA --vary ...`: settings against each other, and what may be concluded."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.compare import check_target, write
from axb.cli.endings import INTERRUPTED, complain
from axb.cli.numbers import real, whole
from axb.cli.options import (
    BatchSizeOption,
    DataArgument,
    EpochsOption,
    JsonOption,
    LearningRateOption,
    ModelArgument,
    OptimizerOption,
    QuietOption,
    ValidationOption,
    option,
)
from axb.cli.screen import Row, Unbroken, print_json, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.jobs.racing import Race


@command(
    "race",
    "race.command",
    "axb race mlp digits --vary learning_rate=1e-4..1",
    "axb race mlp digits --vary optimizer=adam,rmsprop,momentum --seeds 8",
    "axb race cnn fashion-mini --vary learning_rate=1e-4..0.1 --epochs 2",
    "axb race mlp digits --vary 'hidden=32|512' --seconds 5",
    "axb race mlp digits --vary learning_rate=1e-5..1:27 --halving 3",
    "axb race mlp spiral --vary 'hidden=8|16|16,16' --out standing.html",
    "axb race mlp digits --vary optimizer=sgd,adam --curves curves.png",
    "axb race mlp digits --vary optimizer=sgd,adam --json",
)
def race(
    model: ModelArgument,
    data: DataArgument,
    vary: Annotated[list[str] | None, option("--vary", "race.opt_vary", "NAME=VALUES")] = None,
    seeds: Annotated[int, option("--seeds", "race.opt_seeds", "N", whole)] = 5,
    epochs: EpochsOption = None,
    seconds: Annotated[float | None, option("--seconds", "race.opt_seconds", "X", real)] = None,
    halving: Annotated[int | None, option("--halving", "race.opt_halving", "N", whole)] = None,
    batch_size: BatchSizeOption = None,
    learning_rate: LearningRateOption = None,
    optimizer: OptimizerOption = None,
    seed: Annotated[int, option("--seed", "cli.opt_seed", "N", whole)] = 0,
    validation: ValidationOption = 0.1,
    name: Annotated[str | None, option("--name", "race.opt_name", "NAME")] = None,
    out: Annotated[Path | None, option("--out", "race.opt_out", "FILE")] = None,
    curves: Annotated[Path | None, option("--curves", "race.opt_curves", "FILE")] = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    check_target(out)
    check_target(curves)
    from axb.jobs import Job, racing
    from axb.races.domains import read_vary

    job = Job(model, data, epochs, batch_size, learning_rate, optimizer, seed, validation, seconds=seconds)
    line = _Line(quiet)
    try:
        found = racing.race(
            job,
            vary=dict(map(read_vary, vary or [])),
            seeds=seeds,
            halving=halving,
            name=name,
            tell=line.tell,
        )
    except KeyboardInterrupt:
        line.end()
        if line.name:
            complain(say("race.interrupted", name=line.name))
        raise typer.Exit(INTERRUPTED) from None
    finally:
        line.end()
    rows = [*_verdict(found), *_drawn(found, out, curves)]
    if as_json:
        print_json(_document(found))
        return
    if not quiet:
        _table(found)
        print()
    tell(rows)


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


def _verdict(found: "Race") -> list[Row]:
    from axb.jobs.racing.verdict import how, method, verdict

    tested = method(found)
    return [
        (say("race.verdict_word"), verdict(found)),
        *([(say("race.test_word"), tested)] if tested else []),
        (say("race.how_word"), how(found)),
    ]


def _drawn(found: "Race", out: Path | None, curves: Path | None) -> list[Row]:
    """The standing and the curves, where they were asked for, and where they are now."""
    rows = list[Row]()
    if out is not None:
        from axb.jobs.racing.verdict import raced
        from axb.views.race import standing

        write(standing(raced(found)), out)
        rows.append((say("cli.page"), Unbroken(out.absolute())))
    if curves is not None:
        from axb.jobs.racing.drawing import lanes
        from axb.jobs.racing.reading import results
        from axb.views.race_curves import race_curves

        write(race_curves(lanes(results(found.plan.name))), curves)
        rows.append((say("race.curves_word"), Unbroken(curves.absolute())))
    return rows


def _document(found: "Race") -> dict[str, Any]:
    """For programs: the settings, best first, and what may be said of them."""
    from axb.jobs.racing.verdict import how, method, place, verdict

    settings = [
        {"setting": found.plan.label(one), "mean": float(found.means[one]), "scores": found.scores[one].tolist(),
         "steps": found.steps[one].tolist(), "place": place(found, one), "runs": found.runs(one)}
        for one in found.order
    ]  # fmt: skip
    return {
        "race": found.plan.name, "metric": found.metric, "higher_is_better": found.higher_is_better,
        "settings": settings, "verdict": verdict(found), "test": method(found), "how": how(found),
    }  # fmt: skip


def _table(found: "Race") -> None:
    """Best first: mean, the span over seeds, the steps where these are not the same, what may be said, the runs."""
    import numpy as np

    from axb.jobs.racing.verdict import place, raced, shown

    drawn = raced(found)
    rows, unequal = [], len(np.unique(found.steps)) > 1
    for one in found.order:
        scores = found.scores[one]
        span = f"{shown(found, scores.min())} … {shown(found, scores.max())}" if scores.size > 1 else ""
        steps = [f"{found.steps[one].mean():,.0f}"] if unequal else []
        rows.append([
            found.plan.label(one), shown(found, found.means[one]), span, *steps, place(found, one), found.runs(one)[0],
        ])  # fmt: skip
    steps = [say("race.column_steps")] if unequal else []
    heads = [say(f"race.column_{name}") for name in ("setting", "spread", "runs")]
    heads = [heads[0], drawn.metric, heads[1], *steps, "", heads[2]]
    show_table(heads, rows, right=(1, 3) if unequal else (1,))
