"""`axb data`: the data sets, or what is in one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.figure import put
from axb.cli.screen import show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.data import Dataset


@command(
    "data",
    "cli.data",
    "axb data",
    "axb data fashion-mini",
    "axb data spiral:classes=3",
    "axb data people.csv:target=age",
    "axb data signs.npz",
    "axb data pictures/pets --sheet pets.png",
)
def data(
    spec: Annotated[str | None, typer.Argument(metavar="DATA", help="cli.arg_data")] = None,
    sheet: Annotated[Path | None, typer.Option("--sheet", metavar="FILE", help="cli.opt_sheet")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.data import load, names
    from axb.views.film import checked_path

    if spec is None:
        own = {
            "FILE.csv:target=...": "cli.own_table",
            "FILE.npz": "cli.own_arrays",
            "FOLDER": "pictures.about",
        }
        tell([*names().items(), *((form, say(key)) for form, key in own.items())])
        return
    path = None if sheet is None else checked_path(sheet, (".png",), force)
    one = load(spec)
    tell(_facts(one))
    if one.task in ("binary", "multiclass"):
        heads = [say("cli.column_class"), say("cli.column_train"), say("cli.column_test")]
        show_table(heads, _counts(one), right=(1, 2))
    if path is not None:
        from axb.views.data_sheet import data_sheet
        from axb.views.pictures import png

        put(path, png(data_sheet(one)))


def _facts(one: "Dataset") -> list[tuple[str, str]]:
    from axb.cli.report import inputs

    asks = {"regression": "cli.asks_number", "unlabelled": "training.why_unlabelled"}.get(
        one.task, "cli.asks_class"
    )
    answer = say(asks, count=one.classes, name=one.target_name)
    sizes = {"train": f"{len(one.x_train):,}", "test": f"{len(one.x_test):,}"}
    rows = [
        (say("cli.data_word"), one.name),
        (say("cli.inputs_word"), f"{inputs(one)} ({one.x_train.dtype})"),
        (say("cli.answers_word"), answer),
        (say("cli.examples_word"), say("cli.two_parts", **sizes)),
        *[(say("cli.note_word"), note) for note in one.notes],
        (say("cli.source_word"), one.source),
        (say("cli.licence_word"), one.licence),
    ]
    return [(word, text) for word, text in rows if text]


def _counts(one: "Dataset") -> list[list[str]]:
    """For each class how many examples there are in both parts."""
    import numpy as np

    counts = [np.bincount(part, minlength=one.classes or 0) for part in (one.y_train, one.y_test)]
    return [
        [label, f"{train:,}", f"{test:,}"] for label, train, test in zip(one.labels(), *counts, strict=True)
    ]
