"""A job with other hyperparameters: what can be varied by name, and what becomes of the job."""

import inspect
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from axb import optimizers, zoo
from axb.data import catalogue, parse_spec
from axb.jobs.job import Job
from axb.jobs.source import model_file
from axb.words import InputError

FIELDS = ("learning_rate", "optimizer", "schedule", "batch_size", "epochs", "precision", "validation")
OF_EVERY_RULE = ("weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "ema_momentum")


def varied(job: Job, setting: Mapping[str, Any]) -> Job:
    """`job` with these values in their places.

    A name is a field of the job ("learning_rate"), an option of its model ("hidden", "dropout"), a hyperparameter of
    its optimizer ("momentum", "weight_decay"), or an option of its data ("noise"); where several have it, the first
    of these, and "model.x", "optimizer.x", "data.x" say which. Raises InputError for another name.
    """
    for name, value in setting.items():
        where, key = _place(job, name)
        if where == "job":
            job = replace(job, **{key: value})
        elif where == "optimizer":
            job = replace(job, hyperparameters={**(job.hyperparameters or {}), key: value})
        else:
            specs: dict[str, Any] = {where: _with_option(getattr(job, where), key, value)}
            job = replace(job, **specs)
    return job


def can_vary(job: Job) -> dict[str, tuple[str, ...]]:
    """The names that can be varied: of the "job", its "model", its "optimizer", its "data"."""
    return {
        "job": FIELDS,
        "model": _model_options(job.model),
        "optimizer": hyperparameters(),
        "data": _data_options(job.data),
    }


def _place(job: Job, name: str) -> tuple[str, str]:
    """Where a name belongs, and its name there."""
    possible = can_vary(job)
    where, dot, key = name.partition(".")
    if dot and where in possible and key in possible[where]:
        return where, key
    for where, names in possible.items():
        if name in names:
            return where, name
    known = ", ".join(one for names in possible.values() for one in names)
    raise InputError("race.unknown_vary", got=name, known=known)


def option_meaning(job: Job, name: str) -> str:
    """What an option of the job's model means, in a sentence."""
    return zoo.find(job.model_name).about_option(name)


def check_comparable(job: Job, vary: Container[str]) -> None:
    """Refuse to compare losses that hold different penalties: where nothing is held out, l2 can't be varied."""
    if not job.validation and ("l2" in vary or "model.l2" in vary):
        raise InputError("race.penalized_loss")


def _model_options(spec: str) -> tuple[str, ...]:
    return () if model_file(spec) else tuple(zoo.find(parse_spec(spec)[0]).options)


def hyperparameters() -> tuple[str, ...]:
    """The names that some optimizer's rule has, but for the learning rate."""
    rules = [type(optimizers.get(name)) for name in optimizers.NAMES]
    names = [hyper.name for rule in rules for hyper in rule.hyperparameters if hyper.name not in FIELDS]
    return tuple(dict.fromkeys([*names, "nesterov", "centered", *OF_EVERY_RULE]))


def _data_options(spec: str) -> tuple[str, ...]:
    entry = catalogue.ENTRIES.get(parse_spec(spec)[0])
    return tuple(inspect.signature(entry[1]).parameters) if entry else ()


def _with_option(spec: str, key: str, value: Any) -> str:
    name, options = parse_spec(spec)
    return f"{name}:" + ",".join(f"{one}={text}" for one, text in {**options, key: value}.items())
