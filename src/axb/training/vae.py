"""The variational autoencoder: an encoder that answers with a distribution, so that codes can be drawn."""

import math
from collections.abc import Sequence
from typing import Any, Unpack, cast

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.data.batches import Batch, Batches
from axb.graph import Input
from axb.graph.layer import LayerOptions
from axb.graph.mode import mode
from axb.initializers import Constant
from axb.losses.loss import reduced
from axb.registry import registered
from axb.training.latent import Latent
from axb.training.likelihoods import LIKELIHOODS, START, bernoulli, entropy, gaussian
from axb.training.model import Model
from axb.training.player import Turn
from axb.training.task import Task
from axb.words import InputError

BATCH = 500  # examples at a time where the bound is measured


@registered
class VAE(Latent):
    """Auto-encoding variational Bayes (Kingma & Welling 2014), by `compile(optimizer)` and `fit(x)`.

    encoder: q(z|x) = N(mu, sigma^2), from x `(N, *shape)` to [mean, log_variance], both `(N, latent)`. decoder: p(x|z),
    from z to x in x's own shape and scale. p(z) = N(0, I). Where both take a second input `(N, classes)` it is told the
    class one-hot, in training `fit(x, y)`. likelihood: "bernoulli" for numbers that are 0 to `unit`, taken as
    probabilities, as is usual for grey pictures; or "gaussian" around what the decoder answers, its log-variance
    learned, one for each place of x's last axis. unit: what 1 is in x's numbers (255 for bytes); densities are those
    of x / unit. beta: how much the KL divergence weighs (Higgins et al. 2017, equation 4; 1 is the bound itself).
    warmup: steps in which that weight grows from 0 (Sonderby et al. 2016, section 2.3).

    Logs tell loss = reconstruction + beta kl (Kingma & Welling, equation 7, its sign turned), all in nats an example.
    """

    task: Task = "generate"
    log_noise: Tensor | None

    def __init__(
        self,
        encoder: Model,
        decoder: Model,
        likelihood: str = "bernoulli",
        beta: float = 1.0,
        warmup: int = 0,
        unit: float | Sequence[float] = 1.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        _check(encoder, decoder, likelihood, beta, warmup)
        x, *told = [Input(one.shape[1:], dtype=one.dtype) for one in encoder.inputs]
        mean, _ = cast("Any", encoder([x, *told] if told else x))
        super().__init__([x, *told] if told else x, decoder([mean, *told] if told else mean), **options)
        self.likelihood, self.beta, self.warmup = likelihood, float(beta), warmup
        self.unit = float(unit) if isinstance(unit, int | float) else [float(one) for one in unit]
        self.log_noise = None
        if likelihood == "gaussian":
            self.log_noise = self.add_weight((x.shape[-1] or 1,), Constant(START), trainable=self._trainable)

    @property
    def encoder(self) -> Model:
        """From x (and classes) to [mean, log_variance]."""
        return cast("Model", self._graph().nodes[0].layer)

    @property
    def decoder(self) -> Model:
        """From codes (and classes) to x."""
        return cast("Model", self._graph().nodes[-1].layer)

    def codes_of(self, encoded: Any) -> Any:
        """The means."""
        return encoded[0]

    def turns(self, step: int) -> Sequence[Turn]:
        """One turn, in which KL weighs what this step of the warm-up says; all of beta where nobody trains."""
        share = min(step / self.warmup, 1.0) if self.warmup else 1.0
        return [("model", lambda batch: self.loss_function(batch, share if self.training else 1.0))]

    def loss_function(self, batch: Batch, share: float = 1.0) -> Any:
        """The negative bound on a batch, its KL weighed by `share` of beta; and its parts."""
        parts = self.terms(batch.x, self._one_hot(batch.y))
        reconstruction, kl = (reduced(one, batch.weight) for one in parts)
        loss = self.objective.penalized(reconstruction + share * self.beta * kl, self)
        return loss, {"reconstruction": reconstruction, "kl": kl}

    def terms(self, x: Tensor, told: Tensor | None, noise: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """-log p(x|z) and KL(q(z|x) || p(z)) of each example, `(N,)`, in nats.

        told: the classes one-hot, where they are told. noise: epsilon `(N, latent)`, else drawn from N(0, I).
        """
        mean, log_variance = (one.float() for one in self.encoder(x if told is None else [x, told]))
        z = reparameterized(mean, log_variance, noise)
        made = self.decoder(z if told is None else [z, told])
        return self._surprise(x, made), kl_divergence(mean, log_variance).sum(1)

    def _surprise(self, x: Tensor, made: Tensor) -> Tensor:
        """-log p(x|z) of each example."""
        if self.log_noise is None:
            return bernoulli(x, made, cast("float", self.unit))
        return gaussian(x, made, torch.as_tensor(self.unit, device=made.device), self.log_noise)

    def _one_hot(self, labels: Any) -> Tensor | None:
        if not self.classes:
            return None
        if labels is None:
            raise InputError("training.class_needed", model=self.name, most=self.classes - 1)
        if int(labels.min()) < 0 or int(labels.max()) >= self.classes or labels.is_floating_point():
            raise InputError(
                "training.class_range", model=self.name, most=self.classes - 1, got=labels.max().item()
            )
        return F.one_hot(labels.reshape(-1), self.classes).float()

    @torch.no_grad()
    def elbo(self, x: Any, labels: Any = None, seed: int = 0) -> dict[str, float]:
        """The negative evidence lower bound of x `(N, *shape)` in nats an example, one code drawn for each (`seed`).

        "negative_elbo" = "reconstruction" + "kl": what the code costs, beta aside. For a Bernoulli also "floor", the
        entropy of x itself, which no model gets below, and "excess", what is above it. In float32, inference mode.
        """
        draw = torch.Generator().manual_seed(seed)
        sums = dict.fromkeys(("reconstruction", "kl", "floor"), 0.0)
        batches = Batches(x, labels, batch_size=BATCH, device=self.where)
        with mode(self, False):
            for batch in batches.epoch():
                noise = torch.randn(len(batch), self.latent, generator=draw).to(self.where)
                for name, one in zip(sums, self._measured(batch, noise), strict=True):
                    sums[name] += float(one.sum(dtype=torch.float64))
        return _told({name: total / batches.examples for name, total in sums.items()}, self.likelihood)

    def _measured(self, batch: Batch, noise: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        parts = self.terms(batch.x, self._one_hot(batch.y), noise)
        floor = entropy(batch.x, cast("float", self.unit)) if self.log_noise is None else torch.zeros(1)
        return *parts, floor


def reparameterized(mean: Tensor, log_variance: Tensor, noise: Tensor | None = None) -> Tensor:
    """z = mu + sigma epsilon (Kingma & Welling 2014, section 2.4): drawn, and still a function of mu and sigma."""
    epsilon = torch.randn_like(mean) if noise is None else noise
    return mean + (0.5 * log_variance).exp() * epsilon


def kl_divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL(N(mu, sigma^2) || N(0, 1)) = (mu^2 + sigma^2 - log sigma^2 - 1) / 2 of each number of each code
    (Kingma & Welling 2014, appendix B), in nats."""
    return 0.5 * (mean.square() + log_variance.exp() - log_variance - 1)


def _told(means: dict[str, float], likelihood: str) -> dict[str, float]:
    floor = means.pop("floor")
    bound = means["reconstruction"] + means["kl"]
    known = {"floor": floor, "excess": bound - floor} if likelihood == "bernoulli" else {}
    return {"negative_elbo": bound, **means, **known}


def _check(encoder: Model, decoder: Model, likelihood: str, beta: float, warmup: int) -> None:
    if likelihood not in LIKELIHOODS:
        known = ", ".join(LIKELIHOODS)
        raise InputError("registry.unknown_choice", what="VAE: likelihood", known=known, got=likelihood)
    if not 0 <= beta < math.inf:
        raise InputError("registry.out_of_range", what="VAE: beta", rule="≥ 0", got=beta)
    if isinstance(warmup, bool) or not isinstance(warmup, int) or warmup < 0:
        raise InputError("registry.out_of_range", what="VAE: warmup", rule="≥ 0", got=warmup)
    shapes = [tensor.shape[1:] for tensor in encoder.outputs]
    latent = decoder.inputs[0].shape[1:]
    if shapes != [latent, latent] or len(latent) != 1:
        raise InputError("training.mean_and_variance", encoder=encoder.name, latent=latent, got=shapes)
    told = [[tensor.shape[1:] for tensor in one.inputs[1:]] for one in (encoder, decoder)]
    if told[0] != told[1]:
        raise InputError("training.classes_differ", encoder=told[0], decoder=told[1])
