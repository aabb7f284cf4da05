"""An autoencoder: a model that squeezes x to a code, and one that restores x from it, trained as one."""

from collections.abc import Sequence
from typing import Any, Unpack, cast

import torch
from torch import Tensor

from axb.data.batches import Batch
from axb.graph import Input
from axb.graph.layer import LayerOptions
from axb.registry import registered
from axb.training.latent import Latent
from axb.training.model import Model
from axb.training.task import Task


@registered
class Autoencoder(Latent):
    """decoder(encoder(x)), which learns to be x (Rumelhart, Hinton & Williams 1986; Hinton & Salakhutdinov 2006).

    encoder: from x `(N, *shape)` to the code `(N, *code shape)`. decoder: from the code to x, in x's own shape and
    scale. Both stay models of their own: call them, save them, put others in their place with a new `Autoencoder`.
    unit: what an error of 1 is in x's numbers, one number or one for each place of the last axis (with 255 the
    loss tells pixels of 0..255 as if they were 0..1). `compile(optimizer, "mean_squared_error")`, then `fit(x)`:
    answers that are given all the same are passed over, and so are metrics, which would compare with them.
    """

    task: Task = "reconstruct"
    has_prior = False

    def __init__(
        self,
        encoder: Model,
        decoder: Model,
        unit: float | Sequence[float] = 1.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        entry = encoder.inputs[0]
        x = Input(entry.shape[1:], dtype=entry.dtype)
        super().__init__(x, decoder(encoder(x)), **options)
        self.unit = float(unit) if isinstance(unit, int | float) else [float(one) for one in unit]

    @property
    def encoder(self) -> Model:
        """From x to the code."""
        return cast("Model", self._graph().nodes[0].layer)

    @property
    def decoder(self) -> Model:
        """From the code to x."""
        return cast("Model", self._graph().nodes[-1].layer)

    def error(self, x: Tensor, restored: Tensor, weight: Tensor | None = None) -> Tensor:
        """The compiled loss between x and what was restored of it, both divided by `unit`, penalties left out."""
        unit = self.unit if isinstance(self.unit, float) else torch.tensor(self.unit, device=restored.device)
        return self.objective.loss(x / unit, restored / unit, weight)[0]

    def loss_function(self, batch: Batch) -> Any:
        """The error on a batch, and the penalties."""
        return self.objective.penalized(self.error(batch.x, self(batch.x), batch.weight), self)
