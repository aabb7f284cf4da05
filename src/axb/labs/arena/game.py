"""The two players: a GAN of dense layers whose turns and loss change between any two steps."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.data.batches import Batch
from axb.labs.arena.material import Material
from axb.labs.arena.settings import Settings
from axb.layers import Dense
from axb.optimizers import Adam
from axb.training import GAN
from axb.training.player import Turn
from axb.zoo.gan import build

PLAYERS = ("generator", "discriminator")
MEMORY = 0.5  # Adam's beta_1: what it learns against changes (Radford et al. 2016)
NARROW = 0.3  # of a usual last layer's a: what a forger makes at first lies close together


class Game(GAN):
    """Its turns are those of `settings`, which may be exchanged at any time."""

    settings: Settings

    def turns(self, step: int) -> Sequence[Turn]:
        """All of the discriminator's, then all of the generator's."""
        deceive = self.deceive if self.settings.loss == "non_saturating" else self.hide
        return [
            *[("discriminator", self.tell_apart)] * self.settings.discriminator_turns,
            *[("generator", deceive)] * self.settings.generator_turns,
        ]

    def hide(self, batch: Batch) -> Tensor:
        """The generator's minimax loss, log(1 - D(G(z))) on average: flat where D is sure (ibid., section 3)."""
        return -F.softplus(self.judge(self.forge(batch), batch.y)).mean()


def new_game(material: Material, settings: Settings) -> Game:
    """Both untrained, the same ones for the same seed. The forger's first points lie at `material.start`."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        plain = build(material.facts, latent=material.latent, hidden=material.hidden)
    game = Game(plain.generator, plain.discriminator, name="arena")
    game.settings = settings
    if material.start is not None:
        last = [part for part in game.generator.layers if isinstance(part, Dense)][-1]
        with torch.no_grad():
            last.kernel.mul_(NARROW)
            last.bias.copy_(torch.tensor(material.start))  # type: ignore[union-attr]  # it has one
    game.compile(
        {name: Adam(getattr(settings, f"{name}_rate"), beta_1=MEMORY) for name in PLAYERS},
        precision="float32", device="cpu",
    )  # fmt: skip
    return game
