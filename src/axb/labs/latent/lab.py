"""The laboratory: the latent desk of a model that learns while one looks, and of its rival."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from axb.data import load
from axb.data.ranges import one_of, whole
from axb.labs.desk import Desk
from axb.labs.latent.learner import Learner
from axb.labs.latent.measures import Measured, measured
from axb.labs.one_thread import one_thread
from axb.views.latent_sheets import drawn_scene
from axb.views.scene import Scene
from axb.words import InputError, say

MODELS = ("autoencoder", "vae")
BETAS = (0.3, 1.0, 4.0)
DATA, EPOCHS, MOST = "digits", 60, 400
AT_ONCE = 4  # updates of one step of the lab
SHEET = 24  # pictures that are drawn


class LatentLab(Desk):
    """model: "autoencoder" or "vae"; both learn the same pictures, with two numbers for a code, and what one has
    learned stays while the other is looked at. beta: how much order weighs in the VAE.

    A copy, and what is sent to another process, begins anew. Raises InputError for what can't be used, here and in
    every method.
    """

    def __init__(
        self, model: str = "autoencoder", beta: float = 1.0, data: str = DATA, epochs: int = EPOCHS
    ) -> None:
        self.name, self.beta = one_of("model", model, MODELS), one_of("beta", beta, BETAS)
        self.source, self.epochs = data, whole("epochs", epochs, 1, MOST)
        known = load(data)
        if known.kind != "images" or not known.classes:
            raise InputError("labs_latent.pictures", got=data)
        self.learners: dict[tuple[str, float], Learner] = {}
        self.running, self._known = False, known
        with one_thread():
            super().__init__(self._learner().model, known)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self.beta, self.source, self.epochs)

    def _learner(self) -> Learner:
        """Of the model that is looked at; the first look makes it."""
        key = self.name, self.beta if self.name == "vae" else 0.0
        if key not in self.learners:
            self.learners[key] = Learner(*key, self._known, self.source, self.epochs)
        return self.learners[key]

    # Time

    def learn(self) -> None:
        """Let it learn, from the first weights where it has learned to the end."""
        if self._learner().ended:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let it stand."""
        self.running = False

    def start_over(self) -> None:
        """Nothing has been learned by the model that is looked at."""
        self.learners.pop((self.name, self.beta if self.name == "vae" else 0.0), None)
        self.running = False
        self._see()

    def advance(self) -> None:
        """Four updates; the map follows once an epoch."""
        learner = self._learner()
        with one_thread():
            ended = [learner.advance() for _ in range(AT_ONCE)]
            if any(ended) or learner.ended:
                self._see()
        self.step = learner.step
        self.running = self.running and not learner.ended

    # What a hand changes

    def set_model(self, model: str) -> None:
        """Look at the other one."""
        self.name = one_of("model", model, MODELS)
        self._see()

    def set_beta(self, beta: float) -> None:
        """How much order weighs in the VAE: another one learns."""
        self.beta = one_of("beta", beta, BETAS)
        self._see()

    def _see(self) -> None:
        learner = self._learner()
        with one_thread():
            self.take(learner.model, learner.step)
            self._forget("now", "sheet")

    # What is seen

    @cached_property
    def now(self) -> Measured:
        """What was measured of it when it was last seen."""
        return measured(self.model, self.data)

    @cached_property
    def sheet(self) -> Scene:
        """What is made of codes from N(0, I), without words."""
        codes = np.random.default_rng(1).standard_normal((SHEET, 2), np.float32)
        return drawn_scene(self.model.decode(codes), "")

    def numbers(self) -> dict[str, float]:
        """Those of the desk; error, order and kinds as `Measured` tells them."""
        now = self.now
        return {**super().numbers(), "error": now.error, "order": now.order, "kinds": float(now.kinds)}

    def verdict(self) -> str:
        """One sentence: who has learned how long, and how it stands."""
        now = self.now
        said = {"error": f"{now.error:.3f}", "order": f"{now.order:.2f}", "kinds": now.kinds}
        return say(f"labs_latent.says_{self.name}", step=self.step, beta=f"{self.beta:g}", **said)

    def scenes(self) -> dict[str, Scene]:
        """ "plane": the map; "made": what is made of the code; "drawn": of codes from N(0, I); "walk": from A to B."""
        walk = self.walk_scene()
        assert walk is not None  # its data are pictures
        drawn = replace(self.sheet, caption=say("labs_latent.drawn", count=SHEET))
        return {"plane": self.plane_scene(), "made": self.made_scene(), "drawn": drawn, "walk": walk}
