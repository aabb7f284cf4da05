"""`axb import FOLDER`: runs that another program recorded for TensorBoard."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from axb.cli.commands import command
from axb.cli.options import JsonOption, option
from axb.cli.screen import print_json
from axb.words import say


@command("import", "tensorboard.import", "axb import logs", "axb import logs/fit --name from-keras")
def import_runs(
    path: Annotated[Path, typer.Argument(metavar="FOLDER", help="tensorboard.arg_path")],
    name: Annotated[str | None, option("--name", "tensorboard.opt_name", "NAME")] = None,
    as_json: JsonOption = False,
) -> None:
    from axb.data.folders import named
    from axb.runs import Store
    from axb.runs.tensorboard import import_events

    with Store() as store:
        made = import_events(store, named(path).absolute(), name)
    if as_json:
        print_json([asdict(one) for one in made])
    else:
        for one in made:
            print(say("tensorboard.imported", name=one.name, series=one.series, scalars=f"{one.scalars:,}"))
            for note in one.notes:
                print(f"  {note}")
