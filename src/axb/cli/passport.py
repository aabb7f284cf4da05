"""`axb passport RUN` and `axb replay PASSPORT`: how a result came about, and whether it comes again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.options import QuietOption, RunArgument, option
from axb.cli.screen import Unbroken, tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.replaying import Replay

OTHERWISE = 1  # the exit status where weights or scores do not agree


@command(
    "passport",
    "passport.passport",
    "axb passport cnn-fashion-mini-1 --out cnn.passport.json",
    "axb passport cnn-fashion-mini-1",
)
def passport(
    run: RunArgument,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="passport.opt_out")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.data.folders import named
    from axb.jobs.passport import passport as issued
    from axb.runs.files import write_whole

    text = issued(run).to_json()
    if out is None:
        print(text)
        return
    target = named(out).absolute()
    if not target.parent.is_dir() or target.is_dir():
        raise InputError("jobs.no_folder", path=target)
    if target.exists() and not force:
        raise InputError("jobs.already_there", path=target)
    try:
        write_whole(target, text.encode())
    except OSError as error:
        raise InputError("training.cannot_write", path=target, problem=error.strerror or error) from error
    tell([(say("cli.written"), Unbroken(target))])


@command(
    "replay",
    "passport.replay",
    "axb replay cnn.passport.json",
    "axb replay people.passport.json --data here/people.csv:target=age",
)
def replay(
    file: Annotated[Path, typer.Argument(metavar="PASSPORT", help="passport.arg_file")],
    data: Annotated[str | None, option("--data", "passport.opt_data", "DATA")] = None,
    name: Annotated[str | None, option("--name", "passport.opt_name", "NAME")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="passport.opt_trust")] = False,
    quiet: QuietOption = False,
) -> None:
    from axb.jobs.replaying import replay as again

    came = again(file, data=data, name=name, trust=trust, verbose=0 if quiet else 1)
    _tell(came)
    if not came.agrees:
        raise typer.Exit(OTHERWISE)


def _tell(came: "Replay") -> None:
    rows = [(say("passport.result"), came.run), (say("passport.weights"), _weights(came))]
    rows += [(name, _score(*pair)) for name, pair in came.scores.items()]
    if not came.agrees:
        reasons = came.reasons or (say("passport.no_reason"),)
        rows += [(say("passport.why") if number == 0 else "", one) for number, one in enumerate(reasons)]
    tell(rows)


def _weights(came: "Replay") -> str:
    if came.equal == came.count:
        return say("passport.weights_equal", count=came.count)
    apart = "-" if came.apart is None else f"{100 * came.apart:.2g}%"
    return say("passport.weights_differ", equal=came.equal, count=came.count, apart=apart)


def _score(before: float | None, now: float | None) -> str:
    shown = ["-" if one is None else f"{one:.6g}" for one in (before, now)]
    if before == now:
        return say("passport.score_equal", now=shown[1])
    return say("passport.score", before=shown[0], now=shown[1])
