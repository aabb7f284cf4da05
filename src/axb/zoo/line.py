"""y = ax + b: one part, one a, one b. Gradient descent finds what least squares computes."""

from axb.optimizers import SGD, Optimizer
from axb.training import Model
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe


def build(facts: Facts) -> Model:
    """A single linear unit on the features as they are (table columns are scaled first)."""
    if facts.head.task != "regression" or len(facts.input_shape) != 1:
        raise InputError("zoo.line_needs_numbers", task=facts.head.task, shape=facts.input_shape)
    inputs, x = facts.enter()
    return facts.leave(inputs, x, "line")


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Momentum on whole batches. The squared error's curvature grows with the square of the target's scale."""
    return SGD(learning_rate or 0.1 / facts.target_scale**2, momentum=0.9)


LINE = Family("line", build, Recipe(400, 1_000_000, optimizer))
