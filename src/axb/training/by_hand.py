"""One batch at a time, and what a `train_step` of one's own needs, in Keras's words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch

from axb import metrics
from axb.data.batches import Batches, each
from axb.graph.mode import mode
from axb.metrics import Mean, Metric
from axb.training import checks, fitting
from axb.training.callbacks import CallbackList
from axb.training.evaluation import evaluate
from axb.training.examples import training_and_held_out
from axb.training.loop import Trainer
from axb.training.runtime import choose_precision
from axb.training.seeds import fresh_seed

if TYPE_CHECKING:
    from axb.training.model import Model


class Chosen(Metric):
    """A metric that was asked for by name, and is decided by the first answers and outputs it sees."""

    def __init__(self, wanted: Any) -> None:
        super().__init__(wanted if isinstance(wanted, str) else None)
        self.find = metrics.maker(wanted)
        self.found: Metric | None = None

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take a batch in."""
        if self.found is None:
            self.found = self.find(torch.as_tensor(y_true), torch.as_tensor(y_pred))
            self.name = self.found.name
        self.found.update_state(y_true, y_pred, sample_weight)

    @property
    def is_kept(self) -> bool:
        """Whether anything was taken in."""
        return self.found is not None and self.found.is_kept

    def result(self) -> Any:
        """What it is so far."""
        return 0.0 if self.found is None else self.found.result()

    def reset_state(self) -> None:
        """Forget all that was taken in."""
        if self.found is not None:
            self.found.reset_state()


def trackers(wanted: Any) -> list[Metric]:
    """The loss's mean, and the compiled metrics of a model with one output."""
    return [Mean("loss"), *(one if isinstance(one, Metric) else Chosen(one) for one in wanted)]


def one_batch(model: "Model", x: Any, y: Any, sample_weight: Any, class_weight: Any = None) -> Batches:
    """The examples as one batch on the model's device."""
    (x, y, weight), _ = training_and_held_out(x, y, sample_weight, class_weight, 0.0, None)
    batches = Batches(x, y, weight, device=model.device)
    batches.batch_size, batches.steps = batches.examples, 1
    return batches


def train_on_batch(model: "Model", batches: Batches) -> dict[str, float]:
    """One update; its losses and metrics."""
    fitting.build(model, batches)
    model.to(model.device)
    checks.check(model, batches)
    dtype = choose_precision(model.precision, model, model.device)
    trainer = Trainer(model, batches, seed=fresh_seed(), dtype=dtype)
    with mode(model, True):
        for batch in batches.epoch():
            trainer.train_batch(batch)
    return trainer.scores.results()


def test_on_batch(model: "Model", batches: Batches) -> dict[str, float]:
    """Losses and metrics, in inference mode."""
    fitting.build(model, batches)
    model.to(model.device)
    checks.check(model, batches)
    return evaluate(model, batches, CallbackList((), model))


@torch.no_grad()
def predict_on_batch(model: "Model", x: Any) -> Any:
    """The outputs as NumPy arrays, in inference mode."""
    batches = Batches(x, device=model.where)
    fitting.build(model, batches)
    with mode(model, False):
        return each(lambda output: output.cpu().numpy(), model(batches.x))


def listed(results: Mapping[str, float], return_dict: bool) -> Any:
    """Results by name, or as Keras lists them: one number alone, several in the order of the logs."""
    values = list(results.values())
    return dict(results) if return_dict else values[0] if len(values) == 1 else values
