"""A second generative model on the codes of a first: two-stage VAE (Dai & Wipf 2019), the idea of Stable Diffusion.

"Diagnosing and enhancing VAE models", section 4: a first VAE learns where pictures lie and a second one how they are
spread there, since codes of real pictures hardly ever lie as N(0, I) says. Rombach et al. 2022 ("High-resolution image
synthesis with latent diffusion models") do the same with an autoencoder and a diffusion model.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.insight.measures import frechet_distance
from axb.labs.combined.course import Stage
from axb.labs.packing import packed
from axb.optimizers import Adam
from axb.optimizers.schedules import CosineDecay
from axb.training import VAE, Model, head
from axb.training.seeds import seed_turn
from axb.zoo import Facts, facts_of, find

LATENT, SPREAD = (
    16,
    "0.1",
)  # a first stage with so little KL restores well, and leaves its codes where they are
BATCH, SHOWN, POINTS, MEASURED = 64, 10, 150, 1000
Array = NDArray[Any]


class TwoStage:
    """Codes are drawn from N(0, I), or made by a second VAE that has learned from real codes."""

    cost = 2.0

    def __init__(self, data: Dataset, epochs: int, seed: int) -> None:
        self.data, self.epochs, self.seed = data, epochs, seed
        self.first: VAE | None = None
        self.second: VAE | None = None

    def stages(self) -> list[Stage]:
        """A VAE on pictures, then one on its codes."""
        count = len(self.data.x_train)
        return [
            Stage(self._pictures, count, BATCH, self.epochs),
            Stage(self._codes, count, BATCH, 2 * self.epochs),
        ]

    def _pictures(self) -> tuple[Model, Array, None]:
        seed_turn(self.seed, 0, 0)
        options = {"latent": str(LATENT), "beta": SPREAD, "hidden": "256", "batch_norm": "false"}
        self.first = self._compiled(find("vae").make(facts_of(self.data), options), 0)
        return self.first, self.data.x_train, None

    def _codes(self) -> tuple[Model, Array, None]:
        """Frozen, the first one only says what the codes are: as much spread as it gave each of them."""
        assert self.first is not None
        codes = drawn_around(self.first, self.data.x_train, self.seed)
        mean, variance = (tuple(float(one) for one in row) for row in (codes.mean(0), codes.var(0)))
        facts = Facts((LATENT,), head("regression"), mean=mean, variance=variance)
        seed_turn(self.seed, 0, 1)
        made = find("vae").make(facts, {"latent": str(LATENT), "hidden": "128,128", "batch_norm": "false"})
        self.second = self._compiled(made, 1)
        return self.second, codes, None

    def _compiled(self, model: Model, stage: int) -> VAE:
        assert isinstance(model, VAE)
        model.compile(Adam(CosineDecay(0.002, self.stages()[stage].steps)))
        return model

    def _drawn(self, over: int, count: int) -> dict[str, Array]:
        """Codes that are drawn, by whose they are: "one" stage, and "two"."""
        if self.first is None or not over:
            return {}
        drawn = {"one": self.first.draw(count, self.seed)}
        if self.second is not None and over > 1:
            drawn["two"] = self._made(self.second, count)
        return drawn

    def _made(self, second: VAE, count: int) -> Array:
        """What it makes up, with the spread that it has learned around each (algorithm 1 of Dai & Wipf)."""
        assert second.log_noise is not None
        spread = np.asarray(second.unit) * np.exp(0.5 * second.log_noise.detach().cpu().numpy())
        noise = np.random.default_rng([self.seed, 3]).standard_normal((count, LATENT), np.float32)
        made: Array = second.sample(count, self.seed) + noise * spread.astype(np.float32)
        return made

    def scores(self, over: int) -> dict[str, float]:
        """ "one" and "two": how far drawn codes are from those of test pictures (Frechet distance in the codes' own
        space); "error": what the first stage doesn't restore, squared, a pixel."""
        if self.first is None or not over:
            return {}
        x = self.data.x_test[:MEASURED]
        real, scale = drawn_around(self.first, x, self.seed), np.float32(255)
        error = np.square((x - self.first.predict(x, verbose=0)) / scale).mean(dtype=np.float64)
        apart = {name: frechet_distance(codes, real) for name, codes in self._drawn(over, MEASURED).items()}
        return {"error": float(error), **apart}

    def pictures(self, over: int) -> dict[str, str]:
        """ "real", and what the first stage's decoder makes of the codes drawn in "one" stage and in "two"."""
        if self.first is None or not over:
            return {}
        drawn = self._drawn(over, SHOWN)
        made = {name: packed(self.first.decode(codes)) for name, codes in drawn.items()}
        return {"real": packed(self.data.x_test[:SHOWN]), **made}

    def points(self, over: int) -> dict[str, list[list[float]]]:
        """Codes of test pictures ("real"), and those drawn, on the two main axes of the real ones."""
        if self.first is None or not over:
            return {}
        real = drawn_around(self.first, self.data.x_test[:POINTS], self.seed)
        axes = np.linalg.svd(real - real.mean(0), full_matrices=False)[2][:2]
        clouds = {"real": real, **self._drawn(over, POINTS)}
        return {name: ((codes - real.mean(0)) @ axes.T).round(3).tolist() for name, codes in clouds.items()}


def drawn_around(model: VAE, x: Array, seed: int) -> Array:
    """A code `(N, latent)` out of q(z|x) for each x."""
    mean, log_variance = model.encoder.predict(x, verbose=0)
    noise = np.random.default_rng([seed, 2]).standard_normal(mean.shape, np.float32)
    drawn: Array = mean + np.exp(0.5 * log_variance) * noise
    return drawn
