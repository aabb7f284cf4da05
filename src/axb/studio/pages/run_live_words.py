"""What a run's page says of it: its status in a sentence, its speed, its numbers."""

from collections.abc import Callable
from typing import Any

from axb.studio.snapshot import Snapshot
from axb.studio.visitor import Visitor

Say = Callable[..., str]
NAMED = (
    "loss", "accuracy", "generator_loss", "discriminator_loss", "real_accuracy", "fake_accuracy", "kl",
    "reconstruction",
)  # fmt: skip


def sentence(now: Snapshot, visitor: Visitor) -> str:
    """How it is doing, and what a person may do about it."""
    said: dict[str, Any] = {
        **(now.rung or {}), "step": f"{now.step:,}", "kept": f"{now.kept:,}", "epoch": now.epoch, "epochs": now.epochs,
        "place": now.place, "said": now.said or visitor.say("jobs_queue.said_nothing"),
    }  # fmt: skip
    key = _key(now)
    if key == "studio_run.finished_accuracy":
        said["accuracy"] = number("accuracy", dict(now.test)["accuracy"])
    return visitor.say(key, **said)


def _key(now: Snapshot) -> str:
    """Which sentence."""
    if now.status == "running":
        return "studio_run.training" if now.epochs and now.step else "studio_run.training_begins"
    if now.status == "queued":
        return "studio_run.waiting" if now.place else "studio_run.next_in_line"
    if now.status == "finished":
        return _ended_well(now)
    if now.rung:
        return "studio_run.stopped_at_rung"
    if now.status in ("stopped", "interrupted"):
        return "studio_run.stopped" if now.step or now.kept else "studio_run.stopped_early"
    known = {
        "slow": "studio_run.slow", "paused": "studio_run.paused", "starting": "studio_run.starting",
        "failed": "studio_run.failed", "diverged": "studio_run.diverged", "died": "studio_run.died",
    }  # fmt: skip
    return known.get(now.status, "studio_run.not_begun")


def _ended_well(now: Snapshot) -> str:
    if now.measuring:
        return "studio_run.measuring"
    if "accuracy" in dict(now.test):
        return "studio_run.finished_accuracy"
    return "studio_run.finished" if now.test or not now.from_job else "studio_run.finished_unmeasured"


def detail(now: Snapshot, visitor: Visitor) -> str:
    """Step, speed and time left, as far as they are known."""
    parts = []
    if now.steps and now.step:
        parts.append(visitor.say("studio_run.step_of", step=f"{now.step:,}", steps=f"{now.steps:,}"))
    if now.speed is not None:
        parts.append(visitor.say("studio_run.speed", count=f"{_rounded(now.speed):,}"))
    if now.left is not None:
        parts.append(visitor.say("studio_run.time_left", time=duration(now.left, visitor.say)))
    return " · ".join(parts)


def _rounded(speed: float) -> int:
    """Three figures are enough, and stand still long enough to be read."""
    return int(float(f"{speed:.3g}"))


def duration(seconds: float, say: Say) -> str:
    """ "12 s", "3 min 20 s", "2 h 5 min" """
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return say("studio_run.seconds", seconds=rest)
    if minutes < 60:
        return say("studio_run.minutes", minutes=minutes, seconds=rest)
    return say("studio_run.hours", hours=minutes // 60, minutes=minutes % 60)


def title(name: str, visitor: Visitor) -> str:
    """A metric's name in words, where there are any."""
    return visitor.say(f"studio_run.metric_{name}") if name in NAMED else name


def number(name: str, value: float) -> str:
    """A share as a percentage, anything else in four figures."""
    return f"{value:.1%}" if name.endswith("accuracy") else f"{value:.4g}"
