"""What was measured of a run's model, as a person reads it: the number, what stands beside it, which way is good."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from axb.runs import Run
from axb.views.numbers import number
from axb.words import current_language, say

NAME = "measures"  # the artifact of what was measured of generated examples
CLOSEST = f"{NAME}/closest"  # the pictures of `closest`
FEW = 1000  # examples below which all of this is rough
Numbers = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One measure in words: its name, its value, what to compare that with, which way is good, and what it means."""

    name: str
    value: str
    beside: str
    better: str
    meaning: str


def measures(run: Run) -> dict[str, Any] | None:
    """What was measured of the samples of its last checkpoint; None where nothing was."""
    steps = [one.step for one in run.checkpoints()]
    found: dict[str, Any] | None = run.json(NAME, steps[-1]) if steps else None
    return found


def rows(told: Numbers) -> list[Row]:
    """All of what `axb.jobs.evaluating.evaluate` tells."""
    listed = [
        *_test({} if told["generated"] else told["test"] or {}, told["restored"]),
        *_restored(told["restored"]),
        *_bound(told["bound"]),
    ]
    return listed + (generated_rows(told["generated"]) if told["generated"] else [])


def generated_rows(told: Numbers) -> list[Row]:
    """What is measured of samples."""
    return [
        *_distance(told),
        *_manifold(told),
        *_copies(told),
        *(_classes(told["classes"]) if told["classes"] else []),
    ]


def about(told: Numbers) -> str:
    """What was compared with what, at which count and seed."""
    few = say("measures.few") if told["count"] < FEW else ""
    where = say(f"measures.space_{told['space']}")
    return say(
        "measures.about", count=f"{told['count']:,}", seed=told["seed"], space=f"{where} {few}".strip()
    )


def _row(key: str, value: str, beside: str = "", better: str = "lower", **said: object) -> Row:
    name, meaning = say(f"measures.name_{key}", **said), say(f"measures.means_{key}", **said)
    return Row(name, value, beside, say(f"measures.better_{better}"), meaning)


def _test(test: Numbers, restored: Numbers | None) -> Iterator[Row]:
    """Loss and metrics; of an autoencoder the loss says the same as its error."""
    for name, value in test.items():
        if name == "accuracy":
            yield _row("accuracy", f"{value:.2%}", better="higher")
        elif not (name == "loss" and restored):
            yield _row("test", f"{value:.4g}", metric=name)


def _restored(told: Numbers | None) -> Iterator[Row]:
    if told is not None:
        unit = say(f"views_restored.unit_{told['kind']}")
        beside = say("measures.beside_pca", value=f"{told['pca']:.4g}")
        yield _row("restored", f"{told['error']:.4g}", beside, latent=told["latent"], unit=unit)


def _bound(told: Numbers | None) -> Iterator[Row]:
    if told is None:
        return
    known = {name: f"{value:.2f}" for name, value in told.items()}
    beside = say("measures.beside_floor", value=known["floor"]) if "floor" in known else ""
    yield _row("bound", known["negative_elbo"], beside)
    if "excess" in known:
        yield _row("excess", known["excess"])
    yield _row("reconstruction", known["reconstruction"])
    yield _row("kl", known["kl"], better="neither")


def _distance(told: Numbers) -> Iterator[Row]:
    kind = "wasserstein" if told["space"] == "numbers" else "frechet"
    distance, floor = (number(told[name]) for name in ("distance", "floor"))
    yield _row(kind, distance, _real(floor), count=f"{told['compared']:,}")


def _manifold(told: Numbers) -> Iterator[Row]:
    for name in ("precision", "recall"):
        yield _row(name, f"{told[name]:.3f}", _real(f"{told['real'][name]:.3f}"), better="higher")


def _copies(told: Numbers) -> Iterator[Row]:
    where = {"space": "nearer_numbers" if told["space"] == "numbers" else "nearer", "pixels": "nearer_pixels"}
    for space, one in told["copies"].items():
        beside = say("measures.beside_half", chance=f"{one['chance']:.3f}")
        yield _row(where[space], f"{one['nearer']:.3f}", beside, better="half", count=f"{one['searched']:,}")
    close = told["copies"].get("pixels", told["copies"]["space"])
    said = {"count": f"{close['searched']:,}", "better": "percent"}
    yield _row("close", f"{close['close']:.1%}", say("measures.beside_close"), **said)


def _classes(told: Numbers) -> Iterator[Row]:
    name = told["names"][current_language()][told["smallest"]]
    smallest, right = told["shares"][told["smallest"]], told["right"]
    judge = {"right": f"{right['part'] / right['whole']:.1%}"}
    yield _row(
        "smallest",
        f"{name}: {_with_interval(smallest)}",
        _real(f"{min(told['real']):.1%}"),
        "higher",
        **judge,
    )
    yield _row("effective", f"{told['effective']:.2f}", _real(f"{told['real_effective']:.2f}"), "higher")
    if told["obeyed"]:
        yield _row("obeyed", _with_interval(told["obeyed"]), _real(judge["right"]), "higher")


def _real(value: str) -> str:
    return say("measures.beside_real", value=value)


def _with_interval(share: Numbers) -> str:
    low, high = share["interval"]
    return f"{share['part'] / share['whole']:.1%} ({low:.1%}–{high:.1%})"
