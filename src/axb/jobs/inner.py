"""One of the models that a generative model is made of, to be looked into like any other: encoder, decoder, ..."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.data import Dataset
from axb.insight import FeatureMaps, feature_maps
from axb.jobs.predicting import Predictor
from axb.training import Latent, Model
from axb.words import InputError

PARTS = ("encoder", "decoder", "generator", "discriminator")
MAKERS = ("decoder", "generator")  # they read codes
MOST = 500  # codes that one can go through


def parts_of(whole: Predictor) -> tuple[str, ...]:
    """Which of them it has; a generator's moving average is not told apart from it."""
    known = [name for name in PARTS if isinstance(getattr(whole.model, name, None), Model)]
    return tuple(name for name in known if name != "decoder" or "generator" not in known)


class Inner(Predictor):
    """A part of a run's generative model. Who makes reads codes: those of test examples or, without an encoder, drawn
    ones; who judges or encodes reads the examples themselves. Raises InputError where the run has no such part."""

    def __init__(self, whole: Predictor, part: str) -> None:
        if part not in parts_of(whole):
            known = ", ".join(parts_of(whole))
            raise InputError("registry.unknown_choice", what="part", known=known, got=part)
        self.name, self.part, self.alone = f"{whole.name}-{part}", part, whole.alone
        self.model, self._gives_raw_numbers = getattr(whole.model, part), False
        self.classes = getattr(whole.model, "classes", 0)
        self.data = _codes(whole) if part in MAKERS else whole.data

    @property
    def embeds(self) -> bool:
        """Whether what comes into its last layer is told by the example alone, and the example has a class to see."""
        return not self.classes and self.part != "generator"

    def maps(self, example: ArrayLike) -> list[FeatureMaps]:
        """What each of its layers makes of an example, or of a code; told its class where it is conditional."""
        x = np.asarray(example, self.data.x_test.dtype)
        with self.alone:
            return feature_maps(self.model, [x, self._told(x)] if self.classes else x)

    def look(self, example: ArrayLike) -> NDArray[np.float32]:
        """Of a discriminator: how much each place speaks for a real one. Raises InputError of others, which answer
        nothing that a place could speak for."""
        if self.part != "discriminator" or self.classes:
            raise InputError("views_restored.no_looks", name=self.name)
        return super().look(example)

    def _told(self, x: Any) -> Any:
        """The class of an example of the test part, one-hot; of another one the first."""
        same = (self.data.x_test == x).reshape(len(self.data.x_test), -1).all(1)
        return np.eye(self.classes, dtype=np.float32)[self.data.y_test[same.argmax()]]


def _codes(whole: Predictor) -> Dataset:
    """Codes `(N, latent)` in place of the examples, with these' classes."""
    model, data = whole.model, whole.data
    assert isinstance(model, Latent)  # it has a part that reads codes
    count = min(len(data.x_test), MOST)
    y, names = data.y_test[:count], (data.class_names, data.class_names_ja)
    if model.encoder is not None:
        codes = model.encode(data.x_test[:count], y if model.classes else None)
    else:
        codes = model.draw(count)
    return Dataset(data.name, "table", codes, y, codes, y, *names)
