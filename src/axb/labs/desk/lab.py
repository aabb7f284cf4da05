"""The latent desk as a lab: time goes from A to B and back."""

import math

from axb.data import Dataset
from axb.labs.desk.desk import Desk
from axb.training import Latent
from axb.views.scene import Scene
from axb.words import say

PERIOD = 240  # steps there and back


class DeskLab(Desk):
    """A trained model's, or one's that is being trained elsewhere; running, the code walks between A and B."""

    def __init__(self, model: Latent, data: Dataset, step: int = 0) -> None:
        super().__init__(model, data, step)
        self.running, self._moment = False, 0

    def learn(self) -> None:
        """Let the code walk, from where it is on the way."""
        self.running, self._moment = True, round(math.acos(1 - 2 * self.share) / (2 * math.pi) * PERIOD)

    def pause(self) -> None:
        """Let it stand."""
        self.running = False

    def start_over(self) -> None:
        """To A."""
        self.running = False
        self.go("a")

    def advance(self) -> None:
        """A bit of the way; slower at both ends."""
        self._moment = (self._moment + 1) % PERIOD
        self.set_share((1 - math.cos(2 * math.pi * self._moment / PERIOD)) / 2)

    def verdict(self) -> str:
        """Which step of the training is seen."""
        return say("labs_desk.step", step=f"{self.step:,}")

    def scenes(self) -> dict[str, Scene]:
        """ "plane": the map; "made": what is made of the code; "walk": from A to B, where these are pictures."""
        walk = self.walk_scene()
        return {
            "plane": self.plane_scene(), "made": self.made_scene(), **({} if walk is None else {"walk": walk})
        }  # fmt: skip
