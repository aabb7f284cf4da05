"""A last activation that does not fit the loss, or the answers."""

from axb.insight.doctor.evidence import Ending, Evidence
from axb.insight.doctor.finding import Finding

CLASSES = ("categorical_crossentropy", "sparse_categorical_crossentropy")
BOUNDED = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, float("inf"))}


def ending(known: Evidence) -> Finding | None:
    """The first mismatch, by the table that `training.head` follows."""
    found = known.ending
    which = _mismatch(found) if found is not None else None
    if found is None or which is None:
        return None
    numbers = {
        "activation": found.activation, "units": found.units, "loss": found.loss,
        "lowest": found.lowest, "highest": found.highest,
    }  # fmt: skip
    return Finding(which, "severe", min(known.step, 1), found.part, numbers)


def _mismatch(end: Ending) -> str | None:
    if end.activation == "softmax" and end.units == 1:
        return "ending_one_unit"  # it is 1 whatever comes in
    if end.loss in CLASSES or end.loss == "binary_crossentropy":
        fits = "softmax" if end.loss in CLASSES else "sigmoid"
        if end.from_logits and end.activation != "linear":
            return "ending_logits"
        if end.from_logits is False and end.activation != fits:
            return "ending_probabilities"
        return None
    low, high = BOUNDED.get(end.activation, (-float("inf"), float("inf")))
    outside = end.lowest < low or end.highest > high
    return "ending_range" if end.loss.startswith("mean_") and outside else None
