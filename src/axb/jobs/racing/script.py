"""A training told in Python, where a job tells it in words: a model or what builds one, and arrays."""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from axb import graph
from axb.data.batches import Batches, as_arrays, each, same_length
from axb.data.split import split
from axb.jobs.optimizer import check_rate, named, tuned, with_options
from axb.jobs.preparing import at_least_one, compared_by
from axb.jobs.racing.member import Member, fits_a_population
from axb.jobs.varying import FIELDS, hyperparameters
from axb.optimizers import Optimizer
from axb.training import Model, fitting, head_for, set_random_seed
from axb.training.budget import check_seconds
from axb.words import InputError

HELD_OUT = 0.1  # where nothing is given to watch
OF_FIT = tuple(name for name in FIELDS if name != "validation")


@dataclass(frozen=True, eq=False)
class Script:
    """`model` is made anew for each member: by calling it with the settings that it has arguments for, or, where it is
    a Model, from its graph. What it isn't called with is of `compile` and `fit`: OF_FIT, or of its optimizer.

    x, y: arrays as for `fit`. held: (x, y) to watch; None is a tenth of the examples, another one for each seed.
    epochs, batch_size: None is `fit`'s own, 1 and 32. seconds: instead of epochs.
    """

    model: Model | Callable[..., Model]
    x: Any
    y: Any
    held: tuple[Any, Any] | None = None
    epochs: int | None = None
    batch_size: int | None = None
    seconds: float | None = None
    seed: int = 0
    setting: Mapping[str, Any] | None = None

    def stem(self) -> str:
        """What its race is named after."""
        name = self.model.name if isinstance(self.model, Model) else getattr(self.model, "__name__", "model")
        return name if name.isidentifier() else "model"

    def told(self) -> dict[str, Any]:
        """What a run remembers of it."""
        return {"script": self.stem(), "epochs": self.epochs, "batch_size": self.batch_size}

    def varied(self, setting: Mapping[str, Any]) -> "Script":
        """With these values. Raises InputError for a name that nothing takes."""
        if unknown := [name for name in setting if not self._builds_with(name) and name not in self._known]:
            known = ", ".join([*self._arguments, *self._known])
            raise InputError("race.unknown_vary", got=unknown[0], known=known)
        return replace(self, setting=setting)

    @cached_property
    def _arguments(self) -> Mapping[str, inspect.Parameter]:
        return {} if isinstance(self.model, Model) else inspect.signature(self.model).parameters

    @property
    def _known(self) -> tuple[str, ...]:
        return (*OF_FIT, *hyperparameters())

    def _builds_with(self, name: str) -> bool:
        """Whether it is an argument of the function; one that takes all takes what nobody else does."""
        takes_all = any(one.kind is one.VAR_KEYWORD for one in self._arguments.values())
        return name in self._arguments or (takes_all and name not in self._known)

    def member(self, run: str, note: Mapping[str, Any]) -> Member:
        """The member, its first weights following from the seed alone."""
        setting = self.setting or {}
        mine = {name: value for name, value in setting.items() if self._builds_with(name)}
        asked = {**self._of_fit(), **{name: value for name, value in setting.items() if name not in mine}}
        self._check()
        (x, y), held = self._parts()
        size = min(at_least_one("batch size", asked.pop("batch_size")), same_length(x, y))
        epochs = at_least_one("epochs", asked.pop("epochs"))
        set_random_seed(self.seed)
        model = self._built(mine)
        fitting.build(model, Batches(x, y, batch_size=size))
        _compile(model, asked, y, epochs * math.ceil(same_length(x, y) / size))
        shape = fits_a_population(model) if self.seconds is None else None
        company = shape and f"{shape} {model.precision} {epochs} {size}"
        metric = compared_by(model, watched=True)
        return Member(run, model, (x, y), held, size, epochs, self.seed, metric, company, note, self.seconds)

    def _of_fit(self) -> dict[str, Any]:
        given = {"batch_size": self.batch_size, "epochs": self.epochs}
        return {
            "batch_size": 32,
            "epochs": 1,
            **{name: one for name, one in given.items() if one is not None},
        }

    def _check(self) -> None:
        if self.seconds is not None:
            check_seconds("seconds", self.seconds)
        if self.seconds is not None and (self.epochs is not None or "epochs" in (self.setting or {})):
            epochs = (self.setting or {}).get("epochs", self.epochs)
            raise InputError("jobs.epochs_or_seconds", epochs=epochs, seconds=f"{self.seconds:g}")

    def _parts(self) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        x, y = as_arrays(self.x), as_arrays(self.y)
        if self.held is not None:
            return (x, y), self.held
        kept, held = split(_labels(y, same_length(x, y)), HELD_OUT, self.seed)
        train, watched = (
            (each(lambda array, rows=rows: array[rows], x), each(lambda array, rows=rows: array[rows], y))
            for rows in (kept, held)
        )
        return train, watched

    def _built(self, arguments: Mapping[str, Any]) -> Model:
        if isinstance(self.model, Model):
            made = graph.from_json(graph.to_json(self.model))
            if self.model.compiled:
                made.compile_like(self.model)
        else:
            made = self.model(**arguments)
        if not isinstance(made, Model):
            raise InputError("jobs.not_a_model", source=self.stem(), got=type(made).__name__)
        return made


def _labels(y: Any, examples: int) -> Any:
    """The classes `(N,)` where there are any, so that each is held out evenly."""
    one = np.asarray(y) if hasattr(y, "shape") else np.zeros(examples)
    return one.reshape(-1) if one.size == examples else np.zeros(examples)


def _compile(model: Model, asked: Mapping[str, Any], y: Any, steps: int) -> None:
    """With what is asked of its optimizer. A model that isn't compiled learns with Adam what its answers decide."""
    if not model.compiled:
        chosen, one_output = head_for(y), isinstance(model.output_shape, tuple)
        units = model.output_shape[-1] if one_output else None
        binary = chosen.task == "binary" and units and units > 1
        loss = "sparse_categorical_crossentropy" if binary else chosen.loss
        model.compile("adam", loss, metrics=list(chosen.metrics))
    of_optimizer = dict(asked)
    precision = of_optimizer.pop("precision", model.precision)
    if of_optimizer and len(model.optimizers) != 1:
        raise InputError("race.one_optimizer", got=", ".join(model.optimizers), asked=", ".join(of_optimizer))
    changed = {"optimizer": _optimizer(model.optimizer, of_optimizer, steps)} if of_optimizer else {}
    if changed or precision != model.precision:
        model.compile_like(model, precision=precision, **changed)


def _optimizer(own: Optimizer, asked: Mapping[str, Any], steps: int) -> Optimizer:
    others = dict(asked)
    rule, rate, schedule = (others.pop(name, None) for name in ("optimizer", "learning_rate", "schedule"))
    check_rate(rate)
    if rule is not None:
        one = named(str(rule), rate)
    else:
        one = own.copy() if rate is None else with_options(own, {"learning_rate": rate})
    return tuned(one, schedule, others, steps)
