"""`axb evaluate RUN`: how well a trained model does, in numbers that say what they mean."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.numbers import whole
from axb.cli.options import option
from axb.cli.screen import show_share, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.views.measures import Row


@command(
    "evaluate",
    "cli_evaluate.evaluate",
    "axb evaluate cnn-fashion-mini-1",
    "axb evaluate vae-fashion-mini-1 --count 2000",
    "axb evaluate dcgan-fashion-mnist-1 --seed 1 --json",
)
def evaluate(
    run: Annotated[str, typer.Argument(metavar="RUN", help="cli.arg_run")],
    count: Annotated[int, option("--count", "cli_evaluate.opt_count", "N", whole)] = 10_000,
    seed: Annotated[int, option("--seed", "cli_evaluate.opt_seed", "N", whole)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="cli_evaluate.opt_json")] = False,
) -> None:
    from axb.data.ranges import whole as within
    from axb.jobs.evaluating import evaluate as evaluated
    from axb.views.measures import about, rows

    many, first = within("--count", count, FEWEST, MOST), within("--seed", seed, 0, 2**31 - 1)
    try:
        found = evaluated(run, many, first, lambda share: show_share(round(100 * share), 100))
    finally:
        show_share(0, 0)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if found["generated"]:
        tell([("", about(found["generated"]))])
        print()
    show(rows(found))


FEWEST, MOST = 10, 100_000  # samples


def show(rows: "list[Row]") -> None:
    """The numbers as a table, then what each means."""
    heads = [say(f"measures.column_{key}") for key in ("measure", "value", "beside", "better")]
    show_table(heads, [[row.name, row.value, row.beside, row.better] for row in rows])
    print(f"\n{say('measures.column_means')}")
    tell([(row.name, row.meaning) for row in rows])
