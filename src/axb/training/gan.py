"""A generative adversarial network: a forger that learns from a detective, who learns from both."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Unpack, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from axb.data.batches import Batch
from axb.graph import Input
from axb.graph.layer import LayerOptions
from axb.graph.symbolic import map_structure
from axb.registry import registered
from axb.training.latent import Latent
from axb.training.model import Model
from axb.training.player import Turn
from axb.training.task import Task
from axb.words import InputError

PENALTY_EVERY = 16  # turns of the discriminator (Karras et al. 2020, "lazy regularization")


@registered
class GAN(Latent):
    """Goodfellow et al. 2014, "Generative adversarial nets": G is `generator`, D `discriminator`, k `critic_turns`.

    generator: from codes z `(N, latent)` to x `(N, *shape)`, in the data's own scale. discriminator: from x to one
    number `(N, 1)` without activation, whose sigmoid is D(x), the chance that x is real. Both may take the class as a
    second input, one-hot `(N, classes)` (Mirza & Osindero 2014): then `fit(x, y)` brings it.

    Each step the discriminator takes a turn and lowers -log D(x) - log(1 - D(G(z))); every k-th step the generator
    follows and lowers -log D(G(z)), which does not saturate while D still tells forgeries at once (section 3).
    Neither loss tells how good samples are: each is measured against an opponent that learns too.

    penalty: gamma of R1 = gamma/2 |dD/dx|² on real x, with D's answer before the sigmoid (Mescheder, Geiger & Nowozin
    2018, equation 9): a detective that is steep around real x drives the forger in circles. x is counted in `unit`s,
    the size of 1 in its numbers (255 for pixels), and the penalty taken every 16th turn, 16 times as heavy. average:
    the share that a moving average of the generator keeps of itself each step (Yazici et al. 2019), less at first.
    Where it is kept, it is the `decoder`, which makes the samples.

    `model(z)` is what its decoder makes of codes. `compile` takes one optimizer for each player, by name.
    """

    task: Task = "generate"

    def __init__(
        self,
        generator: Model,
        discriminator: Model,
        critic_turns: int = 1,
        penalty: float = 0.0,
        average: float = 0.0,
        unit: float | Sequence[float] = 1.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        _check(critic_turns, penalty, average)
        maker = _follower(generator) if average else generator
        codes = map_structure(lambda place: Input(place.shape[1:], dtype=place.dtype), generator.input)
        super().__init__(codes, maker(codes), **options)
        self.generator, self.discriminator, self.critic_turns = generator, discriminator, critic_turns
        self.penalty, self.average = float(penalty), float(average)
        self.unit = float(unit) if isinstance(unit, int | float) else [float(one) for one in unit]

    @property
    def decoder(self) -> Model:
        """The generator, or where it is kept the moving average of it."""
        return cast("Model", self._graph().nodes[-1].layer)

    def players(self) -> Mapping[str, Sequence[nn.Module]]:
        """The forger and the detective."""
        return {"generator": [self.generator], "discriminator": [self.discriminator]}

    def turns(self, step: int) -> Sequence[Turn]:
        """The discriminator's, and after every `critic_turns` of them the generator's."""
        held = self.penalty and step % PENALTY_EVERY == 0
        turns: list[Turn] = [("discriminator", self.tell_apart_gently if held else self.tell_apart)]
        return [*turns, ("generator", self.deceive)] if (step + 1) % self.critic_turns == 0 else turns

    def tell_apart(self, batch: Batch) -> Any:
        """The discriminator's loss on a batch and as many forgeries, with the shares that it judges right."""
        with torch.no_grad():
            fake = self.forge(batch)
        real, made = self.judge(batch.x, batch.y), self.judge(fake, batch.y)
        loss = F.softplus(-real).mean() + F.softplus(made).mean()
        right = {"real_accuracy": (real > 0).float().mean(), "fake_accuracy": (made <= 0).float().mean()}
        return loss + sum(self.discriminator.losses), right

    def tell_apart_gently(self, batch: Batch) -> Any:
        """The same, with the penalty of all turns until it is taken again."""
        loss, right = self.tell_apart(batch)
        return loss + PENALTY_EVERY * self.penalty / 2 * self.steepness(batch), right

    def steepness(self, batch: Batch) -> Tensor:
        """The mean of |dD/dx|² over a batch, x counted in units."""
        x = batch.x.float().requires_grad_()
        answer = self.judge(x, batch.y).sum()
        (slope,) = torch.autograd.grad(answer, x, create_graph=torch.is_grad_enabled())
        slope = slope * torch.as_tensor(self.unit, device=slope.device)
        return cast("Tensor", slope.square().flatten(1).sum(1).mean())

    def deceive(self, batch: Batch) -> Any:
        """The generator's loss on as many forgeries as a batch has examples."""
        loss = F.softplus(-self.judge(self.forge(batch), batch.y)).mean()
        return loss + sum(self.generator.losses)

    def forge(self, batch: Batch) -> Tensor:
        """As many examples as the batch has, of codes from N(0, I); of its classes where these are told."""
        codes = torch.randn(len(batch), self.latent, device=batch.x.device)
        return cast("Tensor", self.generator(self._told(codes, batch.y)))

    def judge(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        """log(D(x) / (1 - D(x))) `(N, 1)`, float32: above 0 where it takes x for real."""
        return cast("Tensor", self.discriminator(self._told(x, y))).float()

    def _told(self, given: Tensor, y: Tensor | None) -> Any:
        """The tensor, and where classes are told, these one-hot."""
        if not self.classes:
            return given
        if y is None:
            raise InputError("training.class_needed", model=self.name, most=self.classes - 1)
        return [given, F.one_hot(y.reshape(-1), self.classes).to(torch.float32)]

    @torch.no_grad()
    def settle(self, step: int) -> None:
        """Let the average follow, its statistics too; early it keeps less, (1 + step) / (10 + step) at most."""
        if not self.average:
            return
        keep = min(self.average, (1 + step) / (10 + step))
        torch._foreach_lerp_(_numbers(self.decoder), _numbers(self.generator), 1 - keep)


def _follower(generator: Model) -> Model:
    """A copy that does not learn."""
    copy = deepcopy(generator)
    copy.name, copy.trainable = f"average_of_{generator.name}", False
    return copy


def _numbers(model: Model) -> list[Tensor]:
    return [*model.parameters(), *model.buffers()]


def _check(critic_turns: int, penalty: float, average: float) -> None:
    if critic_turns < 1:
        raise InputError("registry.out_of_range", what="GAN: critic_turns", rule="≥ 1", got=critic_turns)
    if not penalty >= 0:
        raise InputError("registry.out_of_range", what="GAN: penalty", rule="≥ 0", got=penalty)
    if not 0 <= average < 1:
        raise InputError("registry.out_of_range", what="GAN: average", rule="∈ [0, 1)", got=average)
