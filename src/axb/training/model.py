"""A model: a graph of parts (or a subclass with its own call), with compile, fit, evaluate and predict."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import torch

from axb import graph
from axb.data.batches import Batch, Batches, each
from axb.data.stream import batches_of
from axb.graph import Chain
from axb.graph.layer import LayerOptions
from axb.graph.mode import mode
from axb.registry import registered
from axb.training import by_hand, checks, fitting, onnx_file, saving
from axb.training.callbacks import Callback, CallbackList, History
from axb.training.callbacks.progress import written
from axb.training.compiled import Compiled
from axb.training.evaluation import a_turn_of_each, evaluate, measure
from axb.training.scores import Scores
from axb.training.seeds import same_draws
from axb.training.task import Task
from axb.words import InputError

Array = np.ndarray[Any, Any]


@registered
class Model(Compiled):
    """`Model(inputs, outputs)`, or a subclass that writes `call`. Who learns what: see `Compiled`."""

    stop_training = False
    history: History | None = None  # of the last `fit`
    task: Task | None = None  # what it answers, where that follows from the model and not from the data

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
    def has_own_test_step(self) -> bool:
        """Whether a subclass measures by itself."""
        return type(self).test_step is not Model.test_step

    def own_step(self, step: Callable[[Any], Mapping[str, Any]], batch: Batch) -> Mapping[str, Any]:
        """The subclass's `train_step` or `test_step` on a batch."""
        weight = () if batch.weight is None else (batch.weight,)
        return step((batch.x, batch.y, *weight))

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


def _joined(outputs: list[Any]) -> Any:
    """The outputs of several batches end to end, in the structure that each has."""
    if isinstance(outputs[0], dict):
        return {name: _joined([one[name] for one in outputs]) for name in outputs[0]}
    if isinstance(outputs[0], list):
        return [_joined(list(parts)) for parts in zip(*outputs, strict=True)]
    return np.concatenate(outputs)


@registered
class Sequential(Chain, Model):
    """Parts one after another."""

    def __init__(self, layers: Sequence[Any] | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(layers, **options)
