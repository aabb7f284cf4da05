"""`axb report RUN...`: one or several runs as one file to hand on."""

from pathlib import Path
from typing import Annotated

import typer

from axb.cli.commands import command
from axb.cli.figure import put
from axb.cli.known import runs as known_runs
from axb.cli.options import argument
from axb.cli.show import check_page
from axb.words import InputError

PAGE = "report.html"


@command(
    "report",
    "views_report.report",
    "axb report cnn-fashion-mini-1 --out report.html",
    "axb report mlp-fashion-mini-1 cnn-fashion-mini-1 --out both.html",
    "axb report cnn-fashion-mini-1 --out report.ja.html --lang ja",
)
def report(
    runs: Annotated[list[str], argument("RUNS", "runs_bin.arg_runs", known_runs)],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="views_report.opt_out")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.runs import Store
    from axb.views.report import report as written

    check_page(out)
    if out is not None and out.exists() and not force:
        raise InputError("jobs.already_there", path=out.absolute())
    with Store() as store:
        opened = [store.open(name) for name in runs]
        text = written(opened)
        opened[0].folder.mkdir(parents=True, exist_ok=True)
        put((out or opened[0].folder / PAGE).absolute(), text.encode())
