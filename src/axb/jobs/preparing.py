"""A job made ready: data loaded, a part held out, the model built and compiled."""

import math
from dataclasses import dataclass
from typing import Any

from axb import zoo
from axb.data import Dataset, load
from axb.jobs.job import Job
from axb.jobs.models import build
from axb.jobs.optimizer import check_rate, is_number, named, tuned
from axb.optimizers import Optimizer
from axb.training import Head, Model, head, set_random_seed
from axb.training.budget import check_seconds
from axb.words import InputError


@dataclass
class Prepared:
    """A job that only has to be carried out. `train` and `held` are (x, y); nothing may be held out.

    `epochs` are the recipe's usual ones, and only a guess, where the job says `seconds`. `chosen` is the head that the
    task decided; None where the model came compiled.
    """

    job: Job
    data: Dataset
    model: Model
    epochs: int
    batch_size: int
    train: tuple[Any, Any]
    held: tuple[Any, Any] | None
    chosen: Head | None

    @property
    def metric(self) -> str:
        """What trainings of it are compared by, see `compared_by`."""
        return compared_by(self.model, self.held is not None)


def compared_by(model: Model, watched: bool) -> str:
    """What trainings are compared by, as logs call it: accuracy on what was held out where the model has it, else the
    mean absolute error there (no penalty is in either), else the loss there; "loss" where nothing is held out.

    Raises InputError where players learn against each other: the loss of each tells as much of the other.
    """
    if len(model.players()) > 1:
        raise InputError("jobs.nothing_compares", model=model.name, players=", ".join(model.players()))
    if not watched:
        return "loss"
    told = str(model.objective.describe()["metrics"])
    return next((f"val_{name}" for name in ("accuracy", "mae") if name in told), "val_loss")


def prepare(job: Job, data: Dataset | None = None) -> Prepared:
    """Load the data (unless given), build the model, compile it. Raises InputError where they do not fit each other."""
    _check_budget(job)
    data = data or load(job.data)
    train, held = _parts(job, data)
    set_random_seed(job.seed)
    model, recipe = build(job.model, data)
    wanted = at_least_one("batch size", recipe.batch_size if job.batch_size is None else job.batch_size)
    size = min(wanted, len(train[0]))
    usual, in_an_epoch = recipe.usual_epochs(len(train[0]), size), math.ceil(len(train[0]) / size)
    epochs = at_least_one("epochs", usual if job.epochs is None else job.epochs)
    if model.compiled:
        return Prepared(job, data, model, epochs, size, train, held, None)
    chosen = head(model.task or data.task, data.classes)
    learning = _optimizer(job, recipe, zoo.facts_of(data), epochs * in_an_epoch)
    model.compile(learning, chosen.loss, metrics=list(chosen.metrics), precision=job.precision)
    return Prepared(job, data, model, epochs, size, train, held, chosen)


def _check_budget(job: Job) -> None:
    if job.seconds is None:
        return
    if job.epochs is not None:
        raise InputError("jobs.epochs_or_seconds", epochs=job.epochs, seconds=f"{job.seconds:g}")
    check_seconds("seconds", job.seconds)


def _parts(job: Job, data: Dataset) -> tuple[tuple[Any, Any], tuple[Any, Any] | None]:
    """What is learned from, and what is held out of it."""
    if not job.validation:
        return (data.x_train, data.y_train), None
    if not (is_number(job.validation) and 0 < job.validation < 1):
        raise InputError("registry.out_of_range", what="validation", rule="∈ [0, 1)", got=job.validation)
    x, y, x_held, y_held = data.hold_out(job.validation, job.seed)
    return (x, y), (x_held, y_held)


def at_least_one(what: str, number: Any) -> int:
    """The number. Raises InputError where it is none, or less than 1."""
    if not isinstance(number, int) or number < 1:
        raise InputError("registry.out_of_range", what=what, rule="≥ 1", got=number)
    return number


def _optimizer(
    job: Job, recipe: zoo.Recipe, facts: zoo.Facts, steps: int
) -> Optimizer | dict[str, Optimizer]:
    """The one asked for, at its default rate or the one asked for; else the recipe's, which may be one for each
    player; then what is asked of all of them."""
    rate = job.learning_rate
    check_rate(rate)
    chosen = recipe.optimizer(facts, steps, rate) if job.optimizer is None else named(job.optimizer, rate)
    if isinstance(chosen, Optimizer):
        return tuned(chosen, job.schedule, job.hyperparameters, steps)
    return {name: tuned(one, job.schedule, job.hyperparameters, steps) for name, one in chosen.items()}
