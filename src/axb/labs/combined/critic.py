"""A VAE, and the same encoder and decoder with a discriminator as their critic: VAE-GAN."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.labs.combined.course import Stage
from axb.labs.packing import packed
from axb.training import VAE, Model
from axb.training.seeds import seed_turn
from axb.zoo import facts_of, find

FAMILIES = {"vae": "conv_vae", "vae_gan": "vae_gan"}
# Enough KL to draw from, little enough that codes still tell pictures apart after few steps; pixels and features are
# on scales of their own.
OWN = {"vae": {"hidden": "", "beta": "0.2"}, "vae_gan": {"gamma": "3", "beta": "0.02"}}
RATE = 0.002  # Adam's, in both
BATCH, SHOWN, MEASURED = 64, 10, 500
Array = NDArray[Any]


class Critic:
    """Who compares pixel by pixel is safest with the mean of what may be, and that is blurred."""

    cost = 5.0

    def __init__(self, data: Dataset, epochs: int, seed: int) -> None:
        self.data, self.epochs, self.seed = data, epochs, seed
        self.models: dict[str, VAE] = {}

    def stages(self) -> list[Stage]:
        """First the VAE, then the VAE-GAN."""
        count = len(self.data.x_train)
        return [Stage(partial(self._begin, name), count, BATCH, self.epochs) for name in FAMILIES]

    def _begin(self, name: str) -> tuple[Model, Array, None]:
        seed_turn(self.seed, 0, 0)
        family, facts = find(FAMILIES[name]), facts_of(self.data)
        model = family.make(facts, {"filters": "16,32", **OWN[name]})
        steps = self.epochs * -(-len(self.data.x_train) // BATCH)
        model.compile(family.recipe.optimizer(facts, steps, RATE))
        assert isinstance(model, VAE)
        self.models[name] = model
        return model, self.data.x_train, None

    def scores(self, over: int) -> dict[str, float]:
        """ "vae_edges": how strong edges are in what it restores, beside the real pictures' (1 is as strong);
        "vae_error": the squared error a pixel. The same of "vae_gan"."""
        x, found = self.data.x_test[:MEASURED], dict[str, float]()
        for name, model in list(self.models.items())[:over]:
            restored = model.predict(x, verbose=0)
            found[f"{name}_edges"] = edges(restored) / edges(x)
            found[f"{name}_error"] = float(np.square((x - restored) / np.float32(255)).mean(dtype=np.float64))
        return found

    def pictures(self, over: int) -> dict[str, str]:
        """ "real"; what each makes of these ("vae", "vae_gan"), and what each makes up ("vae_new", "vae_gan_new")."""
        x = self.data.x_test[:SHOWN]
        rows = {"real": packed(x)}
        for name, model in list(self.models.items())[:over]:
            rows[name] = packed(model.predict(x, verbose=0))
            rows[f"{name}_new"] = packed(model.sample(SHOWN, self.seed))
        return rows if over else {}

    def points(self, over: int) -> dict[str, list[list[float]]]:
        """None."""
        return {}


def edges(pictures: Array) -> float:
    """The mean difference between neighbouring pixels of `(N, H, W, C)`."""
    x = np.asarray(pictures, np.float32)
    return float(np.abs(np.diff(x, axis=1)).mean() + np.abs(np.diff(x, axis=2)).mean())
