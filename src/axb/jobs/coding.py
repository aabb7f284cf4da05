"""A trained run's latent space: the codes of its test part, and the code of what a person names."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.pictures.decoding import BYTES, read_picture
from axb.data.ranges import whole
from axb.insight.latent import Order, Ordinary, Plane, anomaly_scores, order
from axb.jobs.predicting import Predictor
from axb.training import Latent, Model
from axb.words import InputError

Array = NDArray[Any]
SEEN = 500  # test examples whose codes are drawn
MEASURED = 2000  # test examples that a number is measured on


@dataclass(frozen=True, eq=False)
class Coded:
    """A code `(latent,)`; the example that it is of, where there is one; its class (a whole number), where known."""

    code: NDArray[np.float32]
    example: Array | None = None
    label: int | None = None


class Coding:
    """The latent space of a run. Raises InputError where the run has none, and as `Predictor` does."""

    def __init__(self, run: str | Predictor) -> None:
        self.predictor = Predictor(run) if isinstance(run, str) else run
        self.name, self.data = self.predictor.name, self.predictor.data
        self.model = latent_of_model(self.predictor.model, self.name)

    @property
    def pictures(self) -> bool:
        """Whether its examples are pictures."""
        return self.data.kind == "images"

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """The test examples that are drawn: up to 500, drawn with a fixed seed."""
        found: NDArray[np.int64] = np.random.default_rng(0).permutation(len(self.data.x_test))[:SEEN]
        return found

    @cached_property
    def codes(self) -> Array:
        """Those examples' codes, `(N, latent)`; without an encoder as many drawn from the prior."""
        if self.model.encoder is None:
            return self.model.draw(len(self.places))
        return self.model.encode(self.data.x_test[self.places], self.told(self.data.y_test[self.places]))

    @cached_property
    def classes(self) -> NDArray[np.int64] | None:
        """Those examples' classes, where there are classes and an encoder."""
        if self.data.classes is None or self.model.encoder is None:
            return None
        return np.asarray(self.data.y_test[self.places], np.int64)

    @cached_property
    def plane(self) -> Plane:
        """What a map of it is drawn on."""
        return plane_of(self.model, self.codes)

    @cached_property
    def order(self) -> Order:
        """How far codes are in order, measured on up to 2,000 test examples."""
        x, y = self.data.x_test[:MEASURED], self.data.y_test[:MEASURED]
        classes = None if self.data.classes is None else y
        return order(self.model, x, self.told(y), train=self.data.x_train, classes=classes)

    @cached_property
    def ordinary(self) -> Ordinary:
        """How strange up to 2,000 test examples are."""
        x, y = self.data.x_test[:MEASURED], self.data.y_test[:MEASURED]
        return Ordinary.of(self.model, x, self.told(y))

    def told(self, labels: Any) -> Any:
        """The classes, where the model is told them."""
        return labels if self.model.classes else None

    def coded(self, what: str, label: int | None = None) -> Coded:
        """The code of an example of the test part by its number from 1, or of a picture's file; where there is no
        encoder, the number is the seed of a code that is drawn. label: the class that a conditional model is told
        of a file, or of a drawn code.

        Raises InputError where it is neither, or a class is missing.
        """
        if self.model.encoder is None:
            seed = whole("seed", int(what) if what.isdecimal() else what, 0, 2**31)
            return Coded(self.model.draw(1, seed)[0], None, label)
        example, known = named(self.predictor, what)
        return self.of(example, label if known is None else known)

    def stranger(self, one: Coded) -> tuple[float, float]:
        """How strange an example is, and what share of ordinary test examples is at least as strange.

        Raises InputError for a code that is of no example.
        """
        if one.example is None:
            raise InputError("training.no_encoder", model=self.model.name)
        scores = anomaly_scores(self.model, one.example[None], self.told(one.label))
        return float(scores[0]), float(self.ordinary.stranger(scores)[0])

    def of(self, example: Array, label: int | None = None) -> Coded:
        """The code of an example `(*shape)`."""
        return Coded(self.model.encode(example[None], self.told(label))[0], example, label)

    def decoded(self, codes: Array, label: int | None = None) -> Array:
        """What is made of codes `(N, latent)`; `label` is of use only where classes are told (0 where it is None)."""
        return self.model.decode(codes, self.told(label or 0))


def named(predictor: Predictor, what: str) -> tuple[Array, int | None]:
    """An example of the test part by its number from 1 with its class, where it has one; or a picture's file as the
    data would hold it. Raises InputError where it is neither."""
    data = predictor.data
    if not what.isdecimal():
        return predictor.fitted(_read(Path(what))), None
    at = whole("picture", int(what), 1, len(data.x_test)) - 1
    return data.x_test[at], None if data.classes is None else int(data.y_test[at])


def latent_of_model(model: Model, name: str) -> Latent:
    """A run's model as a latent space. Raises InputError where it is another kind of model."""
    if not isinstance(model, Latent):
        raise InputError("jobs_coding.no_latent", name=name, kind=type(model).__name__)
    return model


def plane_of(model: Latent, codes: Array) -> Plane:
    """The prior's own plane where nothing is encoded; else where the codes are seen best."""
    return Plane.prior(model.latent) if model.encoder is None else Plane.of(codes)


def _read(path: Path) -> NDArray[np.uint8]:
    """At most a byte more than is taken is read of a file."""
    try:
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        raise InputError("jobs_coding.no_file", got=str(path), problem=error.strerror or error) from None
    return read_picture(data)
