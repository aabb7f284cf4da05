"""K models of one shape as one: a matrix `(K, P)` whose pieces are their weights, one step for all of them."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from axb import graph, layers, losses, metrics
from axb.data.batches import Batch
from axb.graph import Layer
from axb.optimizers.fleet import Fleet, takes
from axb.races.stacked import Weights, forward, own_weights
from axb.races.tallies import Tallies
from axb.training import Model
from axb.training.identity import told_as_json
from axb.training.runtime import autocast


class Population:
    """Members that learn from the same batches at the same time, each with its own weights and hyperparameters.

    `models` are built, compiled, of one `shape_of` and on one device; the first is the template that is computed.
    Their own weights are copies, up to date after `hand_back`. dtype: what products are computed in while learning.
    """

    def __init__(self, models: Sequence[Model], dtype: torch.dtype = torch.float32) -> None:
        self.models, self.dtype = list(models), dtype
        self.template = self.models[0]
        self.names = [name for name, weight in self.template.named_parameters() if weight.requires_grad]
        mine = [
            [dict(model.named_parameters())[name].detach() for name in self.names] for model in self.models
        ]
        self.shapes = [piece.shape for piece in mine[0]]
        self.sizes = [piece.numel() for piece in mine[0]]
        self.leaf = torch.stack([torch.cat([piece.reshape(-1) for piece in one]) for one in mine])
        self.pieces = [
            piece.reshape(len(models), *shape).detach().requires_grad_()
            for piece, shape in zip(torch.split(self.leaf, self.sizes, 1), self.shapes, strict=True)
        ]
        self.still = {
            name: torch.stack([own_weights(model)[name].detach() for model in self.models])
            for name in own_weights(self.template).keys() - {*self.names}
        }
        known = {**dict(zip(self.names, self.pieces, strict=True)), **self.still}
        self.weights: Weights = {id(own): known[name] for name, own in own_weights(self.template).items()}
        parts = [part for part in self.template.modules() if isinstance(part, Layer) and part.trainable]
        self.costly = [
            (self.weights[id(getattr(part, name))], rule)
            for part in parts
            for name, rule in part._regularizers.items()
        ]
        self.fleet = Fleet([model.optimizer for model in self.models], self.leaf, self.sizes)

    @property
    def loss(self) -> losses.Loss:
        """The compiled one."""
        loss = self.template.objective.losses[0]
        assert loss is not None  # `shape_of` has looked
        return loss

    def __len__(self) -> int:
        return len(self.models)

    def losses(self, batch: Batch, tallies: Tallies | None = None) -> Tensor:
        """Each member's loss on the batch, `(K,)`, penalties included; metrics go into `tallies`."""
        prediction = forward(self.template, self.weights, batch.x, len(self))
        y = batch.y.expand(len(self), *batch.y.shape)
        each = self.loss.of_each(y, prediction).flatten(1)
        if batch.weight is not None:
            each = each * batch.weight.reshape(1, -1, *[1] * (each.ndim - 2)).expand_as(each)
        found = sum(self._penalties(), each.mean(1))
        if tallies is not None:
            tallies.take(found.detach(), y, prediction.detach(), len(batch))
        return found

    def _penalties(self) -> list[Tensor]:
        return [torch.vmap(rule)(weight) for weight, rule in self.costly]

    def step(self, batch: Batch, tallies: Tallies | None = None) -> Tensor:
        """One update of all; returns the losses before it, `(K,)`. A member whose loss is not finite is not moved."""
        with autocast(self.leaf.device, self.dtype):
            found = self.losses(batch, tallies)
        g = self.fleet.arrange(torch.autograd.grad(found.sum(), self.pieces, materialize_grads=True))
        found = found.detach()
        # a sum is one pass, and no number where one of its terms is none
        lost = ~sum((piece.sum(1) for piece in g), found).isfinite()
        before = self.leaf[lost].clone()
        self.fleet.step(g)
        if len(before):
            self.leaf[lost] = before
            found = found.masked_fill(lost, torch.nan)
        return found

    @torch.no_grad()
    def hand_back(self) -> None:
        """Give the models their weights, and their optimizers what they remember."""
        for row, model in enumerate(self.models):
            own, learning = own_weights(model), dict(model.named_parameters())
            pieces = torch.split(self.leaf[row], self.sizes)
            for name, piece, shape in zip(self.names, pieces, self.shapes, strict=True):
                own[name].copy_(piece.reshape(shape))
            for name, stacked in self.still.items():
                own[name].copy_(stacked[row])
            model.optimizer.memory.clear()
            for slot, vector in self.fleet.remembered(row).items():
                for name, piece in zip(self.names, torch.split(vector, self.sizes), strict=True):
                    model.optimizer.memory.load(slot, learning[name], piece)

    def keep(self, rows: Sequence[int]) -> "Population":
        """Only these members go on."""
        self.hand_back()
        kept = Population([self.models[row] for row in rows], self.dtype)
        kept.fleet.take_over(self.fleet, rows)
        return kept


def shape_of(model: Model) -> str | None:
    """Models with the same answer can be one population; None where a model can be in none.

    That is a model with one output, a compiled loss and metrics of axb's own, made of registered parts whose outputs
    cost nothing, whose optimizer a fleet can step.
    """
    own = model.has_own_train_step or model.has_own_turns or len(model.optimizers) != 1
    if own or model.graph is None or not takes(model.optimizer) or len(model.graph.outputs) != 1:
        return None
    objective, parts = model.objective, [*model.modules()]
    plain = all(
        isinstance(part, nn.ModuleList | nn.ModuleDict)
        or (isinstance(part, Layer) and part.activity_regularizer is None)
        for part in parts
    )
    known = not isinstance(objective.losses[0], losses.FunctionLoss | None) and all(
        metrics.by_example(one) for one in objective.wanted[0]
    )
    if not plain or not known or any(isinstance(part, layers.TorchModule | layers.Lambda) for part in parts):
        return None
    frozen = [name for name, weight in model.named_parameters() if not weight.requires_grad]
    return f"{graph.graph_hash(model)} {told_as_json(objective.describe())} {frozen}"


def convolves(model: Model) -> bool:
    """Whether it has a convolution, which a CPU computes faster for one model at a time."""
    return any(isinstance(part, layers.Conv2D | layers.Conv2DTranspose) for part in model.modules())
