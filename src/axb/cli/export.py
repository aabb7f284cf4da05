"""`axb export RUN`: a model that leaves."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.known import forms, parts
from axb.cli.options import RunArgument, option
from axb.cli.screen import Unbroken, tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.onnx_exporting import Left

CODE = (
    'from {module} import build_model, load_weights\nmodel = build_model()\nload_weights(model, "{weights}")'
)
# form -> what to write to have the model again
USES = {
    "safetensors": 'model.load_weights("{file}")',
    "keras-code": CODE,
    "torch-code": CODE,
    "axb-code": CODE,
    "onnx": "import onnxruntime\n"
    'session = onnxruntime.InferenceSession("{file}")\n'
    "answers = session.run(None, {inputs})",
    "axb": 'from axb.models import load_model\nmodel = load_model("{file}")',
    "tensorboard": "tensorboard --logdir {folder}",
}


@command(
    "export",
    "cli.export",
    "axb export cnn-fashion-mini-1 --to onnx --out model.onnx",
    "axb export vae-fashion-mini-1 --to onnx --part encoder --out codes.onnx",
    "axb export cnn-fashion-mini-1 --to torch-code --out model.py",
    "axb export cnn-fashion-mini-1 --to keras-code --out model.py --force",
    "axb export cnn-fashion-mini-1 --to axb --out model.axb",
    "axb export cnn-fashion-mini-1 --to tensorboard --out logs",
)
def export(
    run: RunArgument,
    to: Annotated[str, option("--to", "cli.opt_to", "FORM", known=forms)],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="cli.opt_out")],
    part: Annotated[str | None, option("--part", "export.opt_part", "PART", known=parts)] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb import jobs
    from axb.jobs.exporting import targets_of

    inputs = ""
    if to == "onnx":
        written = targets_of(to, out, force)
        left = jobs.export_onnx(run, written[0], part)
        inputs = "{" + ", ".join(f'"{one.name}": {one.name}' for one in left.exported.inputs) + "}"
        tell(_told(left))
    elif part is not None:
        raise InputError("export.whole_only", form=to)
    else:
        written = jobs.export(run, to, out, force)
    tell([(say("cli.written"), Unbroken(path)) for path in written])
    print(say("cli.use"))
    files = {"module": written[0].stem, "weights": written[-1].name, "file": written[0].name, "folder": out}
    for line in USES[to].format(**files, inputs=inputs).splitlines():
        print(f"  {line}")


def _told(left: "Left") -> list[tuple[str, str]]:
    """The part, what goes in, what comes out, and how far two machines agree."""
    done = left.exported
    places = [
        (say(f"export.side_{side}"), say("export.place", name=one.name, dtype=one.dtype, shape=_shape(one.shape),
                                    meaning=left.means[one.name]))
        for side, several in (("input", done.inputs), ("output", done.outputs)) for one in several
    ]  # fmt: skip
    said = {"difference": f"{done.difference:.2g}", "largest": f"{done.largest:.4g}", "count": done.examples}
    what = say("export.of_test" if left.of_test else "export.of_codes")
    checked = say("export.same", what=what, **said)
    return [
        (say("export.part"), say(f"export.part_{left.part}")),
        *places,
        (say("export.checked"), checked),
    ]


def _shape(shape: tuple[int | None, ...]) -> str:
    return f"({', '.join('N' if size is None else str(size) for size in shape)})"
