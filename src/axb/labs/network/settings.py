"""What a person chooses about the small network: its layers, and how it learns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from axb.data.ranges import real, whole
from axb.initializers import check_choice
from axb.optimizers import names as optimizers
from axb.optimizers.hyper import LEARNING_RATE
from axb.words import InputError

MOST_LAYERS, MOST_UNITS = 6, 16
ACTIVATIONS = ("tanh", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus", "sigmoid", "linear")
INITIALIZERS = (
    "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "orthogonal",
    "random_normal", "random_uniform", "zeros", "ones",
)  # fmt: skip
# What each optimizer learns toy data at in some seconds.
RATES = {
    "sgd": 0.1, "momentum": 0.03, "nesterov": 0.03, "adagrad": 0.1, "rmsprop": 0.01, "adam": 0.03, "adamw": 0.03,
    "adadelta": 1.0, "nadam": 0.03,
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """hidden: units of each hidden layer. hyper: the optimizer's hyperparameters that are not its defaults.

    rate: None is the optimizer's usual one here. l1, l2: factors of the penalties on every a. held: the share of
    the points that is held out. weights: names the starting weights; the same ones until this number changes.
    Raises InputError where a value is out of range.
    """

    hidden: tuple[int, ...] = (6, 4)
    activation: str = "tanh"
    initializer: str = "glorot_uniform"
    optimizer: str = "adam"
    rate: float | None = None
    hyper: Mapping[str, float] = field(default_factory=dict)
    batch: int = 16
    l1: float = 0.0
    l2: float = 0.0
    held: float = 0.3
    weights: int = 0

    def __post_init__(self) -> None:
        check_choice("activation", self.activation, ACTIVATIONS)
        check_choice("initializer", self.initializer, INITIALIZERS)
        check_choice("optimizer", self.optimizer, tuple(optimizers.NAMES))
        if len(self.hidden) > MOST_LAYERS:
            raise InputError("labs_network.layers", most=MOST_LAYERS, got=len(self.hidden))
        checked = {
            "hidden": tuple(whole("units", units, 1, MOST_UNITS) for units in self.hidden),
            "batch": whole("batch", self.batch, 1, 100_000),
            "l1": real("l1", self.l1, 0, 10),
            "l2": real("l2", self.l2, 0, 10),
            "held": real("held", self.held, 0.2, 0.8),
            "weights": whole("weights", self.weights, 0, 2**31),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        if self.rate is not None:
            LEARNING_RATE.check(self.optimizer, self.rate)
        self._check_hyper()

    def _check_hyper(self) -> None:
        kind = optimizers.NAMES[self.optimizer]
        known = {hyper.name: hyper for hyper in kind.hyperparameters[1:]}
        for name, value in self.hyper.items():
            check_choice(self.optimizer, name, tuple(known))
            known[name].check(self.optimizer, value)

    @property
    def learning_rate(self) -> float:
        """The rate asked for, else the optimizer's usual one here."""
        return RATES[self.optimizer] if self.rate is None else float(self.rate)

    def changed(self, **values: Any) -> "Settings":
        """The same but for these; another optimizer comes with its own rate and hyperparameters."""
        if values.get("optimizer", self.optimizer) != self.optimizer:
            values = {"rate": None, "hyper": {}, **values}
        return replace(self, **values)
