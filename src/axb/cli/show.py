"""`axb show RUN`: what there is to say about a run, and its page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.options import JsonOption, RunArgument
from axb.cli.screen import Unbroken, print_json, tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run

PAGE = "page.html"


@command(
    "show",
    "cli.show",
    "axb show cnn-fashion-mini-1",
    "axb show cnn-fashion-mini-1 --page report.html",
    "axb show cnn-fashion-mini-1 --json",
)
def show(
    run: RunArgument,
    page: Annotated[Path | None, typer.Option("--page", metavar="FILE", help="cli.opt_page")] = None,
    as_json: JsonOption = False,
) -> None:
    from axb.runs import Store
    from axb.views.facts import fact_label, facts

    check_page(page)
    with Store() as store:
        one = store.open(run)
        if as_json:
            print_json(about(one))
            return
        rows = [(fact_label(key), text) for key, text in facts(one).items()]
        tell([*rows, (say("cli.page"), Unbroken(put_page(one, page)))])


def about(run: "Run", metric: str | None = None) -> dict[str, Any]:
    """For programs: what a list says of it, what was asked for, what the test gave; each epoch's `metric`, as steps and
    values, where one is named."""
    from axb.cli.runs import Known, told
    from axb.jobs.measuring import results
    from axb.views.facts import TOTALS, job
    from axb.views.listing import listed

    known = {"job": job(run), "test": results(run), "totals": run.json(TOTALS), "seed": run.seed}
    document = {**told(Known(run, listed(run))), **known, "versions": run.versions, "machine": run.machine}
    if metric is None:
        return document
    series = {name: run.series(name) for name in (f"epoch/{metric}", f"epoch/val_{metric}")}
    return {**document, "series": {name: [x.tolist(), y.tolist()] for name, (x, y) in series.items()}}


def check_page(path: Path | None) -> None:
    """Refuse, before anything is done, a place for a page that is no HTML file or in no folder."""
    if path is None:
        return
    if path.suffix.lower() not in (".html", ".htm"):
        raise InputError("cli.page_suffix", path=path)
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise InputError("jobs.no_folder", path=path)


def put_page(run: "Run", path: Path | None) -> Path:
    """Write the run's page to `path`, or into its own folder; returns where it is."""
    from axb.views import write_page

    target = (path or run.folder / PAGE).absolute()
    try:
        run.folder.mkdir(parents=True, exist_ok=True)
        write_page(run, target)
    except OSError as error:
        raise InputError("training.cannot_write", path=target, problem=error.strerror or error) from error
    return target
