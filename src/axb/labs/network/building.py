"""The network that settings ask for, from the same starting weights until others are asked for."""

from typing import Any

from axb import initializers, layers, optimizers, regularizers, zoo
from axb.data import Dataset
from axb.labs.network.settings import Settings
from axb.optimizers import Optimizer
from axb.training import Model
from axb.training.seeds import mixed

OUTPUT = (
    0  # its number among the layers: hidden ones are 1, 2, ..., so that one more or less leaves it as it is
)


def build(settings: Settings, data: Dataset) -> Model:
    """Dense layers, and the output that the task asks for.

    Each layer draws its weights from a stream of its own, which its place alone decides: what is changed elsewhere
    does not touch them as long as their shape stays.
    """
    facts = zoo.facts_of(data)
    inputs, x = facts.enter()
    for number, units in enumerate(settings.hidden, 1):
        x = _dense(settings, number, units, settings.activation, f"hidden_{number}")(x)
    y = _dense(settings, OUTPUT, facts.head.units, facts.head.activation, "output")(x)
    if (facts.target_mean, facts.target_scale) != (0.0, 1.0):
        y = layers.Rescaling(facts.target_scale, facts.target_mean)(y)
    model = Model(inputs, y, name="network")
    model.compile(
        optimizer(settings),
        facts.head.loss,
        metrics=list(facts.head.metrics),
        precision="float32",
        device="cpu",
    )
    return model


def optimizer(settings: Settings) -> Optimizer:
    """The optimizer asked for, new."""
    kind = optimizers.NAMES[settings.optimizer]
    return kind(**{**settings.hyper, "learning_rate": settings.learning_rate})


def hyperparameters(settings: Settings) -> dict[str, float]:
    """All numbers of the optimizer: the rate, what was chosen, the defaults of the rest."""
    kind = optimizers.NAMES[settings.optimizer]
    defaults = {hyper.name: kind.default(hyper) for hyper in kind.hyperparameters[1:]}
    return {**defaults, **settings.hyper, "learning_rate": settings.learning_rate}


def _dense(settings: Settings, number: int, units: int, activation: str, name: str) -> layers.Dense:
    start, cost = _initializer(settings, number), _regularizer(settings)
    return layers.Dense(units, activation, kernel_initializer=start, kernel_regularizer=cost, name=name)


def _initializer(settings: Settings, number: int) -> Any:
    kind: Any = type(initializers.get(settings.initializer))
    fixed = settings.initializer in ("zeros", "ones")
    return kind() if fixed else kind(seed=mixed(settings.weights, number))


def _regularizer(settings: Settings) -> regularizers.Regularizer | None:
    return regularizers.L1L2(settings.l1, settings.l2) if settings.l1 or settings.l2 else None
