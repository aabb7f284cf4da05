"""`axb data`: the data sets, or what is in one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.figure import put
from axb.cli.known import data as known_data
from axb.cli.options import JsonOption, argument
from axb.cli.screen import print_json, show_table, tell
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
    "axb data digits --json",
)
def data(
    spec: Annotated[str | None, argument("DATA", "cli.arg_data", known_data)] = None,
    sheet: Annotated[Path | None, typer.Option("--sheet", metavar="FILE", help="cli.opt_sheet")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
    as_json: JsonOption = False,
) -> None:
    from axb.data import load, names
    from axb.views.film import checked_path

    if spec is None and as_json:
        print_json([{"name": name, "about": about} for name, about in names().items()])
        return
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
    if as_json:
        print_json(_document(one))
    else:
        _show(one)
    if path is not None:
        from axb.views.data_sheet import data_sheet
        from axb.views.pictures import png

        put(path, png(data_sheet(one)), silent=as_json)


def _document(one: "Dataset") -> dict[str, Any]:
    """For programs."""
    from axb.views.data_facts import class_counts

    counts = [{"name": name, "train": train, "test": test} for name, train, test in class_counts(one)]
    return {
        "name": one.name, "kind": one.kind, "task": one.task, "input_shape": one.input_shape,
        "train": len(one.x_train), "test": len(one.x_test), "columns": one.feature_names, "target": one.target_name,
        "classes": counts or None, "notes": one.notes, "source": one.source, "licence": one.licence,
        "hash": one.content_hash(),
    }  # fmt: skip


def _show(one: "Dataset") -> None:
    from axb.views.data_facts import class_counts, data_facts

    tell(data_facts(one))
    if counts := class_counts(one):
        heads = [say("cli.column_class"), say("cli.column_train"), say("cli.column_test")]
        show_table(heads, [[name, f"{train:,}", f"{test:,}"] for name, train, test in counts], right=(1, 2))
