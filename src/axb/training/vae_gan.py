"""A VAE and a GAN as one: an autoencoder whose critic is a discriminator."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from axb.data.batches import Batch
from axb.graph.layer import LayerOptions
from axb.registry import registered
from axb.training.model import Model
from axb.training.player import Turn
from axb.training.vae import VAE, kl_divergence, reparameterized
from axb.words import InputError


@registered
class VAEGAN(VAE):
    """Larsen, Sonderby, Larochelle & Winther 2016, "Autoencoding beyond pixels using a learned similarity metric".

    encoder, decoder: as in `VAE`. discriminator: from x to [what it sees, one number]: the features of a layer inside
    it (Dis_l), and `(N, 1)` without activation, whose sigmoid is Dis(x), the chance that x is real. Pixels are compared
    nowhere: what was restored shall look the same to the discriminator. gamma: what that weighs for the decoder beside
    deceiving. beta: what the KL divergence weighs. unit: see `VAE`.

    All three learn from one forward pass (algorithm 1), with x~ = Dec(Enc(x)) and x_p = Dec(z_p), z_p from N(0, I):
    the encoder lowers beta L_prior + L_llike, the decoder gamma L_llike - L_GAN, the discriminator raises L_GAN =
    log Dis(x) + log(1 - Dis(x~)) + log(1 - Dis(x_p)). Instead of -L_GAN the decoder lowers -log Dis(x~) - log Dis(x_p),
    which does not saturate (Goodfellow et al. 2014, section 3). `compile(optimizer)`, then `fit(x)`.
    """

    def __init__(
        self,
        encoder: Model,
        decoder: Model,
        discriminator: Model,
        gamma: float = 0.01,
        beta: float = 1.0,
        unit: float | Sequence[float] = 1.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(encoder, decoder, "bernoulli", beta, 0, unit, **options)
        _check(self, discriminator, gamma)
        self.discriminator, self.gamma = discriminator, float(gamma)

    def players(self) -> Mapping[str, Sequence[nn.Module]]:
        """Three."""
        return {name: [getattr(self, name)] for name in ("encoder", "decoder", "discriminator")}

    def turns(self, step: int) -> Sequence[Turn]:
        """One, of all three: all gradients are taken before anyone moves."""
        return [(tuple(self.players()), self.play)]

    def play(self, batch: Batch) -> Any:
        """The losses of the three on a batch, and their parts: kl and unlike (L_llike), in nats an example."""
        mean, log_variance = (one.float() for one in self.encoder(batch.x))
        restored = self.decoder(reparameterized(mean, log_variance))
        invented = self.decoder(torch.randn_like(mean))
        (seen, real), (seen_again, again), (_, made) = map(self.judge, (batch.x, restored, invented))
        kl = kl_divergence(mean, log_variance).sum(1).mean()
        unlike = 0.5 * (seen.detach() - seen_again).square().flatten(1).sum(1).mean()
        deceive = F.softplus(-again).mean() + F.softplus(-made).mean()
        caught = F.softplus(-real).mean() + F.softplus(again).mean() + F.softplus(made).mean()
        losses = [self.beta * kl + unlike, self.gamma * unlike + deceive, caught]
        penalized = [
            sum(part.losses, loss)
            for loss, part in zip(losses, (self.encoder, self.decoder, self.discriminator), strict=True)
        ]
        right = {"real_accuracy": (real > 0).float().mean(), "fake_accuracy": (made <= 0).float().mean()}
        return penalized, {"kl": kl, "unlike": unlike, **right}

    def judge(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """What the discriminator sees in x, and log(Dis(x) / (1 - Dis(x))) `(N, 1)`."""
        seen, answer = self.discriminator(x)
        return seen.float(), answer.float()


def _check(model: VAEGAN, discriminator: Model, gamma: float) -> None:
    if not gamma >= 0:
        raise InputError("registry.out_of_range", what="VAEGAN: gamma", rule="≥ 0", got=gamma)
    shapes = [tensor.shape for tensor in discriminator.outputs]
    if len(shapes) != 2 or shapes[1] != (None, 1):
        raise InputError("training.critic_outputs", discriminator=discriminator.name, got=shapes)
    if model.classes:
        raise InputError("training.not_told", model=model.name)
