"""`axb export RUN`: a model that leaves."""

from pathlib import Path
from typing import Annotated

import typer

from axb.cli.commands import command
from axb.cli.screen import Unbroken, tell
from axb.words import say

CODE = (
    'from {module} import build_model, load_weights\nmodel = build_model()\nload_weights(model, "{weights}")'
)
# form -> what to write to have the model again
USES = {
    "safetensors": 'model.load_weights("{file}")',
    "keras-code": CODE,
    "torch-code": CODE,
    "axb-code": CODE,
    "axb": 'from axb.models import load_model\nmodel = load_model("{file}")',
    "tensorboard": "tensorboard --logdir {folder}",
}


@command(
    "export",
    "cli.export",
    "axb export cnn-fashion-mini-1 --to torch-code --out model.py",
    "axb export cnn-fashion-mini-1 --to keras-code --out model.py --force",
    "axb export cnn-fashion-mini-1 --to axb --out model.axb",
    "axb export cnn-fashion-mini-1 --to tensorboard --out logs",
)
def export(
    run: Annotated[str, typer.Argument(metavar="RUN", help="cli.arg_run")],
    to: Annotated[str, typer.Option("--to", metavar="FORM", help="cli.opt_to")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="cli.opt_out")],
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb import jobs

    written = jobs.export(run, to, out, force)
    tell([(say("cli.written"), Unbroken(path)) for path in written])
    print(say("cli.use"))
    files = {"module": written[0].stem, "weights": written[-1].name, "file": written[0].name, "folder": out}
    for line in USES[to].format(**files).splitlines():
        print(f"  {line}")
