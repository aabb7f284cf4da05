"""What a test of an autoencoder showed: its error beside PCA's, examples and what became of them, their codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.examples import LARGEST_SIDE
from axb.views.pictures import fitted
from axb.words import InputError, current_language

NAME = "evaluation"
PICTURES, POINTS = 20, 300  # examples that are kept
CODES = 2000  # codes of two numbers that are kept
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Reconstruction:
    """An autoencoder's test.

    error: mean squared error over all `count` examples, a number of x, told in its unit (pixels as 0..1, columns in
    their standard deviations). pca: that of PCA with as many numbers, its axes from the training part. latent: how
    many numbers a code has. kind: "images", "points" or "table". x, restored: some examples, pictures uint8
    (n, H, W, C), else float (n, F). codes: (m, 2) where a code has two numbers, else (0, 2). labels, code_labels: the
    classes of these, -1 where there are none.
    """

    step: int
    error: float
    pca: float
    latent: int
    count: int
    kind: str
    loss: float | None
    labels_en: tuple[str, ...]
    labels_ja: tuple[str, ...]
    x: Array
    restored: Array
    labels: NDArray[np.int64]
    codes: Array
    code_labels: NDArray[np.int64]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes in the current language; none where there are no classes."""
        return self.labels_ja if current_language() == "ja" else self.labels_en

    @classmethod
    def load(cls, run: Run, step: int, told: dict[str, Any]) -> "Reconstruction":
        """What `record_reconstruction` kept; `told` is the JSON without its task."""
        names = {key: tuple(told[key]) for key in ("labels_en", "labels_ja")}
        arrays = {name: run.array(f"{NAME}/{name}", step) for name in ARRAYS}
        known: dict[str, Any] = {**told, **names, **arrays}
        return cls(step=step, **known)


ARRAYS = ("x", "restored", "labels", "codes", "code_labels")


def record_reconstruction(
    run: Run,
    step: int,
    x: Array,
    restored: Array,
    codes: Array,
    labels: NDArray[np.int64] | None = None,
    labels_en: Sequence[str] = (),
    labels_ja: Sequence[str] = (),
    *,
    error: float,
    pca: float,
    kind: str,
    loss: float | None = None,
    name: str = NAME,
) -> None:
    """Keep what pictures need of the test of an autoencoder, as artifacts `evaluation` and `evaluation/...`.

    name: another name of the first one, for what is only a part of a test.

    x, restored: (N, H, W, C) of 0..255 where `kind` is "images", else (N, F). codes: (N, L). labels: (N,) with their
    names, where there are classes. Which examples are kept is drawn with a fixed seed.
    Raises InputError where shapes differ, or what was restored is not finite.
    """
    if not len(x) or x.shape != restored.shape or len(x) != len(codes):
        raise InputError("views.lengths", shapes=f"{x.shape}, {restored.shape}, {codes.shape}")
    if bad := int((~np.isfinite(restored)).sum()):
        raise InputError("views.not_finite", bad=bad, count=restored.size)
    pictures, classes = kind == "images", np.full(len(x), -1) if labels is None else labels
    order = np.random.default_rng(0).permutation(len(x))
    some, many = order[: PICTURES if pictures else POINTS], order[: CODES if codes.shape[1] == 2 else 0]
    kept = {
        "x": _kept(x[some], pictures),
        "restored": _kept(restored[some], pictures),
        "labels": classes[some].astype(np.int64),
        "codes": codes[many, :2].reshape(-1, 2).astype(np.float32),
        "code_labels": classes[many].astype(np.int64),
    }
    for part in ARRAYS:
        run.add_array(f"{NAME}/{part}", step, kept[part])
    scores = {"error": error, "pca": pca, "latent": codes.shape[1], "count": len(x), "kind": kind}
    finite = None if loss is None or not np.isfinite(loss) else float(loss)
    names = {"labels_en": list(labels_en), "labels_ja": list(labels_ja or labels_en)}
    run.add_json(name, step, {"task": "reconstruction", "loss": finite, **scores, **names})


def _kept(examples: Array, pictures: bool) -> Array:
    """Pictures as bytes, large ones made smaller; numbers as float32."""
    if not pictures:
        return examples.astype(np.float32)
    return fitted(examples.round().clip(0, 255).astype(np.uint8), LARGEST_SIDE)
