"""The laboratory: one autoencoder of a chosen kind learns, and PCA stands beside it."""

import math
from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from axb.data import load
from axb.data.ranges import one_of, read_whole, whole
from axb.data.spec import check_options
from axb.labs.one_thread import one_thread
from axb.labs.squeeze.picture import code_bars, error_curve, rows
from axb.labs.trial import stepwise
from axb.optimizers import Adam
from axb.optimizers.schedules import CosineDecay
from axb.training import Autoencoder, Trainer
from axb.training.seeds import seed_turn
from axb.views.scene import Scene
from axb.words import say
from axb.zoo import facts_of, find

Floats = NDArray[np.float32]
SIGMOIDS = {"hidden": "48,32,24", "activation": "sigmoid"}
# By name: family, options, Adam's rate. "layers" is "sigmoids", whose pairs learn one after another first.
KINDS: dict[str, tuple[str, dict[str, str], float]] = {
    "line": ("autoencoder", {}, 0.02),
    "bent": ("stacked_autoencoder", {"hidden": "64,32"}, 0.005),
    "sigmoids": ("stacked_autoencoder", SIGMOIDS, 0.005),
    "layers": ("stacked_autoencoder", SIGMOIDS | {"pretrain": "150"}, 0.005),
    "sparse": ("autoencoder", {"activation": "relu", "sparse": "0.001"}, 0.005),
    "noisy": ("stacked_autoencoder", {"hidden": "64,32", "noise": "0.3"}, 0.005),
}
LENGTHS = (2, 4, 8, 16, 32, 64)  # of the code
EPOCHS, BATCH, EVERY = 50, 64, 24  # it is measured once an epoch
NOTHING = 1e-6  # PCA with as many numbers as pixels leaves no error that anything could be compared with
SHOWN, DAMAGED = 10, 0.3  # pictures, and the share of their numbers that is destroyed where that is asked


class SqueezeLab:
    """`kind` is one of KINDS, `latent` how many numbers the code has. Raises InputError for what can't be used, here
    and in every method."""

    def __init__(self, kind: str = "line", latent: int = 8) -> None:
        self.data = load("digits")
        self.kind, self.latent = one_of("kind", kind, KINDS), whole("latent", latent, 1, LENGTHS[-1])
        self.start_over()

    def set_kind(self, kind: str) -> None:
        """Another kind, before it has learned."""
        self.kind = one_of("kind", kind, KINDS)
        self.start_over()

    def set_latent(self, latent: int) -> None:
        """A code of so many numbers, before it has learned."""
        self.latent = whole("latent", latent, 1, LENGTHS[-1])
        self.start_over()

    def start_over(self) -> None:
        """Nothing has been learned."""
        self.running, self.errors = False, list[tuple[int, float]]()
        self.__dict__.pop("trainer", None)
        self.__dict__.pop("principal", None)

    def learn(self) -> None:
        """Let it learn, from the start where it has."""
        if self.trainer.step >= self.trainer.total_steps:
            self.start_over()
        self.running = True

    @property
    def model(self) -> Autoencoder:
        """What learns."""
        model = self.trainer.model
        assert isinstance(model, Autoencoder)
        return model

    @cached_property
    def trainer(self) -> Trainer:
        """Made when it is first wanted."""
        family, options, rate = KINDS[self.kind]
        seed_turn(0, 0, 0)
        model = find(family).make(facts_of(self.data), {"latent": str(self.latent), **options})
        steps = EPOCHS * -(-len(self.data.x_train) // BATCH)
        model.compile(Adam(CosineDecay(rate, steps)), "mean_squared_error")
        return stepwise(model, self.data, EPOCHS, BATCH, 0)

    @one_thread()
    def advance(self) -> None:
        """One update; once an epoch it is measured."""
        if self.trainer.step < self.trainer.total_steps:
            self.trainer.advance()
            if self.trainer.step % EVERY == 0:
                self.errors.append((self.trainer.step, self.error()))
        self.running = self.running and self.trainer.step < self.trainer.total_steps

    # What is seen

    @cached_property
    def principal(self) -> tuple[Floats, Floats]:
        """PCA of the training part: its mean `(64,)` and its first axes `(latent, 64)`."""
        x = self.data.x_train.reshape(len(self.data.x_train), -1) / np.float32(255)
        return x.mean(0), np.linalg.svd(x - x.mean(0), full_matrices=False)[2][: self.latent]

    @property
    def given(self) -> NDArray[np.uint8]:
        """Test pictures, damaged where this kind learns from damaged ones."""
        x = self.data.x_test
        if self.kind != "noisy":
            return x
        kept = np.random.default_rng(0).random(x.shape) >= DAMAGED
        return np.where(kept, x, 0).astype(np.uint8)

    def by_pca(self) -> Floats:
        """What PCA restores of the given test pictures, 0..255."""
        mean, axes = self.principal
        x = self.given.reshape(len(self.given), -1) / np.float32(255) - mean
        restored = np.float32(255) * ((x @ axes.T) @ axes + mean)
        return restored.reshape(self.given.shape).astype(np.float32)

    def wrong(self, restored: Floats) -> float:
        """The squared error a pixel, pixels as 0..1, of what was restored beside the undamaged test pictures."""
        return float(np.square((self.data.x_test - restored) / np.float32(255)).mean(dtype=np.float64))

    def error(self) -> float:
        """Of the autoencoder, now."""
        return self.wrong(self.model.predict(self.given, verbose=0))

    def numbers(self) -> dict[str, float]:
        """step; the squared error a pixel of the autoencoder ("error") and of PCA ("pca"), and the first over the
        second ("ratio"); "zeros": the share of the code's numbers that are exactly 0."""
        error = self.errors[-1][1] if self.errors else math.nan
        pca, step = self.wrong(self.by_pca()), float(self.trainer.step)
        zeros = float((self.model.encode(self.given) == 0).mean()) if self.errors else math.nan
        ratio = error / pca if pca > NOTHING else math.nan
        return {"step": step, "error": error, "pca": pca, "ratio": ratio, "zeros": zeros}

    def verdict(self) -> str:
        """One sentence: how far it is, beside PCA."""
        told = self.numbers()
        if not self.errors:
            return say("labs_squeeze.at_start")
        if self.kind == "sparse":
            return say("labs_squeeze.sparse", zeros=f"{told['zeros']:.0%}", error=f"{told['error']:.4f}")
        key = "better" if told["ratio"] < 0.98 else "worse" if told["ratio"] > 1.02 else "even"
        return say(f"labs_squeeze.than_pca_{key}", error=f"{told['error']:.4f}", pca=f"{told['pca']:.4f}")

    def scenes(self) -> dict[str, Scene]:
        """ "restored": pictures, what becomes of them, and what PCA makes of them. "error": the error while it learns.
        "code": the numbers of the first pictures' codes."""
        x = self.given[:SHOWN]
        known = {"given": x, "restored": self.model.predict(x, verbose=0), "pca": self.by_pca()[:SHOWN]}
        return {
            "restored": rows(known, self.kind == "noisy", self.latent),
            "error": error_curve(self.errors, self.wrong(self.by_pca()), self.trainer.total_steps),
            "code": code_bars(self.model.encode(x[:3])),
        }


def squeeze_lab(options: Mapping[str, str]) -> SqueezeLab:
    """kind, latent. Raises InputError for another option, or a value of no use."""
    check_options("squeeze", options, ("kind", "latent"))
    latent = read_whole("latent", options["latent"]) if "latent" in options else 8
    return SqueezeLab(options.get("kind", "line"), latent)
