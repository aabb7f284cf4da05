"""Two models learn from the same points, batch by batch: one where the border is, one how to make more of them."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.batches import Batches
from axb.data.ranges import one_of, real, whole
from axb.labs.network.building import build
from axb.labs.network.points import FEWEST, Points
from axb.labs.network.seeing import Bounds, outputs
from axb.labs.network.settings import Settings
from axb.labs.network.sources import preset
from axb.labs.two_questions.answers import Answers, answers_scene
from axb.labs.two_questions.mixture import Floats, Mixture
from axb.labs.two_questions.pictures import border_scene, density_scene
from axb.optimizers import Adam
from axb.training import Model
from axb.training.loop import Trainer
from axb.views.scene import Scene
from axb.words import InputError, say

DATA = ("moons", "spiral", "circles", "ring", "xor")
OPTIONS: dict[str, dict[str, float]] = {"spiral": {"turns": 1.0}}
AIR = 1.6  # of the plane that the points take, what is shown: what lies far from them is the point
COMPONENTS, HIDDEN = 6, (16, 16)
MIXTURE_RATE, BATCH, ENDLESS, MOST_STEPS = 0.03, 32, 10**9, 100_000
PROBE = 0.25, 0.75  # where the ring is at first, of the picture from its left and its bottom


class TwoQuestionsLab:
    """A small network with a loss of -log p(c | x), and a `Mixture` with -log p(x, c), on the same batches.

    Raises InputError for what can't be used, here and in every method.
    """

    points: Points
    seen: Bounds
    probe: tuple[float, float]
    network: Model
    mixture: Mixture

    def __init__(self, data: str = "moons", components: int = COMPONENTS, seed: int = 0) -> None:
        self.components, self.seed = whole("components", components, 1, 32), whole("seed", seed, 0, 2**31)
        self.running = False
        self.set_data(data)

    # Time

    @property
    def step(self) -> int:
        """Updates of either model."""
        return self._trainers[0].step

    def advance(self) -> None:
        """One update of both, on the same batch."""
        if self.step >= MOST_STEPS:
            self.running = False
            return
        for trainer in self._trainers:
            trainer.advance()

    def learn(self) -> None:
        """Let them learn. Raises InputError where there is too little to learn from."""
        if not self.points.enough():
            raise InputError("labs_network.few", count=len(self.points), fewest=FEWEST)
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def start_over(self) -> None:
        """Both untrained, with the same first weights."""
        self.running = False
        every = np.arange(len(self.points))
        data = self.points.dataset(every, every)
        self.network = build(Settings(hidden=HIDDEN, weights=self.seed), data)
        classes = len(self.points.labels)
        self.mixture = Mixture(self.points.x.astype(np.float64), classes, self.components, self.seed)
        self.mixture.compile(Adam(MIXTURE_RATE), precision="float32", device="cpu")
        self._trainers = [
            Trainer(model, self._batches(), epochs=ENDLESS, seed=self.seed)
            for model in (self.network, self.mixture)
        ]

    def _batches(self) -> Batches:
        every = np.arange(len(self.points))
        data = self.points.dataset(every, every)
        return Batches(
            data.x_train, data.y_train, batch_size=min(BATCH, len(every)), shuffle=True, seed=self.seed
        )

    # What a hand changes

    def set_data(self, name: str, options: Mapping[str, float] | None = None) -> None:
        """A toy set of classes, from the start; the ring goes back to its first place."""
        one_of("data", name, DATA)
        self.points = preset(name, {**OPTIONS.get(name, {}), **(options or {})})
        close = Bounds.around(self.points)
        half = AIR * max(close.x1 - close.x0, close.y1 - close.y0) / 2
        x, y = (close.x0 + close.x1) / 2, (close.y0 + close.y1) / 2
        self.seen = Bounds(x - half, x + half, y - half, y + half)
        self.probe = x - half + 2 * half * PROBE[0], y - half + 2 * half * PROBE[1]
        self.start_over()

    def set_probe(self, x: float | None = None, y: float | None = None) -> None:
        """Ask about another place; one out of sight is taken to the picture's edge. None: as it is."""
        at_x = real("x", self.probe[0] if x is None else x, -1e9, 1e9)
        at_y = real("y", self.probe[1] if y is None else y, -1e9, 1e9)
        seen = self.seen
        self.probe = min(max(at_x, seen.x0), seen.x1), min(max(at_y, seen.y0), seen.y1)

    def move_point(self, index: int, x: float, y: float) -> None:
        """Drag a point that they learn from: they go on with it."""
        self.points = self.points.moved(index, x, y)
        for trainer in self._trainers:
            trainer.batches = self._batches()

    # Looking

    def chances(self, places: NDArray[np.floating[Any]]) -> Floats:
        """What the discriminative model says, `(N, classes)`."""
        answers = outputs(self.network, np.asarray(places, np.float32))[-1].astype(np.float64)
        return np.concatenate([1 - answers, answers], axis=1) if answers.shape[1] == 1 else answers

    @property
    def answers(self) -> Answers:
        """What both say of the ring's place."""
        place = np.array([self.probe])
        density, bayes = self.mixture.asked(place)
        return Answers(self.chances(place)[0], bayes[0], float(self.usual(density)[0]))

    def usual(self, density: Floats) -> Floats:
        """The share of the points whose log p(x) is lower than each of these `(N,)`."""
        of_points, _ = self.mixture.asked(self.points.x)
        return np.searchsorted(np.sort(of_points), density) / len(of_points)

    def verdict(self) -> str:
        """What both say of the ring's place, in a sentence or two."""
        if not self.step:
            return say("labs_two_questions.at_start")
        return self.answers.sentence(self._names)

    @property
    def _names(self) -> list[str]:
        """Of the classes, in the current language."""
        return [self.points.label(label) for label in self.points.labels]

    def numbers(self) -> dict[str, float]:
        """step; x and y of the ring; right_discriminative and right_generative: shares of the points whose class each
        tells; once they have learned, of the ring's place: sure, the discriminative model's highest chance, and usual.
        """
        answers = self.answers
        labels = np.searchsorted(self.points.labels, self.points.y)
        guesses = self.chances(self.points.x).argmax(1), self.mixture.asked(self.points.x)[1].argmax(1)
        right = [float((guess == labels).mean()) for guess in guesses]
        sure, usual = (float(answers.chances.max()), answers.usual) if self.step else (math.nan, math.nan)
        return {
            "step": float(self.step), "x": self.probe[0], "y": self.probe[1], "sure": sure, "usual": usual,
            "right_discriminative": right[0], "right_generative": right[1],
        }  # fmt: skip

    def scenes(self) -> dict[str, Scene]:
        """ "border": what is told apart; "density": what is made, and where; "answers": both at the ring's place."""
        answers = answers_scene(self.answers, self.points.labels, self._names)
        return {"border": border_scene(self), "density": density_scene(self), "answers": answers}
