"""Overfitting: it learns its examples by heart, and does worse on those it hasn't seen."""

import numpy as np

from axb.insight.doctor.evidence import Evidence
from axb.insight.doctor.finding import Finding

LATE = 3  # epochs, all of which have to show it: one alone may be a bad moment
RISE = 1.25  # the loss on held-out examples, over its best
FAR = 2.0  # held-out over training loss: the gap itself is normal, this much is not
OF_CHANCE = 0.1  # what it rose by is no noise around nothing
# The loss of an epoch is told in training mode while its updates go on, that on held-out examples after them and in
# inference mode. Between the two lie the moving averages of batch normalization, which lag by hundreds of updates:
# while weights move fast, a held-out loss of many times its best says nothing, since the network's own examples, told
# alike (`Evidence.alike`), are as bad. The larger of their two losses is what the held-out one is compared with.


def overfitting(known: Evidence) -> Finding | None:
    """The held-out loss has risen well above its best while the training loss went on falling."""
    held, own = (known.epochs.get(name, np.zeros(0)) for name in ("val_loss", "loss"))
    if len(held) <= LATE or len(held) != len(own) or not np.isfinite([*held, *own]).all():
        return None
    best = int(held.argmin())
    last, fitted = float(held[-LATE:].min()), max(float(own[-LATE:].mean()), known.alike or 0.0)
    against = known.chance if known.chance is not None else float(held[0])
    risen = last > RISE * held[best] and last - held[best] > OF_CHANCE * against
    if not risen or last < FAR * fitted or fitted > own[best]:
        return None
    numbers = {"best": float(held[best]), "epoch": best + 1, "last": last, "own": fitted}
    return Finding("overfitting", "warning", known.step, "val_loss", numbers)
