"""`axb doctor RUN`: what is wrong with a training."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.screen import tell
from axb.words import say

if TYPE_CHECKING:
    from axb.insight.doctor import Evidence, Finding


@command("doctor", "cli_doctor.doctor", "axb doctor cnn-fashion-mini-1", "axb doctor mlp-digits-1 --json")
def doctor(
    run: Annotated[str, typer.Argument(metavar="RUN", help="cli.arg_run")],
    as_json: Annotated[bool, typer.Option("--json", help="cli_doctor.opt_json")] = False,
) -> None:
    from axb.jobs.doctoring import examined

    known, found = examined(run)
    if as_json:
        print(json.dumps(told(run, known, found), ensure_ascii=False, indent=2))
    else:
        show(known, found)


def told(run: str, known: "Evidence", found: "list[Finding]") -> dict[str, object]:
    """The findings with their sentences."""
    said = [
        {**one.told(), "title": one.title, "evidence": one.evidence, "why": one.why, "advice": one.advice}
        for one in found
    ]
    return {"run": run, "step": known.step, "watched": bool(known.looks), "findings": said}


def show(known: "Evidence", found: "list[Finding]") -> None:
    """The findings, or that there are none; and what could not be examined."""
    from axb.insight.doctor import rows

    if not known.step:
        print(say("doctor.too_early"))
        return
    tell(rows(found))
    if not found:
        print(say("doctor.healthy", step=f"{known.step:,}"))
    if not known.looks:
        print(say("doctor.not_watched"))
