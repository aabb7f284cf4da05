"""The evidence of a training in its run: what the doctor noted there, and the series and looks that others wrote."""

from typing import TYPE_CHECKING, Any

from axb.insight.doctor.evidence import Broken, Ending, Entering, Evidence, some_of
from axb.insight.doctor.finding import NAME, Finding
from axb.insight.seen import seen_in

if TYPE_CHECKING:
    from axb.runs import Run

FACTS = "doctor/facts"
EPOCH = "epoch/"
OVER = ("finished", "diverged", "stopped")


def record_facts(run: "Run", step: int, known: Evidence) -> None:
    """Keep what cannot be read off the run's series and looks."""
    told: dict[str, Any] = {"chance": known.chance, "alike": known.alike}
    for name in ("entering", "ending", "broken"):
        value = getattr(known, name)
        told[name] = None if value is None else list(value)
    run.add_json(FACTS, step, told)


def record_findings(run: "Run", step: int, found: list[Finding]) -> None:
    """Keep what was said, for the run's page."""
    run.add_json(NAME, step, [one.told() for one in found])


def evidence_of(run: "Run") -> Evidence:
    """All that a run knows. Without a doctor's notes neither chance nor ending nor what enters; unwatched, no looks."""
    noted = run.json(FACTS) or {}
    kinds = {"entering": Entering, "ending": Ending, "broken": Broken}
    told = {name: kind(*noted[name]) for name, kind in kinds.items() if noted.get(name)}
    epochs = {
        name.removeprefix(EPOCH): run.series(name)[1] for name in run.series_names() if name.startswith(EPOCH)
    }
    return Evidence(
        run.series("loss")[1], run.series("learning_rate")[1], epochs, some_of(seen_in(run)), noted.get("chance"),
        noted.get("alike"), over=run.status in OVER, **told,
    )  # fmt: skip
