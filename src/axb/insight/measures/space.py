"""Where examples are compared: pictures by the frozen classifier's features, rows of numbers as they are."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.data.published import FASHION_MNIST
from axb.insight.measures.features import look
from axb.insight.measures.nearest import nearest

Kind = Literal["clothes", "pictures", "numbers"]
VOTERS = 5  # nearest training examples that say which class an example is seen as
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Placed:
    """Examples as points (N, D), and the classes (N,) they are seen as; None where nobody can tell."""

    points: Array
    classes: Array | None


class Space:
    """The space for a data set; all training examples lie in it.

    "clothes": grey clothes as Fashion-MNIST has them, told apart by the frozen classifier. "pictures": all others. They
    lie in the features of the same classifier, resized and in grey as it knows them: edges, shapes and textures, but
    none of their own classes, which the nearest training examples tell. "numbers": each column over its standard
    deviation in the training part.
    """

    def __init__(self, data: Dataset) -> None:
        self.data = data
        clothes = data.class_names == FASHION_MNIST.class_names and data.input_shape == (28, 28, 1)
        self.kind: Kind = "numbers" if data.kind != "images" else "clothes" if clothes else "pictures"
        if self.kind == "numbers":
            spread = data.x_train.std(0, dtype=np.float64)
            self.mean, self.spread = data.x_train.mean(0, dtype=np.float64), np.where(spread > 0, spread, 1.0)
        self.train = self._points(data.x_train)[0]

    def place(self, examples: Array) -> Placed:
        """Examples (N, *shape) in the data's own scale."""
        points, seen = self._points(examples)
        if seen is None and self.data.classes is not None and self.data.classes > 1:
            seen = self._voted(points, self.data.classes)
        return Placed(points, seen)

    def _points(self, examples: Array) -> tuple[Array, Array | None]:
        if self.kind == "numbers":
            return (examples - self.mean) / self.spread, None
        looked = look(examples)
        return looked.features, looked.probabilities.argmax(1) if self.kind == "clothes" else None

    def _voted(self, points: Array, classes: int) -> Array:
        """The class that most of the nearest training examples have; the nearest one's where several are as many."""
        labels = self.data.y_train[nearest(points, self.train, min(VOTERS, len(self.train)))[1]]
        votes = (labels[:, :, None] == np.arange(classes)).sum(1) + 0.5 * np.eye(classes)[labels[:, 0]]
        winners: Array = votes.argmax(1)
        return winners
