"""`axb predict RUN WHAT`: what a trained run says to an example, or how strange the example is to it."""

from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.numbers import whole
from axb.cli.screen import tell
from axb.words import say

if TYPE_CHECKING:
    from axb.jobs import Predictor
    from axb.jobs.coding import Coding

SHOWN = 3  # classes that are told


@command(
    "predict",
    "cli_predict.predict",
    "axb predict cnn-fashion-mini-1 boot.jpg",
    "axb predict cnn-fashion-mini-1 1 2 3",
    "axb predict vae-fashion-mini-1 boot.jpg cat.jpg",
)
def predict(
    run: Annotated[str, typer.Argument(metavar="RUN", help="cli.arg_run")],
    what: Annotated[list[str], typer.Argument(metavar="WHAT", help="cli_predict.arg_what")],
    label: Annotated[
        int | None, typer.Option("--class", metavar="N", help="cli_walk.opt_class", parser=whole)
    ] = None,
) -> None:
    from axb.jobs import Predictor
    from axb.jobs.coding import Coding
    from axb.training import Latent

    predictor = Predictor(run)
    if isinstance(predictor.model, Latent):
        coding = Coding(predictor)
        tell([(one, _strange(coding, one, label)) for one in what])
    else:
        tell([(one, _answer(predictor, one)) for one in what])


def _strange(coding: "Coding", what: str, label: int | None) -> str:
    score, share = coding.stranger(coding.coded(what, label))
    kind = "bound" if coding.model.task == "generate" else "error"
    told = f"{share:.1%}" if share < 0.1 else f"{share:.0%}"
    return say(
        f"cli_predict.strange_{kind}", score=f"{score:.4g}", share=told, count=len(coding.ordinary.scores)
    )


def _answer(predictor: "Predictor", what: str) -> str:
    from axb.jobs.coding import named

    example, known = named(predictor, what)
    answer = predictor.answer(example)
    best = sorted(answer, key=answer.__getitem__, reverse=True)[:SHOWN]
    if predictor.data.classes is None:
        return f"{answer[best[0]]:.4g}"
    told = ", ".join(f"{name} {answer[name]:.0%}" for name in best)
    return (
        told if known is None else say("cli_predict.really", told=told, name=predictor.data.labels()[known])
    )
