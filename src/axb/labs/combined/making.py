"""Who builds the models of each combination from parts, and measures what they can do."""

from collections.abc import Mapping
from typing import Protocol

from axb.labs.combined.codes import Codes
from axb.labs.combined.course import Stage
from axb.labs.combined.critic import Critic
from axb.labs.combined.two_stage import TwoStage


class Maker(Protocol):
    """`over`: how many of the stages have ended, so that what has not learned yet is not measured."""

    def stages(self) -> list[Stage]:
        """Its trainings, in order."""

    def scores(self, over: int) -> dict[str, float]:
        """Numbers by name."""

    def pictures(self, over: int) -> dict[str, str]:
        """Rows of pictures by name."""

    def points(self, over: int) -> dict[str, list[list[float]]]:
        """Codes on two axes by whose they are."""


MAKERS: Mapping[str, type[Codes | Critic | TwoStage]] = {
    "codes": Codes,
    "vae_gan": Critic,
    "two_stage": TwoStage,
}
