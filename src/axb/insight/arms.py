"""The branches that a network joins, and what it can do without one of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import nn

from axb.graph import Network
from axb.graph.naming import unique
from axb.insight.route import INPUT, Place, Route, route
from axb.layers import Add, Concatenate
from axb.layers.affine import Affine
from axb.words import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from axb.training import Model

JOINTS = (Concatenate, Add)


class Arm(NamedTuple):
    """A branch from where the ways part to input number `argument` of the `joint` that takes it in.

    name: of its last part that holds an a (a convolution, a Dense), or "JOINT[argument]" where it has none (a skip).
    parts: their names.
    """

    name: str
    joint: nn.Module
    argument: int
    parts: tuple[str, ...]


def arms(model: Network) -> list[Arm]:
    """The branches of every Concatenate and Add, those inside composite parts too, in the order in which they run."""
    way, found = route(model), list[Arm]()
    read = [source for call in way.calls for source in call.sources]
    for call in way.calls:
        place = way.places[call.place]
        if not isinstance(place.module, JOINTS):
            continue
        for argument, source in enumerate(call.sources):
            parts = _back(way, source, read)
            learning = [one.name for one in parts if isinstance(one.module, Affine)]
            name = learning[-1] if learning else f"{place.name}[{argument}]"
            name = unique(name, [one.name for one in found])
            found.append(Arm(name, place.module, argument, tuple(one.name for one in parts)))
    return found


def _back(way: Route, source: int, read: Sequence[int]) -> list[Place]:
    """The places of a branch in the order in which they run: back to where several ways part or meet."""
    found = list[Place]()
    while source != INPUT and read.count(source) == 1:
        call = way.calls[source]
        found.append(way.places[call.place])
        source = call.sources[0] if len(call.sources) == 1 else INPUT
    return found[::-1]


@contextmanager
def without(model: Network, *names: str) -> Iterator[None]:
    """Inside, what these branches give is zero where they are joined; afterwards all is as it was.

    A network has never met those zeros while it learned: they tell what this trained network leans on (an ablation
    out of its distribution), not what one would reach that learns without the branch. Where a joint is called several
    times, the branch is off in each. Raises InputError for a name that `arms` doesn't have.
    """
    known = {one.name: one for one in arms(model)}
    for name in names:
        if name not in known:
            raise InputError("insight_pictures.no_branch", name=name, known=", ".join(known) or "-")
    with ExitStack() as hooks:
        for name in names:
            hook = known[name].joint.register_forward_pre_hook(_silencing(known[name].argument))
            hooks.callback(hook.remove)
        yield


def _silencing(argument: int) -> Callable[..., Any]:
    def silence(module: nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
        inputs = list(args[0])
        inputs[argument] = torch.zeros_like(inputs[argument])
        return (inputs, *args[1:])

    return silence


def accuracy_without(
    model: "Model", x: "ArrayLike", y: "ArrayLike", batch_size: int = 256
) -> dict[str, float]:
    """For each branch by its name the accuracy, 0 to 1, of a trained classifier while it is switched off (`without`).

    Under "" it stands with all of them on. Raises InputError for a model that wasn't compiled with the metric
    "accuracy".
    """

    def measured() -> float:
        told = model.evaluate(x, y, batch_size, verbose=0, return_dict=True)
        if "accuracy" not in told:
            raise InputError("insight_pictures.no_accuracy", part=model.label)
        return float(told["accuracy"])

    found = {"": measured()}
    for one in arms(model):
        with without(model, one.name):
            found[one.name] = measured()
    return found
