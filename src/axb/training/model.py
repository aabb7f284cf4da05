"""A model: a graph of parts (or a subclass with its own call), with compile, fit, evaluate and predict."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import torch
from torch import Tensor, nn

from axb import graph, losses
from axb.data.batches import Batch, Batches, each
from axb.data.stream import batches_of
from axb.graph import Chain, Network
from axb.graph.layer import LayerOptions
from axb.graph.mode import mode
from axb.graph.symbolic import flatten
from axb.metrics import Metric, maker
from axb.optimizers import Optimizer
from axb.optimizers import get as get_optimizer
from axb.registry import registered
from axb.training import by_hand, checks, fitting, onnx_file, saving
from axb.training.callbacks import Callback, CallbackList, History
from axb.training.callbacks.progress import written
from axb.training.evaluation import a_turn_of_each, evaluate, measure
from axb.training.objective import Objective
from axb.training.player import Player, Turn
from axb.training.runtime import choose_device, choose_precision
from axb.training.scores import Scores
from axb.training.seeds import same_draws
from axb.training.task import Task
from axb.words import InputError

Array = np.ndarray[Any, Any]


@registered
class Model(Network):
    """`Model(inputs, outputs)`, or a subclass that writes `call`.

    Who learns what is said by `players` and `turns`. A plain model has one player, itself, and one turn, its compiled
    loss. A model that combines others (a GAN) overrides both and still trains with `compile` and `fit`.
    """

    stop_training = False
    task: Task | None = None  # what it answers, where that follows from the model and not from the data

    def __init__(self, inputs: Any = None, outputs: Any = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(inputs, outputs, **options)
        self.compiled = False
        self.history: History | None = None
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

    def compile_like(self, other: "Model", **changed: Any) -> None:
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
        if type(self).compute_loss is not Model.compute_loss:
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
        return by_hand.compute_loss(self, y, y_pred, sample_weight)

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

    def measure(self, batch: Batch, scores: Scores) -> None:
        """Take a batch of an evaluation in: the loss of each player's first turn, and the compiled metrics."""
        measure(self, batch, scores, a_turn_of_each(self))

    def train_step(self, data: Any) -> Mapping[str, Any]:
        """Override it to do a whole step yourself, as in Keras: data is (x, y) or (x, y, weight); return the logs."""
        raise NotImplementedError

    def test_step(self, data: Any) -> Mapping[str, Any]:
        """Override it to measure a batch yourself, as in Keras: data as for `train_step`; return the logs."""
        raise NotImplementedError

    @property
    def has_own_train_step(self) -> bool:
        """Whether a subclass does its own steps."""
        return type(self).train_step is not Model.train_step

    @property
    def has_own_turns(self) -> bool:
        """Whether a subclass says who learns what, instead of the compiled loss."""
        return type(self).turns is not Model.turns or type(self).loss_function is not Model.loss_function

    @property
    def has_own_test_step(self) -> bool:
        """Whether a subclass measures by itself."""
        return type(self).test_step is not Model.test_step

    def own_step(self, step: Callable[[Any], Mapping[str, Any]], batch: Batch) -> Mapping[str, Any]:
        """The subclass's `train_step` or `test_step` on a batch."""
        weight = () if batch.weight is None else (batch.weight,)
        return step((batch.x, batch.y, *weight))

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

    def _check_compiled(self, what: str) -> None:
        if not self.compiled:
            raise InputError("training.not_compiled", part=self.label, what=what)

    def fit(
        self,
        x: Any,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: str | int = "auto",
        callbacks: Sequence[Callback] | None = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int = 1,
        *,
        run: str | None = None,
        seed: int | None = None,
        accumulate: int = 1,
        config: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> History:
        """Train for `epochs` epochs on arrays, or for `seconds`; as Keras's fit, and more.

        x: an array, a list of them, or by input name, first axis the examples; y likewise (or None). Or batches, each
        x, (x, y) or (x, y, weights): a generator (then `steps_per_epoch` says how many make an epoch), or a DataLoader.
        validation_split: the last part of the arrays, held out. class_weight: the weight of each class's examples.
        run: record as the run of that name; the same call continues a run that was interrupted. seed: of all random
        choices (None: drawn from torch's generator). accumulate: cut each batch in that many parts for one update.
        config: what else a run should remember, for `resume`. seconds: instead of `epochs`, as many steps as fit into
        that time, validation included (the last epoch may be partial), the learning rate's schedule stretched to them.
        Returns the History.
        Raises InputError where data, model and loss do not fit.
        """
        self._check_compiled("fit")
        return fitting.Fit(
            self, **{k: v for k, v in locals().items() if k not in ("self", "__class__")}
        ).train()

    def evaluate(
        self,
        x: Any,
        y: Any = None,
        batch_size: int | None = None,
        verbose: str | int = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Loss and metrics on arrays (or batches, see `fit`), in inference mode: a number, a list in the order of the
        logs, or by name. steps: at most so many batches. A model that draws (a VAE its codes) draws the same each time.
        """
        self._check_compiled("evaluate")
        batches = self._batches(x, y, sample_weight, batch_size, steps)
        checks.check(self, batches)
        with same_draws():
            results = evaluate(self, batches, CallbackList(callbacks or (), self))
        if verbose not in (0, "0"):
            print(written(results))
        return by_hand.listed(results, return_dict)

    @torch.no_grad()
    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: str | int = "auto",
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
    ) -> Any:
        """The outputs for arrays (or batches, see `fit`), as NumPy arrays, in inference mode and float32."""
        batches = self._batches(x, None, None, batch_size, steps)
        listeners = CallbackList(callbacks or (), self)
        outputs = []
        with mode(self, False):
            for number, batch in enumerate(batches.epoch()):
                outputs.append(each(lambda t: t.detach().cpu().numpy(), self(batch.x)))
                listeners.announce("predict_batch_end", number, {})
        return _joined(outputs)

    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """One update on these examples; their loss and metrics before it, as `evaluate` returns them."""
        self._check_compiled("train_on_batch")
        batches = by_hand.one_batch(self, x, y, sample_weight, class_weight)
        return by_hand.listed(by_hand.train_on_batch(self, batches), return_dict)

    def test_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """Loss and metrics of these examples, as `evaluate` returns them."""
        self._check_compiled("test_on_batch")
        batches = by_hand.one_batch(self, x, y, sample_weight)
        return by_hand.listed(by_hand.test_on_batch(self, batches), return_dict)

    def predict_on_batch(self, x: Any) -> Any:
        """The outputs for these examples, as NumPy arrays, in inference mode."""
        return by_hand.predict_on_batch(self, x)

    def _batches(
        self, x: Any, y: Any, weight: Any, batch_size: int | None, steps: int | None = None
    ) -> Batches:
        size = 256 if batch_size is None else batch_size
        batches = batches_of(x, y, weight, steps=steps, batch_size=size, device=self.where)
        fitting.build(self, batches)
        return batches

    @property
    def where(self) -> torch.device:
        """The device its weights are on."""
        return next((weight.device for weight in self.parameters()), torch.device("cpu"))

    def summary(self, print_fn: Any = print) -> None:
        """Print for each part its output shape, its a, its b and its parameters."""
        print_fn(graph.summary(self))

    def to_json(self, indent: int | None = None) -> str:
        """The graph as JSON, without weights."""
        return graph.to_json(self, indent)

    def to_code(self, style: graph.Style = "axb") -> str:
        """Source code that rebuilds the model: "axb", "keras" or "torch"."""
        return graph.to_code(self, style)

    def save(self, filepath: str | os.PathLike[str]) -> None:
        """One file: the graph as JSON, weights and optimizer memory as safetensors. Read it with `load_model`."""
        saving.save(self, filepath)

    def save_weights(self, filepath: str | os.PathLike[str]) -> None:
        """The weights alone, as safetensors."""
        saving.save_weights(self, filepath)

    def export(
        self, filepath: str | os.PathLike[str], format: str = "onnx", *, x: Any = None
    ) -> onnx_file.Exported:
        """The model for use elsewhere: an ONNX file whose batch may have any size, in inference mode and float32.

        It is run with ONNX Runtime first and compared with the model itself, on examples x (None: random ones). format:
        "onnx" is the only one. Returns what was written, and the largest difference.
        Raises InputError as `training.onnx_file.write_onnx` does; needs `pip install "axb[onnx]"`.
        """
        if format != "onnx":
            raise InputError("registry.unknown_choice", what="format", known="onnx", got=format)
        return onnx_file.write_onnx(self, filepath, x)

    def load_weights(self, filepath: str | os.PathLike[str]) -> None:
        """Weights from a file that `save` or `save_weights` wrote."""
        saving.load_weights(self, filepath)


def _known(find: Callable[[Any], Any], named: Any) -> None:
    """Look every loss or metric up, so that an unknown name is refused where it is given."""
    for one in flatten(named):
        if one is not None:
            find(one)


def _joined(outputs: list[Any]) -> Any:
    """The outputs of several batches end to end, in the structure that each has."""
    if isinstance(outputs[0], dict):
        return {name: _joined([one[name] for one in outputs]) for name in outputs[0]}
    if isinstance(outputs[0], list):
        return [_joined(list(parts)) for parts in zip(*outputs, strict=True)]
    return np.concatenate(outputs)


def _shared_out(optimizer: Any, players: Iterable[str]) -> dict[str, Optimizer]:
    """An optimizer for each player: its own by name, or a copy of the one."""
    names = list(players)
    if isinstance(optimizer, Mapping):
        if set(optimizer) != set(names):
            raise InputError("training.optimizer_players", needs=", ".join(names), got=", ".join(optimizer))
        return {name: get_optimizer(optimizer[name]) for name in names}
    one = get_optimizer(optimizer)
    return {name: one if number == 0 else one.copy() for number, name in enumerate(names)}


@registered
class Sequential(Chain, Model):
    """Parts one after another."""

    def __init__(self, layers: Sequence[Any] | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(layers, **options)
