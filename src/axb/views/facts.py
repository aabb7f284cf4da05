"""What there is to say about a run in words and numbers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np

from axb.runs import Run
from axb.views.evaluation import ClassEvaluation, evaluation
from axb.views.generation import Generation
from axb.views.reconstruction import Reconstruction
from axb.words import say

TOTALS = "totals"
RUNG = "rung"  # where successive halving stopped it
STATUSES = {
    "created": "views.status_created",
    "queued": "views.status_queued",
    "starting": "views.status_starting",
    "running": "views.status_running",
    "slow": "views.status_slow",
    "paused": "views.status_paused",
    "finished": "views.status_finished",
    "diverged": "views.status_diverged",
    "interrupted": "views.status_interrupted",
    "stopped": "views.status_stopped",
    "failed": "views.status_failed",
    "died": "views.status_died",
}
LABELS = {
    "status": "views.fact_status",
    "model": "views.fact_model",
    "data": "views.fact_data",
    "parameters": "views.fact_parameters",
    "epochs": "views.fact_epochs",
    "steps": "views.fact_steps",
    "batch_size": "views.fact_batch_size",
    "optimizer": "views.fact_optimizer",
    "learning_rate": "views.fact_learning_rate",
    "seconds": "views.fact_seconds",
    "speed": "views.fact_speed",
    "best_val_loss": "views.fact_best_val_loss",
    "best_val_accuracy": "views.fact_best_val_accuracy",
    "test_accuracy": "views.fact_test_accuracy",
    "test_error": "views.fact_test_error",
    "test_restored": "views_restored.fact_test_restored",
    "test_pca": "views_restored.fact_test_pca",
    "test_bound": "views_generated.fact_test_bound",
    "test_above_floor": "views_generated.fact_test_above_floor",
    "test_loss": "views.fact_test_loss",
    "seed": "views.fact_seed",
    "created": "views.fact_created",
    "versions": "views.fact_versions",
    "machine": "views.fact_machine",
}


def record_totals(
    run: Run,
    step: int,
    *,
    seconds: float | None = None,
    examples: int | None = None,
    parameters: int | None = None,
) -> None:
    """Keep what only the trainer knows: seconds spent training, examples seen in them, trainable numbers."""
    run.add_json(TOTALS, step, {"seconds": seconds, "examples": examples, "parameters": parameters})


def facts(run: Run) -> dict[str, str]:
    """What is known about a run, in the current language and this order; what isn't known is left out.

    `fact_label` says a key in words. "steps" and "epochs" are those done, as far as they are on record.
    """
    known = {"status": status_text(run), **_asked(run), **_done(run), **_best(run), **_test(run)}
    known |= {"seed": "" if "imported" in run.config else str(run.seed), "created": _date(run.created)}
    known |= {"versions": ", ".join(f"{name} {version}" for name, version in run.versions.items())}
    known |= {"machine": _machine(run.machine)}
    return {key: known[key] for key in LABELS if known.get(key)}


def fact_label(key: str) -> str:
    """The words for a key of `facts`, in the current language."""
    return say(LABELS[key])


def status_text(run: Run) -> str:
    """How a run is doing, in words."""
    key, told = status_words(run)
    return say(key, **told)


def status_words(run: Run) -> tuple[str, dict[str, Any]]:
    """The same in no language: a sentence's key, and what it tells."""
    status = run.shown_status
    if status == "stopped" and (told := rung(run)):
        return "views.status_rung", dict(told)
    return STATUSES[status], {"step": f"{run.diverged_at() or 0:,}"} if status == "diverged" else {}


def rung(run: Run) -> dict[str, int] | None:
    """Where successive halving stopped it ("rung" of "rungs", after "epochs"); None where it stands elsewhere."""
    latest = run.checkpoints()[-1:]
    found: dict[str, int] | None = run.json(RUNG, latest[0].step) if latest else None
    return found


def job(run: Run) -> dict[str, Any]:
    """What was asked for: the job of the command line over the settings of `fit`."""
    return {**_mapping(run.config.get("settings")), **_mapping(run.config.get("job"))}


def steps_done(run: Run) -> int:
    """The last step on record; 0 where there is none."""
    ends = [run.last(name) for name in run.series_names()]
    return max((end[0] for end in ends if end), default=0)


def epochs_done(run: Run) -> int:
    """How many epochs have ended."""
    return len(_epoch_ends(run))


def _epoch_ends(run: Run) -> list[int]:
    names = [name for name in run.series_names() if name.startswith("epoch/")]
    return sorted({int(step) for name in names for step in run.series(name)[0]})


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _asked(run: Run) -> dict[str, str]:
    """The job's settings that are one word or one number."""
    told = job(run)
    wanted = ("model", "data", "batch_size", "optimizer", "learning_rate")
    return {key: _short(told[key]) for key in wanted if isinstance(told.get(key), str | int | float)}


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _done(run: Run) -> dict[str, str]:
    done, wanted, steps = epochs_done(run), job(run).get("epochs"), steps_done(run)
    known = {
        "epochs": say("views.epochs_of", done=done, wanted=wanted) if wanted else str(done),
        "steps": f"{steps:,}",
    }
    totals = _mapping(run.json(TOTALS))
    seconds, examples = totals.get("seconds"), totals.get("examples")
    if parameters := totals.get("parameters"):
        known["parameters"] = f"{parameters:,}"
    if seconds:
        known["seconds"] = duration(seconds)
        if examples:
            known["speed"] = say("views.examples_a_second", count=f"{examples / seconds:,.0f}")
    return known


def duration(seconds: float) -> str:
    """A time as a person says it: 4.2 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 60:
        return say("views.duration_s", s=f"{seconds:.1f}")
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return say("views.duration_min", min=minutes, s=rest)
    return say("views.duration_h", h=minutes // 60, min=minutes % 60)


def _best(run: Run) -> dict[str, str]:
    """The best of the examples held out from training, and after which epoch it was."""
    ends = _epoch_ends(run)

    def told(name: str, sign: int, form: str) -> Iterator[tuple[str, str]]:
        steps, values = run.series(f"epoch/val_{name}")
        if np.isfinite(values).any():
            best = int(np.nanargmax(np.where(np.isfinite(values), sign * values, np.nan)))
            epoch = ends.index(int(steps[best])) + 1
            yield f"best_val_{name}", say("views.best_after", value=format(values[best], form), epoch=epoch)

    return dict([*told("loss", -1, ".4g"), *told("accuracy", 1, ".1%")])


def _test(run: Run) -> dict[str, str]:
    found = evaluation(run)
    if found is None:
        return {}
    if isinstance(found, Generation):
        return _made(found)
    if isinstance(found, ClassEvaluation):
        known = {"test_accuracy": f"{found.accuracy:.1%}"}
    elif isinstance(found, Reconstruction):
        known = {"test_restored": f"{found.error:.4g}", "test_pca": f"{found.pca:.4g}"}
    else:
        known = {"test_error": f"{found.mae:.4g}"}
    return known if found.loss is None else {**known, "test_loss": f"{found.loss:.4g}"}


def _made(found: Generation) -> dict[str, str]:
    """The parts of its bound, and how well it restores, as far as it has these."""
    told = {name: f"{value:.4g}" for name, value in found.bound.items()}
    known = {"test_bound": say("views_generated.bound_short", **told)} if told else {}
    if "excess" in told:
        known["test_above_floor"] = told["excess"]
    one = found.restored
    return (
        known if one is None else {**known, "test_restored": f"{one.error:.4g}", "test_pca": f"{one.pca:.4g}"}
    )


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().isoformat(" ", "minutes")


def _machine(machine: dict[str, Any]) -> str:
    if not machine:
        return ""
    threads = machine.get("threads") or machine.get("processors") or "?"
    return say("views.machine", platform=machine.get("platform", "?"), threads=threads)
