"""`axb evaluate RUN [DATA]`: how well a trained model does, in numbers that say what they mean."""

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.numbers import whole
from axb.cli.options import JsonOption, RunArgument, option
from axb.cli.screen import print_json, show_share, show_table, tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.evaluating_on import OnData
    from axb.views.measures import Row


@command(
    "evaluate",
    "cli_evaluate.evaluate",
    "axb evaluate cnn-fashion-mini-1",
    "axb evaluate vae-fashion-mini-1 --count 2000",
    "axb evaluate dcgan-fashion-mnist-1 --seed 1 --json",
    "axb evaluate cnn-pets-1 pictures/other",
    "axb evaluate mlp-people-1 more.csv --csv",
)
def evaluate(
    run: RunArgument,
    data: Annotated[str | None, typer.Argument(metavar="DATA", help="evaluating.opt_data")] = None,
    count: Annotated[int | None, option("--count", "cli_evaluate.opt_count", "N", whole)] = None,
    seed: Annotated[int | None, option("--seed", "cli_evaluate.opt_seed", "N", whole)] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="evaluating.opt_csv")] = False,
) -> None:
    if as_json and as_csv:
        raise InputError("evaluating.json_or_csv")
    if data is not None:
        if count is not None or seed is not None:
            raise InputError("evaluating.for_samples")
        _on_data(run, data, as_json, as_csv)
        return
    from axb.data.ranges import whole as within
    from axb.jobs.evaluating import evaluate as evaluated
    from axb.views.measures import about, rows

    many = within("--count", MOST_WANTED if count is None else count, FEWEST, MOST)
    first = within("--seed", 0 if seed is None else seed, 0, 2**31 - 1)
    try:
        found = evaluated(run, many, first, lambda share: show_share(round(100 * share), 100))
    finally:
        show_share(0, 0)
    if as_json:
        print_json(found)
    elif as_csv:
        _print_csv(("measure", "value", "beside"), [(one.name, one.value, one.beside) for one in rows(found)])
    else:
        if found["generated"]:
            tell([("", about(found["generated"]))])
            print()
        show(rows(found))


def _on_data(run: str, spec: str, as_json: bool, as_csv: bool) -> None:
    """A classifier or a regressor on data that it did not learn from."""
    from axb.jobs.evaluating_on import evaluate_on

    found = evaluate_on(run, spec)
    if as_json:
        print_json(found.document())
    elif as_csv:
        _print_csv(("measure", "class", "value"), _tidy(found.document()))
    else:
        _show_on(found)


def _show_on(found: "OnData") -> None:
    """A sentence, of a classifier a row for each class, and what was left out."""
    from axb.views.scores import class_scores

    said: dict[str, object] = {"name": found.run, "data": found.data, "count": f"{found.count:,}"}
    if found.numbers is not None:
        one = found.numbers
        said |= {"mae": f"{one.mae:.4g}", "rmse": f"{one.rmse:.4g}"}
        r2 = "-" if one.r2 is None else f"{one.r2:.3f}"
        tell([("", say("evaluating.headline_numbers", target=found.target or "y", r2=r2, **said))])
    elif found.confusion is not None and found.calibration is not None:
        said |= {"right": f"{found.accuracy:.1%}", "loss": f"{found.loss:.4g}"}
        tell([("", say("evaluating.headline_classes", error=f"{found.calibration.error:.1%}", **said))])
        print()
        scores = zip(found.labels, class_scores(found.confusion), strict=True)
        rows = [
            [label, *map(_share, (one.precision, one.recall, one.f1)), f"{one.examples:,}"]
            for label, one in scores
        ]
        heads = [say(f"views.column_{key}") for key in ("class", "precision", "recall", "f1", "count")]
        show_table(heads, rows, right=(1, 2, 3, 4))
    for note in found.notes:
        tell([(say("cli.note_word"), note)])


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _tidy(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """A row for each number: what it is, of which class ("": of all), its value."""
    whole = [(name, "", _text(value)) for name, value in document.items() if isinstance(value, int | float)]
    each = [
        (name, one["class"], _text(value))
        for one in document.get("classes", ())
        for name, value in one.items()
        if name != "class"
    ]
    return [*whole, *each]


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _print_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows([heads, *rows])


MOST_WANTED = 10_000  # samples, unless told otherwise
FEWEST, MOST = 10, 100_000  # samples


def show(rows: "list[Row]") -> None:
    """The numbers as a table, then what each means."""
    heads = [say(f"measures.column_{key}") for key in ("measure", "value", "beside", "better")]
    show_table(heads, [[row.name, row.value, row.beside, row.better] for row in rows])
    print(f"\n{say('measures.column_means')}")
    tell([(row.name, row.meaning) for row in rows])
