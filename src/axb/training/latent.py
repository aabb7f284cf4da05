"""A latent space: codes, what examples become in it, and what is made of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.training.model import Model
from axb.words import InputError

Array = NDArray[Any]


class Latent(Model):
    """A model with a decoder from codes z `(N, latent)` to x `(N, *shape)`, in x's own scale; it may have an encoder.

    A subclass gives `decoder` and, where it has one, `encoder`. Where the decoder (and so the encoder) takes a second
    input `(N, classes)`, it is told the class, one-hot: such a model is conditional, and wants `labels` everywhere.
    """

    has_prior = True  # codes are drawn from N(0, I); False where nobody knows how they lie

    @property
    def decoder(self) -> Model:
        """From codes (and classes) to x."""
        raise NotImplementedError

    @property
    def encoder(self) -> Model | None:
        """From x (and classes) to codes; None where there is no way back."""
        return None

    @property
    def latent(self) -> int:
        """How many numbers a code has."""
        return self.decoder.inputs[0].shape[-1] or 0

    @property
    def classes(self) -> int:
        """How many classes it is told; 0 where it is told none."""
        told = self.decoder.inputs[1:]
        return (told[0].shape[-1] or 0) if told else 0

    def decode(self, codes: Any, labels: Any = None) -> Array:
        """x `(N, *shape)` made of codes `(N, latent)`; labels: the class of each, or one for all."""
        given = np.asarray(codes, np.float32)
        if given.ndim != 2 or given.shape[1] != self.latent:
            raise InputError("training.codes_shape", model=self.name, latent=self.latent, got=given.shape)
        made: Array = self.decoder.predict(self._with_classes(given, labels), verbose=0)
        return made

    def encode(self, x: Any, labels: Any = None) -> Array:
        """The codes `(N, latent)` of x `(N, *shape)`; raises InputError where there is no encoder."""
        if self.encoder is None:
            raise InputError("training.no_encoder", model=self.name)
        found: Array = self.codes_of(
            self.encoder.predict(self._with_classes(np.asarray(x), labels), verbose=0)
        )
        return found.reshape(len(found), -1)

    def codes_of(self, encoded: Any) -> Any:
        """The codes in what the encoder answers, arrays or tensors alike."""
        return encoded

    def draw(self, count: int, seed: int = 0, temperature: float = 1.0) -> Array:
        """Codes `(count, latent)` from N(0, temperature^2 I): the same ones for the same seed, and the first ones
        of a larger count. Raises InputError where nobody knows how codes lie."""
        if not self.has_prior:
            raise InputError("training.no_prior", model=self.name)
        if count < 1:
            raise InputError("registry.out_of_range", what="count", rule="≥ 1", got=count)
        if not temperature >= 0:
            raise InputError("registry.out_of_range", what="temperature", rule="≥ 0", got=temperature)
        drawn = np.random.default_rng(seed).standard_normal((count, self.latent), np.float32)
        return drawn * np.float32(temperature)

    def sample(self, count: int, seed: int = 0, temperature: float = 1.0, labels: Any = None) -> Array:
        """`count` new examples `(count, *shape)`; without labels a conditional model takes classes in turn."""
        if labels is None and self.classes:
            labels = np.arange(count) % self.classes
        return self.decode(self.draw(count, seed, temperature), labels)

    def _with_classes(self, given: Array, labels: Any) -> Any:
        """What goes into encoder or decoder: the array, and where classes are told, these one-hot."""
        if not self.classes:
            return given
        if labels is None:
            raise InputError("training.class_needed", model=self.name, most=self.classes - 1)
        known = np.broadcast_to(np.asarray(labels, np.int64), (len(given),))
        if known.min(initial=0) < 0 or known.max(initial=0) >= self.classes:
            raise InputError(
                "training.class_range",
                model=self.name,
                most=self.classes - 1,
                got=known.max() if known.min() >= 0 else known.min(),
            )
        return [given, np.eye(self.classes, dtype=np.float32)[known]]
