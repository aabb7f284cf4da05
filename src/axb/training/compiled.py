"""Who learns what, and by which rule: compile, players and turns, the loss and the metrics."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Unpack

import torch
from torch import Tensor, nn

from axb import losses
from axb.data.batches import Batch
from axb.graph import Network
from axb.graph.layer import LayerOptions
from axb.graph.symbolic import flatten
from axb.metrics import Metric, maker
from axb.optimizers import Optimizer
from axb.optimizers import get as get_optimizer
from axb.training import by_hand
from axb.training.objective import Objective
from axb.training.player import Player, Turn
from axb.training.runtime import choose_device, choose_precision
from axb.words import InputError


class Compiled(Network):
    """A network that was told how it learns.

    Who learns what is said by `players` and `turns`. A plain model has one player, itself, and one turn, its compiled
    loss. A model that combines others (a GAN) overrides both and still trains with `compile` and `fit`.
    """

    def __init__(self, inputs: Any = None, outputs: Any = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(inputs, outputs, **options)
        self.compiled = False
        self.optimizers: dict[str, Optimizer] = {}
        self._compile_arguments: dict[str, Any] = {}
        self._objective: Objective | None = None
        self._trackers: list[Metric] | None = None
        self._players: dict[str, Player] = {}

    def compile(
        self,
        optimizer: str | Optimizer | Mapping[str, str | Optimizer] = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        *,
        precision: str = "auto",
        device: str | torch.device | None = None,
    ) -> None:
        """Say how it learns.

        optimizer: one (each player gets its own copy), or one for each player by name. loss, metrics: one, a list or a
        dictionary by output name. precision: "float32", "bfloat16", or "auto": bfloat16 where the processor is fast at
        it and the model convolves or is wide. device: None takes a GPU where there is one.
        """
        self._compile_arguments = {
            "optimizer": optimizer, "loss": loss, "loss_weights": loss_weights, "metrics": metrics,
            "precision": precision,
        }  # fmt: skip
        self.device = choose_device(device)
        self.precision = precision
        choose_precision(precision, self, self.device)
        _known(losses.get, loss)
        _known(maker, metrics)
        self._objective, self._trackers, self.compiled = None, None, True
        self.use_optimizers(_shared_out(optimizer, self.players()))

    def compile_like(self, other: "Compiled", **changed: Any) -> None:
        """Compile with the arguments that `other` (it may be this one) was compiled with, but for those changed.

        An optimizer that isn't changed is a fresh one with the same hyperparameters.
        """
        given = {**other._compile_arguments, "device": other.device, "optimizer": other.optimizers, **changed}
        if given["optimizer"] is other.optimizers:
            given["optimizer"] = {name: one.copy() for name, one in other.optimizers.items()}
        self.compile(**given)

    def use_optimizers(self, optimizers: dict[str, Optimizer]) -> None:
        """From now on players learn with these."""
        self.optimizers, self._players = optimizers, {}

    @property
    def optimizer(self) -> Any:
        """The optimizer of a model with one player; of several, by name."""
        return self.optimizers if len(self.optimizers) > 1 else next(iter(self.optimizers.values()), None)

    def players(self) -> Mapping[str, Sequence[nn.Module]]:
        """Who learns: for each player's name, its parts."""
        return {"model": [self]}

    def turns(self, step: int) -> Sequence[Turn]:
        """Who learns what at this step (from 0): (player, function of a batch that returns its loss), in order."""
        return [("model", self.loss_function)]

    def settle(self, step: int) -> None:
        """Called after this step's turns: for what follows the weights and does not learn, like an average of them."""

    def loss_function(self, batch: Batch) -> Any:
        """The compiled loss on a batch, with the predictions for the metrics."""
        prediction = self(batch.x)
        if type(self).compute_loss is not Compiled.compute_loss:
            loss = self.compute_loss(batch.x, batch.y, prediction, batch.weight)
            return loss, {"y_pred": prediction}
        loss, each_loss = self.objective.loss(batch.y, prediction, batch.weight)
        return self.objective.penalized(loss, self), {**each_loss, "y_pred": prediction}

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Tensor:
        """The compiled loss of predictions, with all penalties; override it to train on another one."""
        loss, _ = self.objective.loss(y, y_pred, sample_weight)
        return self.objective.penalized(loss, self)

    @property
    def metrics(self) -> list[Metric]:
        """The loss's mean, then the compiled metrics: what a `train_step` of one's own updates, and `fit` resets."""
        if self._trackers is None:
            wanted = self._compile_arguments.get("metrics") or []
            self._trackers = by_hand.trackers(wanted if isinstance(wanted, list | tuple) else [wanted])
        return self._trackers

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """Let all metrics but the loss's take a batch in; all results by name."""
        for metric in self.metrics:
            if metric.name != "loss":
                metric.update_state(y, y_pred, sample_weight)
        return {metric.name: metric.result() for metric in self.metrics}

    @property
    def has_own_turns(self) -> bool:
        """Whether a subclass says who learns what, instead of the compiled loss."""
        return (
            type(self).turns is not Compiled.turns or type(self).loss_function is not Compiled.loss_function
        )

    def player(self, name: str) -> Player:
        """A player by name."""
        if not self._players:
            parts = self.players()
            self._players = {key: Player(key, parts[key], self.optimizers[key]) for key in self.optimizers}
        if name not in self._players:
            raise InputError("training.unknown_player", got=name, known=", ".join(self._players))
        return self._players[name]

    @property
    def objective(self) -> Objective:
        """The compiled losses and metrics."""
        if self._objective is None:
            arguments = self._compile_arguments
            names = self.output_names if self.graph is not None else ["output"]
            self._objective = Objective(
                arguments["loss"], arguments["loss_weights"], arguments["metrics"], names
            )
        return self._objective


def _known(find: Callable[[Any], Any], named: Any) -> None:
    """Look every loss or metric up, so that an unknown name is refused where it is given."""
    for one in flatten(named):
        if one is not None:
            find(one)


def _shared_out(optimizer: Any, players: Iterable[str]) -> dict[str, Optimizer]:
    """An optimizer for each player: its own by name, or a copy of the one."""
    names = list(players)
    if isinstance(optimizer, Mapping):
        if set(optimizer) != set(names):
            raise InputError("training.optimizer_players", needs=", ".join(names), got=", ".join(optimizer))
        return {name: get_optimizer(optimizer[name]) for name in names}
    one = get_optimizer(optimizer)
    return {name: one if number == 0 else one.copy() for number, name in enumerate(names)}
