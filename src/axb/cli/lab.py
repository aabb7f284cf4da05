"""`axb lab`: the experiments of the lecture, each with a preset for a class: a table, a figure, what follows."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.endings import INTERRUPTED, complain
from axb.cli.figure import put
from axb.cli.known import labs
from axb.cli.options import JsonOption, QuietOption, argument, option
from axb.cli.screen import print_json, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.experiment import Piece
    from axb.labs.finding import Finding


@command(
    "lab",
    "cli_lab.lab",
    "axb lab",
    "axb lab vanishing",
    "axb lab vanishing --preset full --out vanishing.png",
    "axb lab vanishing:recipes=plain+skip,depths=3-10-20,data=digits",
    "axb lab vanishing --json",
)
def lab(
    name: Annotated[str | None, argument("NAME", "cli_lab.arg_name", labs)] = None,
    preset: Annotated[str, option("--preset", "cli_lab.opt_preset", "class|full")] = "class",
    out: Annotated[Path | None, option("--out", "cli_lab.opt_out", "FILE")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="cli_figures.opt_dark")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    if name is None:
        _list(as_json)
        return
    from axb.labs.catalogue import asked
    from axb.views.film import checked_path

    path = None if out is None else checked_path(out, (".png",), force)
    if path is not None:
        checked_path(path.with_suffix(".csv"), (".csv",), force)
    experiment, plan = asked(name, preset)
    line = _Line(quiet)
    try:
        found = experiment.run(plan, line.tell)
    except KeyboardInterrupt:
        line.end()
        complain(say("cli_lab.interrupted"))
        raise typer.Exit(INTERRUPTED) from None
    finally:
        line.end()
    target = path or experiment.folder(plan) / f"{experiment.name}.png"
    if as_json:
        print_json({"columns": found.heads, "rows": found.rows, "says": found.says})
    else:
        _show(found)
    _write(found, target, dark, as_json)


def _list(as_json: bool) -> None:
    """Every lab: those that run here, and those that are looked at live."""
    from axb.labs.catalogue import EXPERIMENTS, LABS

    if as_json:
        names = [*EXPERIMENTS, *(name for name in LABS if name not in EXPERIMENTS)]
        print_json([
            {"name": name, "about": say(f"cli_lab.about_{name}"), "runs_here": name in EXPERIMENTS} for name in names
        ])  # fmt: skip
        return
    tell([(name, say(f"cli_lab.about_{name}")) for name in EXPERIMENTS])
    print()
    tell([("", say("cli_lab.live"))])
    tell([(f"  {name}", say(f"cli_lab.about_{name}")) for name in LABS if name not in EXPERIMENTS])


def _show(found: "Finding") -> None:
    show_table(found.heads, found.rows)
    print()
    tell([("", found.says)])
    print()


def _write(found: "Finding", path: Path, dark: bool, silent: bool) -> None:
    from axb.views.paint import paint_side_by_side
    from axb.views.pictures import png

    put(path, png(paint_side_by_side(found.scenes, 1920, 1080, "dark" if dark else "light")), silent)
    put(path.with_suffix(".csv"), found.csv.encode(), silent)


class _Line:
    """How far it is, on one line, where there is a terminal."""

    def __init__(self, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()

    def tell(self, done: float, now: "Piece[Any]") -> None:
        if self.shown:
            from axb.training.callbacks.progress import bar, fitted

            room = shutil.get_terminal_size().columns - 1
            print(
                f"\r\x1b[K{fitted(f'{bar(done, 24)} {done:4.0%}  {now.title}', room)}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def end(self) -> None:
        """Leave the line."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
