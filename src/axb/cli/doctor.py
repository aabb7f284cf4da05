"""`axb doctor RUN`: what is wrong with a training."""

import json
import math
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.numbers import real, whole
from axb.cli.options import JsonOption, RunArgument, option
from axb.cli.screen import tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.insight.doctor import Evidence, Finding
    from axb.jobs.proving import Arm, Proof


@command(
    "doctor",
    "cli_doctor.doctor",
    "axb doctor cnn-fashion-mini-1",
    "axb doctor mlp-digits-1 --prove --epochs 5",
    "axb doctor mlp-digits-1 --json",
)
def doctor(
    run: RunArgument,
    prove: Annotated[bool, typer.Option("--prove", help="cli_doctor.opt_prove")] = False,
    epochs: Annotated[int | None, option("--epochs", "cli_doctor.opt_epochs", "N", whole)] = None,
    seconds: Annotated[float | None, option("--seconds", "cli_doctor.opt_seconds", "X", real)] = None,
    as_json: JsonOption = False,
) -> None:
    from axb.jobs.doctoring import examined
    from axb.jobs.proving import prove as proof_of

    if not prove and (epochs, seconds) != (None, None):
        raise InputError("cli_doctor.budget_without_prove")
    known, found = examined(run)
    document = told(run, known, found)
    if not as_json:
        show(known, found)
    if prove:
        proof = proof_of(run, epochs, seconds)
        document["proof"] = proof_told(proof)
        if not as_json:
            print()
            tell(proof_rows(proof))
    if as_json:
        print(json.dumps(document, ensure_ascii=False, indent=2))


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

    if not known.step and not found:
        print(say("doctor.too_early"))
        return
    tell(rows(found))
    if not found:
        print(say("doctor.healthy", step=f"{known.step:,}"))
    if not known.looks:
        print(say("doctor.not_watched"))


def proof_told(proof: "Proof") -> dict[str, object]:
    """What was changed and both numbers; None for one that diverged."""
    arms = {"before": proof.before, "after": proof.after}
    told = {
        name: {"run": arm.run, "value": None if math.isnan(arm.value) else arm.value, "steps": arm.steps}
        for name, arm in arms.items()
    }
    return {
        "rule": proof.finding.rule, "setting": dict(proof.setting), "metric": proof.metric, **told,
        "better": proof.is_better, "cured": proof.is_cured,
    }  # fmt: skip


def proof_rows(proof: "Proof") -> list[tuple[str, str]]:
    """The same for a terminal."""
    setting = ", ".join(f"{name}={value}" for name, value in proof.setting.items())
    verdict = "not_better" if not proof.is_better else "better_cured" if proof.is_cured else "better_ill"
    return [
        (say("doctor_prove.changed"), setting),
        (say("doctor_prove.as_it_was"), _arm(proof.before, proof.metric)),
        (say("doctor_prove.with_cure"), _arm(proof.after, proof.metric)),
        (say("doctor_prove.verdict"), say(f"doctor_prove.verdict_{verdict}")),
        ("", say("doctor_prove.one_seed")),
    ]


def _arm(arm: "Arm", metric: str) -> str:
    said = {"steps": f"{arm.steps:,}", "run": arm.run}
    if math.isnan(arm.value):
        return say("doctor_prove.arm_diverged", **said)
    return say("doctor_prove.arm", metric=metric, value=f"{arm.value:.4g}", **said)
