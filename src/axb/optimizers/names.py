"""Optimizers by name: a rule, or a rule with some of its arguments set (momentum is SGD that remembers)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from axb.optimizers.adadelta import Adadelta
from axb.optimizers.adagrad import Adagrad
from axb.optimizers.adam import Adam, AdamW
from axb.optimizers.formula import Formula
from axb.optimizers.hyper import Hyper
from axb.optimizers.nadam import Nadam
from axb.optimizers.optimizer import Optimizer
from axb.optimizers.rmsprop import RMSprop
from axb.optimizers.sgd import SGD
from axb.words import InputError


@dataclass(frozen=True)
class Named:
    """What a name stands for: the class `rule`, made with `settings` where nothing else is asked for."""

    title: str
    rule: type[Optimizer]
    formula: Formula
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, **arguments: Any) -> Optimizer:
        """A new optimizer; `arguments` are the rule's."""
        return self.rule(**{**self.settings, **arguments})

    @property
    def hyperparameters(self) -> tuple[Hyper, ...]:
        """The rule's."""
        return self.rule.hyperparameters

    def default(self, hyper: Hyper) -> Any:
        """The value that a hyperparameter has where it is not asked for."""
        return self.settings.get(hyper.name, hyper.default(self.rule))


WITH_MOMENTUM = {"momentum": 0.9, "name": "momentum"}
WITH_NESTEROV = {"momentum": 0.9, "nesterov": True, "name": "nesterov"}
NAMES: dict[str, Named] = {
    "sgd": Named("SGD", SGD, SGD.formula),
    "momentum": Named("Momentum", SGD, SGD.with_momentum, WITH_MOMENTUM),
    "nesterov": Named("Nesterov", SGD, SGD.with_nesterov, WITH_NESTEROV),
    "adagrad": Named("Adagrad", Adagrad, Adagrad.formula),
    "rmsprop": Named("RMSprop", RMSprop, RMSprop.formula),
    "adam": Named("Adam", Adam, Adam.formula),
    "adamw": Named("AdamW", AdamW, AdamW.formula),
    "adadelta": Named("Adadelta", Adadelta, Adadelta.formula),
    "nadam": Named("Nadam", Nadam, Nadam.formula),
}


def find(name: str) -> Named:
    """What a name (in any case) stands for."""
    if not isinstance(name, str) or name.lower() not in NAMES:
        raise InputError("registry.unknown_choice", what="optimizer", known=", ".join(NAMES), got=name)
    return NAMES[name.lower()]


def get(identifier: str | Optimizer) -> Optimizer:
    """A new optimizer of that name with its defaults, or the one given."""
    return identifier if isinstance(identifier, Optimizer) else find(identifier)()
