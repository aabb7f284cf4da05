"""What a trained run says to a new example."""

import threading
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from axb.data import load
from axb.insight import Embedding, FeatureMaps, embedding, feature_maps, where_it_looks
from axb.jobs.job import job_of
from axb.jobs.likeness import Likeness
from axb.jobs.trained import refuse_diverged, trained_model
from axb.runs import Run, Store
from axb.training import Latent
from axb.views.answers import probabilities_of
from axb.words import InputError

Floats = NDArray[np.float32]
BATCH = 256


class Predictor:
    """The model of a run with its last weights, and the data that it learned from.

    Predictions are in float32, as evaluations are. Any number of threads may ask.
    Raises InputError where the run, its weights or its data aren't there, a script trained it, or its weights have
    diverged.
    """

    def __init__(self, name: str) -> None:
        with Store() as store:
            run = store.open(name)
            self.name, self.gives_raw_numbers = run.name, _from_logits(run)
            job = job_of(run.config, run.name)
        self.model, self.data = trained_model(self.name), load(job.data)
        refuse_diverged(self.model, self.name)
        self.alone = threading.Lock()  # who looks inside the model hangs watchers on it

    @property
    def restores(self) -> bool:
        """Whether its answer is its input, restored from a code."""
        return self.model.task == "reconstruct"

    @property
    def generates(self) -> bool:
        """Whether it makes new examples, of codes that are drawn; see `jobs.make`."""
        return isinstance(self.model, Latent) and self.model.has_prior

    def predict(self, examples: ArrayLike) -> Floats:
        """Probabilities (N, classes) for examples (N, *input shape), or numbers (N,) where numbers are predicted.
        Of an autoencoder: what it restores, in the examples' own shape and scale.

        Raises InputError for another shape, and where it answers nothing because it makes new examples.
        """
        if self.generates:
            raise InputError("views_generated.answers_nothing", name=self.name)
        x = np.asarray(examples, self.data.x_test.dtype)
        if x.shape[1:] != self.data.input_shape or not len(x):
            raise InputError("jobs_predicting.shape", needs=self.data.input_shape, got=x.shape)
        raw = torch.cat([self._raw(x[start : start + BATCH]) for start in range(0, len(x), BATCH)])
        if self.restores:
            return raw.numpy()
        if self.gives_raw_numbers:
            raw = raw.sigmoid() if raw.shape[-1] == 1 else raw.softmax(-1)
        if self.data.classes is None:
            return raw.reshape(len(x), -1)[:, 0].numpy()
        return probabilities_of(raw.numpy(), self.data.classes)

    def _raw(self, examples: NDArray[Any]) -> torch.Tensor:
        with self.alone, torch.no_grad():
            raw: torch.Tensor = self.model(torch.from_numpy(examples)).float()
        return raw

    def maps(self, example: ArrayLike) -> list[FeatureMaps]:
        """What each part of the model makes of one example; see `insight.feature_maps`."""
        with self.alone:
            return feature_maps(self.model, np.asarray(example, self.data.x_test.dtype))

    def look(self, example: ArrayLike) -> Floats:
        """How much each place of a picture speaks for the model's answer, 0 to 1; see `insight.where_it_looks`.

        Raises InputError where it restores its input: then no place speaks for one answer.
        """
        if self.restores:
            raise InputError("views_restored.no_looks", name=self.name)
        with self.alone:
            return where_it_looks(self.model, np.asarray(example, self.data.x_test.dtype))

    def embedding(self, examples: ArrayLike) -> Embedding:
        """What comes into the last layer for examples (N, *input shape), in a plane; see `insight.embedding`."""
        with self.alone:
            return embedding(self.model, np.asarray(examples, self.data.x_test.dtype))

    def answer(self, example: ArrayLike) -> dict[str, float]:
        """The probability of each class by its name in the current language; or the one number by its name."""
        predicted = self.predict(np.asarray(example)[None])[0]
        names = self.data.labels() or (self.data.target_name,)
        return dict(zip(names, np.atleast_1d(predicted).tolist(), strict=True))

    def fitted(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """A drawn or dropped picture uint8 (h, w, 1 or 3) as the data would hold it, for `answer`.

        Raises InputError where the data are no pictures.
        """
        return self._likeness.fit(picture)

    @cached_property
    def _likeness(self) -> Likeness:
        if self.data.kind != "images":
            raise InputError("jobs_predicting.no_pictures", name=self.name, data=self.data.name)
        return Likeness.of(self.data.x_train)

    @cached_property
    def of_test(self) -> Floats:
        """The predictions for the whole test part, computed when they are first asked for."""
        return self.predict(self.data.x_test)


def _from_logits(run: Run) -> bool:
    """Whether it was trained with a loss that takes raw numbers."""
    told: Any = run.config
    for key in ("settings", "loss", "config", "from_logits"):
        told = told.get(key) if isinstance(told, dict) else None
    return bool(told)
