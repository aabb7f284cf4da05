"""An autoencoder whose layers learn one after another before all learn together."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Unpack

import torch
from torch import Tensor, nn

from axb.data.batches import Batch
from axb.graph import Layer
from axb.graph.layer import LayerOptions
from axb.registry import registered
from axb.training.autoencoder import Autoencoder
from axb.training.evaluation import measure
from axb.training.fitting import count
from axb.training.model import Model
from axb.training.player import WHOLE, Turn
from axb.training.scores import Scores
from axb.words import InputError


@registered
class LayerwiseAutoencoder(Autoencoder):
    """An `Autoencoder` trained as the pioneers trained theirs (Bengio, Lamblin, Popovici & Larochelle 2006, "Greedy
    layer-wise training of deep networks", section 4; Hinton & Salakhutdinov 2006 did it with Boltzmann machines).

    For the first `pretrain` updates the encoder's first layer and the decoder's last one learn to restore x; then, for
    as many, the next two learn to restore what the first layer makes of x, and so on inwards, while those outside stand
    still. After that all learn together. Each pair is a player with an optimizer and a schedule of its own.
    Encoder and decoder must be chains, with one layer that has weights in the decoder for each in the encoder.
    Raises InputError where they are not.
    """

    def __init__(
        self,
        encoder: Model,
        decoder: Model,
        unit: float | Sequence[float] = 1.0,
        pretrain: int = 500,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(encoder, decoder, unit, **options)
        self.pretrain = count("pretrain", pretrain, by=type(self).__name__)
        down, up = (len(stages(one)) for one in (encoder, decoder))
        if not down == up > 0:
            raise InputError("training.layerwise_pairs", model=self.name, encoder=down, decoder=up)

    @property
    def pairs(self) -> list[tuple[list[Layer], list[Layer]]]:
        """From the outside inwards: what goes one layer down, and what comes back up."""
        return list(zip(stages(self.encoder), reversed(stages(self.decoder)), strict=True))

    def players(self) -> Mapping[str, Sequence[nn.Module]]:
        """Each pair, then the whole."""
        pairs = {f"layer_{number}": [*down, *up] for number, (down, up) in enumerate(self.pairs, 1)}
        return {**pairs, WHOLE: [self]}

    def turns(self, step: int) -> Sequence[Turn]:
        """One pair after another, and then all."""
        number = step // self.pretrain
        if number >= len(self.pairs):
            return [(WHOLE, self.loss_function)]
        return [(f"layer_{number + 1}", partial(self.pair_loss, number))]

    def pair_loss(self, number: int, batch: Batch) -> Any:
        """What a pair does not restore of what arrives at it, which is x for the first."""
        x: Tensor = batch.x
        with torch.no_grad():
            for down, _ in self.pairs[:number]:
                x = through(down, x)
        down, up = self.pairs[number]
        restored = through(up, through(down, x))
        if not number:
            return self.error(x, restored, batch.weight)
        return self.objective.loss(x.flatten(1), restored.flatten(1), batch.weight)[0]

    def measure(self, batch: Batch, scores: Scores) -> None:
        """What the whole does not restore, whoever is learning."""
        measure(self, batch, scores, [(WHOLE, self.loss_function)])


def stages(model: Model) -> list[list[Layer]]:
    """A chain's parts, cut before each that learns but the first; nothing where it is no chain, or nothing learns."""
    nodes = model.graph.nodes if model.graph else []
    if any(len(node.sources) != 1 for node in nodes):
        return []
    parts = [node.layer for node in nodes]
    starts = [place for place, part in enumerate(parts) if next(part.parameters(), None) is not None]
    return [parts[start:end] for start, end in pairwise([0, *starts[1:], len(parts)])] if starts else []


def through(parts: Sequence[Layer], x: Tensor) -> Tensor:
    """One part after another."""
    for part in parts:
        x = part(x)
    return x
