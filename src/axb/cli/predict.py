"""`axb predict RUN WHAT`: what a trained run says to files of one's own, or how strange they are to it."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.numbers import whole
from axb.cli.options import JsonOption, RunArgument
from axb.cli.screen import Unbroken, show_table, tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.telling_files import Said

ENDINGS = (".csv", ".json")


@command(
    "predict",
    "cli_predict.predict",
    "axb predict cnn-fashion-mini-1 shoe.jpg",
    "axb predict cnn-fashion-mini-1 1 2 3",
    "axb predict cnn-pets-1 pictures/new --out new.csv",
    "axb predict mlp-people-1 more.csv --json",
    "axb predict vae-pets-1 pictures/strange",
)
def predict(
    run: RunArgument,
    what: Annotated[list[str], typer.Argument(metavar="WHAT", help="cli_predict.arg_what")],
    label: Annotated[
        int | None, typer.Option("--class", metavar="N", help="cli_walk.opt_class", parser=whole)
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="cli_predict.opt_out")] = None,
    as_json: JsonOption = False,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.cli.figure import put
    from axb.jobs.telling_files import said_to
    from axb.views.film import checked_path

    path = None if out is None else checked_path(out, ENDINGS, force)
    said = list(said_to(run, what, label))
    if not said:
        raise InputError("cli_predict.nothing", what=", ".join(what))
    if path is not None:
        text = _csv(said) if path.suffix.lower() == ".csv" else _json(said)
        put(path, text.encode())
    elif as_json:
        print(_json(said))
    else:
        _show(said)
    if all(one.problem for one in said):
        raise typer.Exit(2)


def _json(said: "Iterable[Said]") -> str:
    return json.dumps([vars(one) for one in said], ensure_ascii=False, indent=2)


def _csv(said: "Sequence[Said]") -> str:
    """A row each; a column for every class."""
    names = list(dict.fromkeys(name for one in said for name in one.each))
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["name", "answer", *names, "really", "problem"])
    for one in said:
        each = [f"{one.each[name]:.6g}" if name in one.each else "" for name in names]
        writer.writerow([one.name, one.answer, *each, one.really, one.problem])
    return file.getvalue()


def _show(said: "Sequence[Said]") -> None:
    good = [one for one in said if not one.problem]
    if good:
        strange, known = "stranger" in good[0].each, any(one.really for one in good)
        keys = ("file", "strange", "stranger") if strange else ("file", "answer", "sure", "else")
        heads = [say(f"cli_predict.column_{key}") for key in (*keys, *(["really"] if known else []))]
        show_table(heads, [[*_row(one), *([one.really] if known else [])] for one in good], right=(2,))
    tell([(say("cli.note_word"), Unbroken(f"{one.name}: {one.problem}")) for one in said if one.problem])


def _row(one: "Said") -> list[str]:
    """The file, the answer, how sure it is, and the runner-up; of what is strange, how many are as strange."""
    if "stranger" in one.each:
        return [one.name, one.answer, f"{one.each['stranger']:.1%}"]
    ranked = sorted(one.each.items(), key=lambda pair: -pair[1])
    sure = f"{ranked[0][1]:.1%}" if ranked else ""
    second = f"{ranked[1][0]} {ranked[1][1]:.1%}" if len(ranked) > 1 else ""
    return [one.name, one.answer, sure, second]
