"""What a test of a generative model showed: examples that it made beside real ones, and what its bound says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.reconstruction import NAME, Reconstruction
from axb.words import InputError, current_language

RESTORED = f"{NAME}/restored_test"  # the artifact of what an encoder and a decoder restored
Array = NDArray[Any]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Generation:
    """A generative model's test.

    kind: "images", "points" or "table". latent: how many numbers a code has. classes: how many it is told, or 0.
    made: examples from codes of `seed`, pictures uint8 (n, H, W, C) in `columns`, else float32 (n, F) with the
    `features` as names. real: as many of the test part. made_labels, real_labels: the classes of these, -1 where nobody
    knows. bound: the parts of the negative ELBO on the whole test part, in nats an example; empty where there is none.
    restored: what became of examples that were encoded and decoded; None where there is no encoder.
    """

    step: int
    kind: str
    latent: int
    classes: int
    seed: int
    columns: int
    features: tuple[str, ...]
    labels_en: tuple[str, ...]
    labels_ja: tuple[str, ...]
    bound: Mapping[str, float]
    made: Array
    real: Array
    made_labels: Labels
    real_labels: Labels
    restored: Reconstruction | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes in the current language; none where there are no classes."""
        return self.labels_ja if current_language() == "ja" else self.labels_en

    @classmethod
    def load(cls, run: Run, step: int, told: dict[str, Any]) -> "Generation":
        """What `record_generation` kept; `told` is the JSON without its task."""
        lists = {key: tuple(told[key]) for key in ("features", "labels_en", "labels_ja")}
        arrays = {name: run.array(f"{NAME}/{name}", step) for name in ARRAYS}
        part = run.json(RESTORED, step)
        if part is not None:
            del part["task"]
        restored = None if part is None else Reconstruction.load(run, step, part)
        known: dict[str, Any] = {**told, **lists, **arrays}
        return cls(step=step, restored=restored, **known)


def generates(run: Run) -> bool:
    """Whether the run has such a test; quick."""
    return (run.json(NAME) or {}).get("task") == "generation"


ARRAYS = ("made", "real", "made_labels", "real_labels")


def record_generation(
    run: Run,
    step: int,
    made: Array,
    real: Array,
    made_labels: Labels | None = None,
    real_labels: Labels | None = None,
    labels_en: Sequence[str] = (),
    labels_ja: Sequence[str] = (),
    *,
    kind: str,
    latent: int,
    seed: int = 0,
    classes: int = 0,
    columns: int = 0,
    features: Sequence[str] = (),
    bound: Mapping[str, float] | None = None,
) -> None:
    """Keep what pictures need of the test of a generative model, as artifacts `evaluation` and `evaluation/...`.

    The arguments are what `Generation` says of them. Raises InputError where shapes differ, or made examples or the
    bound are not finite.
    """
    if not len(made) or made.shape[1:] != real.shape[1:]:
        raise InputError("views.lengths", shapes=f"{made.shape}, {real.shape}")
    numbers = [made, np.array(list((bound or {}).values()))]
    if bad := sum(int((~np.isfinite(one)).sum()) for one in numbers):
        raise InputError("views.not_finite", bad=bad, count=made.size)
    kept = {
        "made": made,
        "real": real,
        "made_labels": _labels(made_labels, len(made)),
        "real_labels": _labels(real_labels, len(real)),
    }
    for name in ARRAYS:
        run.add_array(f"{NAME}/{name}", step, kept[name])
    told = {"kind": kind, "latent": latent, "classes": classes, "seed": seed, "columns": columns}
    names = {"labels_en": list(labels_en), "labels_ja": list(labels_ja or labels_en)}
    run.add_json(
        NAME,
        step,
        {"task": "generation", **told, **names, "features": list(features), "bound": dict(bound or {})},
    )


def _labels(labels: Labels | None, count: int) -> Labels:
    return np.full(count, -1) if labels is None else labels.astype(np.int64)
