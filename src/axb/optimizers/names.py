"""Optimizers by name."""

from axb.optimizers.adagrad import Adagrad
from axb.optimizers.adam import Adam, AdamW
from axb.optimizers.optimizer import Optimizer
from axb.optimizers.rmsprop import RMSprop
from axb.optimizers.sgd import SGD
from axb.words import InputError

NAMES: dict[str, type[Optimizer]] = {
    "sgd": SGD,
    "adagrad": Adagrad,
    "rmsprop": RMSprop,
    "adam": Adam,
    "adamw": AdamW,
}


def get(identifier: str | Optimizer) -> Optimizer:
    """A new optimizer of that name (in any case) with its defaults, or the one given."""
    if isinstance(identifier, Optimizer):
        return identifier
    if not isinstance(identifier, str) or identifier.lower() not in NAMES:
        raise InputError("registry.unknown_choice", what="optimizer", known=", ".join(NAMES), got=identifier)
    return NAMES[identifier.lower()]()
