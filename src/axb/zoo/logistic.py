"""Logistic regression: y = ax + b for each class, squashed to probabilities (Cox 1958)."""

from axb import layers
from axb.optimizers import Adam, Optimizer
from axb.training import Model
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe


def build(facts: Facts) -> Model:
    """One layer: a unit for each class (one for two), sigmoid or softmax."""
    if facts.head.task == "regression":
        raise InputError("zoo.needs_classes", family="logistic")
    inputs, x = facts.enter()
    return facts.leave(inputs, layers.Flatten()(x), "logistic")


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Adam"""
    return Adam(learning_rate or (0.001 if facts.is_picture else 0.05))


LOGISTIC = Family("logistic", build, Recipe(30, 32, optimizer, steps=500))
