"""`axb control RUN VERB`: steer a run that is training in another process."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.endings import UNEXPECTED, complain
from axb.cli.numbers import number
from axb.cli.options import RunArgument
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run

SECONDS = 5.0  # how long to wait for an answer
# verb -> the names of what stands behind it
VERBS: dict[str, tuple[str, ...]] = {
    "pause": (), "go": (), "step": (), "slow": ("N",), "set": ("NAME", "VALUE"), "stop": (),
}  # fmt: skip
DONE = {
    "pause": "cli.did_pause",
    "go": "cli.did_go",
    "step": "cli.did_step",
    "slow": "cli.did_slow",
    "set": "cli.did_set",
    "stop": "cli.did_stop",
}


@command(
    "control",
    "cli.control",
    "axb control cnn-fashion-mini-1 pause",
    "axb control cnn-fashion-mini-1 step",
    "axb control cnn-fashion-mini-1 slow 2",
    "axb control cnn-fashion-mini-1 go",
    "axb control cnn-fashion-mini-1 set learning_rate 0.0003",
)
def control(
    run: RunArgument,
    verb: Annotated[str, typer.Argument(metavar="VERB", help="cli.arg_verb")],
    values: Annotated[list[str] | None, typer.Argument(metavar="VALUES", help="cli.arg_values")] = None,
) -> None:
    from axb.runs import Store

    told = _arguments(verb, values or [])
    with Store() as store:
        one = store.open(run)
        _check_training(one)
        answer = one.wait(one.send(verb, told), SECONDS)
        if not answer.done:
            complain(say("cli.no_answer", name=one.name, seconds=f"{SECONDS:g}"))
            raise typer.Exit(UNEXPECTED)
        if answer.error is not None:
            raise InputError("cli.refused", name=one.name, verb=verb, problem=answer.error)
        print(say(DONE[verb], name=one.name, step=f"{answer.done_step:,}", **_said(told)))


def _arguments(verb: str, values: list[str]) -> dict[str, Any]:
    """What goes with the verb, as a trainer wants it."""
    if verb not in VERBS:
        raise InputError("registry.unknown_choice", what="VERB", known=", ".join(VERBS), got=verb)
    if len(values) != len(VERBS[verb]):
        wanted = " ".join(("axb control RUN", verb, *VERBS[verb]))
        raise InputError("cli.verb_values", wanted=wanted, got=" ".join((verb, *values)))
    if verb == "slow":
        return {"steps_per_second": number("N", values[0])}
    if verb == "set":
        return {"name": values[0], "value": number(values[0], values[1])}
    return {}


def _check_training(run: "Run") -> None:
    from axb.runs.record import TRAINING
    from axb.views.facts import status_text

    if run.shown_status not in TRAINING:
        raise InputError("cli.not_training", name=run.name, status=status_text(run))


def _said(told: dict[str, Any]) -> dict[str, str]:
    """The numbers, and what was set, for the sentence on what was done."""
    numbers = {key: f"{value:g}" for key, value in told.items() if isinstance(value, float)}
    return {"what": str(told.get("name", "")), **numbers}
