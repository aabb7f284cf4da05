"""`axb data`: the data sets, or what is in one."""

from pathlib import Path
from typing import Annotated

import typer

from axb.cli.commands import command
from axb.cli.figure import put
from axb.cli.screen import show_table, tell
from axb.words import say


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
    from axb.views.data_facts import class_counts, data_facts
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
    tell(data_facts(one))
    if counts := class_counts(one):
        heads = [say("cli.column_class"), say("cli.column_train"), say("cli.column_test")]
        show_table(heads, [[name, f"{train:,}", f"{test:,}"] for name, train, test in counts], right=(1, 2))
    if path is not None:
        from axb.views.data_sheet import data_sheet
        from axb.views.pictures import png

        put(path, png(data_sheet(one)))
