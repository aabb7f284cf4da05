"""The optimizers that walk, by name: what each is made of, what it is called, which rate suits it where."""

from collections.abc import Callable
from functools import partial

from axb.data.ranges import one_of
from axb.labs.surface.surfaces import Surface
from axb.optimizers import NAMES, Optimizer, RMSprop
from axb.words import say

WALKERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")  # those of the lecture
ROSTER: dict[str, Callable[[], Optimizer]] = {
    **{name: NAMES[name] for name in WALKERS}, "rmsprop_momentum": partial(RMSprop, momentum=0.9),
}  # fmt: skip
# Gradient descent: how many times a surface's rate (Nesterov's look ahead overshoots sooner). The others: how many
# times its stride (Adagrad's steps shrink; RMSprop divides by a mean that begins at 0, so its first ones are long).
OF_RATE = {"sgd": 1.0, "momentum": 1.0, "nesterov": 0.5}
OF_STRIDE = {"adagrad": 5.0, "rmsprop": 0.25, "rmsprop_momentum": 0.25, "adam": 1.0, "adamw": 1.0}
KNOBS = {  # what can be set, by one word: "adam_rate", "rmsprop_momentum_rho"
    f"{name}_{hyper.name.removeprefix('learning_')}": (name, hyper.name)
    for name, make in ROSTER.items()
    for hyper in make().hyperparameters
}


def checked_names(names: list[str]) -> list[str]:
    """Each once, in the roster's order. Raises InputError for an unknown one, or where there is none."""
    for name in names or [""]:
        one_of("optimizers", name, ROSTER)
    return [name for name in ROSTER if name in names]


def default_rate(surface: Surface, name: str) -> float:
    """The rate with which optimizer `name` shows on this surface what it is made for."""
    rate = surface.rate * OF_RATE[name] if name in OF_RATE else surface.stride * OF_STRIDE[name]
    return float(f"{rate:.2g}")


def title(name: str) -> str:
    """What it is called, in the current language."""
    return say(f"labs_surface.name_{name}")
