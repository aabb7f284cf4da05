"""`axb compare RUN RUN ...`: several runs beside one another, as a table or as one figure."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.known import runs as known_runs
from axb.cli.options import JsonOption, argument
from axb.cli.screen import Unbroken, print_json, show_table, tell
from axb.cli.show import about
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from axb.runs import Run

SHOWN = (
    "model",
    "data",
    "epochs",
    "parameters",
    "seconds",
    "best_val_accuracy",
    "test_accuracy",
    "test_error",
)


@command(
    "compare",
    "runs_bin.compare",
    "axb compare mlp-digits-1 mlp-digits-2",
    "axb compare mlp-digits-1 mlp-digits-2 --metric loss --out curves.html",
    "axb compare mlp-digits-1 mlp-digits-2 --out curves.png",
    "axb compare mlp-digits-1 mlp-digits-2 --json",
)
def compare(
    runs: Annotated[list[str], argument("RUNS", "runs_bin.arg_runs", known_runs)],
    metric: Annotated[
        str | None, typer.Option("--metric", metavar="NAME", help="runs_bin.opt_metric")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="runs_bin.opt_out")] = None,
    as_json: JsonOption = False,
) -> None:
    from axb.runs import Store

    check_target(out)
    with Store() as store:
        opened = [store.open(name) for name in runs]
        if as_json:
            print_json([about(run, metric) for run in opened])
        elif out is None:
            _show(opened)
        if out is None:
            return
        from axb.views.compare import compare as figure_of

        write(figure_of(opened, metric), out)
        if not as_json:
            tell([(say("cli.written"), Unbroken(out.absolute()))])


def _show(runs: "list[Run]") -> None:
    """A row for each fact that any of them has, a column for each run."""
    from axb.views.facts import fact_label, facts

    known = [facts(run) for run in runs]
    keys = [key for key in SHOWN if any(key in one for one in known)]
    rows = [[fact_label(key), *(one.get(key, "-") for one in known)] for key in keys]
    show_table(["", *(run.name for run in runs)], rows)


def check_target(path: Path | None) -> None:
    """Refuse, before anything is done, a place for a figure that is neither HTML nor PNG, or in no folder."""
    if path is None:
        return
    if path.suffix.lower() not in (".html", ".png"):
        raise InputError("runs_bin.picture_suffix", path=path)
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise InputError("jobs.no_folder", path=path)


def write(figure: "go.Figure", path: Path) -> None:
    """The figure as a page or a slide, by the file's name."""
    from axb.runs.files import write_whole
    from axb.views.plotly_script import figure_page
    from axb.views.slide import slide

    data = figure_page(figure).encode() if path.suffix.lower() == ".html" else slide(figure)
    try:
        write_whole(path, data)
    except OSError as error:
        raise InputError("training.cannot_write", path=path, problem=error.strerror or error) from error
