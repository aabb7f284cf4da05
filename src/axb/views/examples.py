"""The test examples worth looking at: the worst mistakes, and some of each mix-up."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.pictures import fitted

WORST = 32
CELLS = 20  # pairs of classes that are mixed up most often
EACH = 6  # examples of each such pair
LARGEST_SIDE = 128  # pixels of a kept picture: all of them together stay below 8 MiB

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Pictures = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Examples:
    """n examples: `index` (n,) in the test part, `true` class (n,), `probabilities` (n, K) of each class,
    and `pictures` uint8 (n, H, W, C), None where examples aren't pictures."""

    index: Ints
    true: Ints
    probabilities: Floats
    pictures: Pictures | None

    def __len__(self) -> int:
        return len(self.index)

    @property
    def predicted(self) -> Ints:
        """The most probable class of each, (n,)."""
        predicted: Ints = self.probabilities.argmax(1)
        return predicted

    @property
    def confidence(self) -> Floats:
        """How probable that class was held, 0..1, (n,)."""
        confidence: Floats = self.probabilities.max(1, initial=0)
        return confidence

    def take(self, places: Any) -> "Examples":
        """Some of them: an index array or a mask, (n,)."""
        pictures = None if self.pictures is None else self.pictures[places]
        return Examples(self.index[places], self.true[places], self.probabilities[places], pictures)

    def save(self, run: Run, step: int, name: str) -> None:
        """Keep them as arrays `name/...`, large pictures made smaller."""
        run.add_array(f"{name}/index", step, self.index)
        run.add_array(f"{name}/true", step, self.true)
        run.add_array(f"{name}/probabilities", step, self.probabilities)
        if self.pictures is not None:
            run.add_array(f"{name}/pictures", step, fitted(self.pictures, LARGEST_SIDE))

    @classmethod
    def load(cls, run: Run, step: int, name: str) -> "Examples":
        """What `save` kept."""
        index, true, probabilities, pictures = (
            run.array(f"{name}/{part}", step) for part in ("index", "true", "probabilities", "pictures")
        )
        if index is None or true is None or probabilities is None:
            raise LookupError(name)
        return cls(index, true, probabilities, pictures)


def worst(mistakes: Examples) -> Examples:
    """The mistakes the model was surest of, surest first."""
    return mistakes.take(np.argsort(-mistakes.confidence, kind="stable")[:WORST])


def mixed_up(mistakes: Examples, confusion: Ints) -> Examples:
    """Examples of the commonest mix-ups, commonest first, of each the mistakes the model was surest of."""
    places = [
        place
        for true, predicted in common_mix_ups(confusion)[:CELLS]
        for place in _surest(mistakes, (mistakes.true == true) & (mistakes.predicted == predicted))[:EACH]
    ]
    return mistakes.take(np.array(places, np.int64))


def _surest(mistakes: Examples, mask: NDArray[np.bool_]) -> Ints:
    places = np.flatnonzero(mask)
    return places[np.argsort(-mistakes.confidence[places], kind="stable")]


def common_mix_ups(confusion: Ints) -> list[tuple[int, int]]:
    """The pairs (true class, predicted class) that were mixed up, commonest first."""
    counts = confusion * ~np.eye(len(confusion), dtype=bool)
    order = np.argsort(-counts, axis=None, kind="stable")[: np.count_nonzero(counts)]
    return [(int(flat) // len(counts), int(flat) % len(counts)) for flat in order]
