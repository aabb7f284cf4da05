"""What is kept of a generative run: the same codes through its training, and a test of made beside real."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.insight.samples import Samples, grid_for, small
from axb.jobs import restoring
from axb.runs import Run
from axb.training import Latent, Model
from axb.views.generation import RESTORED, record_generation

ROWS = 1000  # examples of points and tables, made and real
SEED = 0  # of the codes; the page says it


def samples_of(model: Model, data: Dataset, train: Any, held: Any) -> list[Samples]:
    """Who keeps what a `Latent` makes all through its training: beside real ones or, without a prior, what it restores
    of those that are held out."""
    if not isinstance(model, Latent):
        return []
    return [Samples(train if model.has_prior or held is None else held, SEED, data.feature_names)]


def record(run: Run, step: int, model: Latent, data: Dataset) -> None:
    """Keep its test in the run, for its page: the model has a prior."""
    pictures = data.kind == "images"
    rows = 0, min(ROWS, len(data.x_test))
    columns, count = grid_for(data.input_shape, model.classes) if pictures else rows
    told = np.arange(count) % model.classes if model.classes else None
    made, places = model.sample(count, SEED), _real(data, count, told)
    real, known = data.x_test[places], None if data.classes is None else data.y_test[places]
    if model.encoder is not None:
        restoring.record(run, step, model, data, name=RESTORED)
    record_generation(
        run, step, small(made), small(real), told, known, data.labels("en"), data.labels("ja"),
        kind=data.kind, latent=model.latent, seed=SEED, classes=model.classes, columns=columns,
        features=data.feature_names, bound=_bound(model, data),
    )  # fmt: skip


def _bound(model: Latent, data: Dataset) -> dict[str, float]:
    """The negative ELBO of the test part with its parts, where the model has one."""
    elbo = getattr(model, "elbo", None)
    if elbo is None:
        return {}
    found: dict[str, float] = elbo(data.x_test, data.y_test if model.classes else None)
    return found


def _real(data: Dataset, count: int, told: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Which examples of the test part stand beside what was made: of the classes that were told, else as they come."""
    order = np.random.default_rng(SEED).permutation(len(data.x_test))
    if told is None:
        return order[:count]
    places = np.empty(count, np.int64)
    for label in np.unique(told):
        of_class = order[data.y_test[order] == label]
        where = np.flatnonzero(told == label)
        places[where] = np.resize(of_class if len(of_class) else order, len(where))
    return places
