"""Both models learn live, update by update on the same batches, and are asked about one picture of the way."""

import math

import numpy as np

from axb.data.ranges import real
from axb.labs.two_questions.answers import Answers, answers_scene
from axb.labs.two_questions.pictured.asked import WAY
from axb.labs.two_questions.pictured.experiment import scenes
from axb.labs.two_questions.pictured.outcome import Outcome
from axb.labs.two_questions.pictured.plan import PARTS, Plan
from axb.labs.two_questions.pictured.verdict import verdict
from axb.views.scene import Scene
from axb.words import say

EVERY = 25  # updates from one measuring to the next


class PicturesLab:
    """`share`: where on the way, 0 at A and 1 at B, they are asked. Raises InputError for what can't be used, here and
    in every method.

    A copy, and what is sent to another process, begins anew.
    """

    def __init__(self, plan: Plan | None = None, share: float = 0.5) -> None:
        self.plan, self.share = plan or Plan(), real("x", share, -1e9, 1e9)
        self.start_over()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.plan, self.share)

    # Time

    @property
    def step(self) -> int:
        """Updates of either model."""
        return self.models[0].trainer.step

    @property
    def ended(self) -> bool:
        """Whether nothing is left to learn."""
        return self.step >= self.models[0].trainer.total_steps

    def start_over(self) -> None:
        """Both untrained, with the same first weights."""
        self.running, self.outcomes = False, list[Outcome]()
        with self.plan.threads():
            self.models = [self.plan.model(part) for part in PARTS]

    def learn(self) -> None:
        """Let them learn, from the first weights where they have learned to the end."""
        if self.ended:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One update of both, on the same batch; now and then they are asked all there is to ask."""
        if not self.ended:
            with self.plan.threads():
                for model in self.models:
                    model.advance()
                if self.step % EVERY == 0 or self.ended or self.step == 1:
                    self.outcomes = [model.outcome() for model in self.models]
        self.running = self.running and not self.ended

    # What a hand changes

    def set_data(self, name: str) -> None:
        """Other pictures of classes, as `axb.data.load` names them, from the start."""
        self.plan = Plan(name, self.plan.steps, self.plan.seed)
        self.start_over()

    def set_probe(self, x: float | None = None, y: float | None = None) -> None:
        """Ask about another picture of the way; x beyond an end is that end. None: as it is. y: how high a hand is, of
        no meaning here."""
        self.share = min(max(real("x", self.share if x is None else x, -1e9, 1e9), 0.0), 1.0)

    # What is seen

    @property
    def answers(self) -> Answers:
        """What both say of the picture that is asked about. Raises IndexError before they have learned."""
        told, made = self.outcomes
        at = round(self.share * (WAY - 1))
        told_way, made_way = (np.array(one.chances["way"][at]) for one in (told, made))
        return Answers(told_way, made_way, made.usual["way"][at])

    def verdict(self) -> str:
        """What both say of that picture; at the end what follows from all."""
        if not self.outcomes:
            return say("labs_two_questions.at_start_pictures")
        if self.ended:
            return verdict(self.outcomes)
        return self.answers.sentence(self.outcomes[0].labels, "picture")

    def numbers(self) -> dict[str, float]:
        """step; x, where on the way; of test pictures, whose class they tell: right_discriminative, right_generative;
        of the picture of the way: sure, the discriminative model's highest chance, and usual, the share of test
        pictures that are less usual. NaN before they have learned."""
        told = {
            "right_discriminative": math.nan,
            "right_generative": math.nan,
            "sure": math.nan,
            "usual": math.nan,
        }
        if self.outcomes:
            found = self.answers
            told = {
                "right_discriminative": self.outcomes[0].right, "right_generative": self.outcomes[1].right,
                "sure": float(found.chances.max()), "usual": found.usual,
            }  # fmt: skip
        return {"step": float(self.step), "x": self.share, **told}

    def scenes(self) -> dict[str, Scene]:
        """ "border" and "density": the way, seen by either; "answers": both on one picture of it; "odd": on strange
        pictures; "new": what they make."""
        return {**scenes(self.outcomes, self.share), "answers": self._answers_scene()}

    def _answers_scene(self) -> Scene:
        names = self.outcomes[0].labels if self.outcomes else ["–"]
        labels = range(len(names))
        unknown = Answers(np.zeros(1), np.zeros(1), 0.0)
        return answers_scene(self.answers if self.outcomes else unknown, labels, names, "_picture")
