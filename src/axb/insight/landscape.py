"""A plane of losses through trained weights (Li et al. 2018, "Visualizing the loss landscape of neural nets").

The plane is spanned by two random directions in which each filter is as long as the trained one (section 4): a step of
1 changes every filter by its own size, so that networks whose weights differ in scale can be compared.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from axb import losses
from axb.data.batches import Batch, Batches
from axb.graph import Layer
from axb.graph.mode import quietly
from axb.insight.activity import is_keras
from axb.insight.route import route
from axb.training import Autoencoder, Model
from axb.words import InputError

if TYPE_CHECKING:
    from axb.runs import Run

SIZE, SPAN = 25, 1.0
BATCH = 64  # a resnet-20 takes 91 ms for 256 small pictures, in one batch of them 127
TINY = 1e-10  # what a direction's length is never below (the authors' code adds the same)
NAME = "landscape"  # of what a run keeps: span, seed, examples as JSON; NAME/losses as an array
Floats = NDArray[np.float64]
Way = list[Tensor]  # a direction: one tensor for each kernel
Measure = Callable[[Any, Batch], Tensor]


@dataclass(frozen=True, eq=False)
class Landscape:
    """f(alpha, beta) = L(theta + alpha delta + beta eta) (equation 1), L the mean loss of so many `examples`.

    steps: (size,), alpha and beta from -span to span; the one in the middle is 0, the trained weights theta. losses:
    (size, size), beta from row to row and alpha from column to column. seed: of the directions delta and eta.
    """

    steps: Floats
    losses: Floats
    examples: int
    seed: int

    @property
    def span(self) -> float:
        """How far it goes; 1 is the weights' own length."""
        return float(self.steps[-1])

    @property
    def trained(self) -> float:
        """The loss of the trained weights."""
        return float(self.slice[len(self.steps) // 2])

    @property
    def slice(self) -> Floats:
        """(size,): the losses along delta alone."""
        middle: Floats = self.losses[len(self.steps) // 2]
        return middle

    @property
    def valleys(self) -> int:
        """How many places have a loss below those of all (up to eight) places around them."""
        high = np.pad(np.where(np.isnan(self.losses), np.inf, self.losses), 1, constant_values=np.inf)
        around = np.lib.stride_tricks.sliding_window_view(high, (3, 3)).reshape(*self.losses.shape, 9)
        return int((self.losses < np.delete(around, 4, axis=-1).min(-1)).sum())

    def record(self, run: "Run", step: int) -> None:
        """Keep it in a run, as seen around the weights after `step` updates."""
        run.add_json(NAME, step, {"span": self.span, "seed": self.seed, "examples": self.examples})
        run.add_array(f"{NAME}/losses", step, self.losses)


def landscape_in(run: "Run", step: int) -> Landscape | None:
    """The one that a run keeps of its weights after `step` updates."""
    told, kept = run.json(NAME, step), run.array(f"{NAME}/losses", step)
    if told is None or kept is None:
        return None
    return Landscape(steps_to(told["span"], len(kept)), kept, told["examples"], told["seed"])


def landscape(
    model: nn.Module,
    x: Any,
    y: Any,
    *,
    size: int = SIZE,
    span: float = SPAN,
    seed: int = 0,
    loss: Any = None,
    told: Callable[[float], object] = lambda share: None,
) -> Landscape:
    """Measure the loss on arrays, in inference mode, at `size` x `size` places around a model's weights.

    size: odd, 3 or more. span: how far to each side, above 0. loss: as `compile` takes it; None is the compiled one,
    its penalties left out. told: hears the share that is done. As in the paper what has one axis (biases, batch
    normalisation) stays as it is. A copy of the model is moved: the model itself is never touched, whatever happens.
    Raises InputError for other numbers, and where there is no loss.
    """
    steps = steps_to(_checked_span(span), _checked_size(size))
    left_out = {id(getattr(model, "history", None)): None}  # it holds on to all that was learned from
    moved = deepcopy(model, left_out)
    measure = _measure(moved, loss)
    start, ways = directions(moved, seed)
    place = next((weight.device for weight in moved.parameters()), torch.device("cpu"))
    batches = Batches(x, y, batch_size=BATCH, device=place)
    found = np.empty((size, size))
    with quietly(moved):
        theta = [weight.clone() for weight in start]
        for number, (beta, alpha) in enumerate((beta, alpha) for beta in steps for alpha in steps):
            _move(start, theta, ways, (alpha, beta))
            found.flat[number] = _mean(moved, batches, measure)
            told((number + 1) / found.size)
    return Landscape(steps, found, batches.examples, seed)


def steps_to(span: float, size: int) -> Floats:
    """`size` steps from -span to span, the middle one exactly 0."""
    half = size // 2
    steps: Floats = span * np.arange(-half, half + 1) / half
    return steps


def directions(model: nn.Module, seed: int) -> tuple[Way, tuple[Way, Way]]:
    """The weights with more than one axis, and two random directions in which each of their filters is as long.

    d_ij <- d_ij / ||d_ij|| ||theta_ij|| (section 4), the i-th layer's j-th filter, or unit of a Dense.
    """
    draw, found = torch.Generator().manual_seed(seed), list(_kernels(model))
    first, second = ([_like(weight, axis, draw) for weight, axis in found] for _ in range(2))
    return [weight for weight, _ in found], (first, second)


def _kernels(model: nn.Module) -> Iterator[tuple[Tensor, int]]:
    """Each of them once, with the axis that its filters lie along: last in Keras's layouts, first in PyTorch's."""
    seen = set[Tensor]()
    # Keras shows torch all weights in one heap, beside the layers.
    modules = (place.module for place in route(model).places) if is_keras(model) else model.modules()
    for module in modules:
        keras = is_keras(module)
        # Where a convolution is transposed, in and out have changed places.
        turned = any("Transpose" in kind.__name__ for kind in type(module).__mro__)
        for weight in module.parameters(recurse=keras):
            if weight.ndim > 1 and weight not in seen:
                seen.add(weight)
                last = keras or isinstance(module, Layer)
                yield weight, (weight.ndim - 1 - turned) if last else int(turned)


@torch.no_grad()
def _like(weight: Tensor, axis: int, draw: torch.Generator) -> Tensor:
    way = torch.randn(weight.shape, generator=draw).to(weight)
    inner = [one for one in range(weight.ndim) if one != axis]
    wanted, drawn = (torch.linalg.vector_norm(one, dim=inner, keepdim=True) for one in (weight, way))
    long: Tensor = way * (wanted / drawn.clamp(min=TINY))
    return long


def _move(weights: Way, theta: Way, ways: tuple[Way, Way], to: tuple[float, float]) -> None:
    for weight, begin, delta, eta in zip(weights, theta, *ways, strict=True):
        weight.copy_(begin).add_(delta, alpha=to[0]).add_(eta, alpha=to[1])


def _mean(model: nn.Module, batches: Batches, measure: Measure) -> float:
    total = sum(float(measure(model(batch.x), batch)) * len(batch) for batch in batches.epoch())
    return total / batches.examples


def _measure(model: nn.Module, loss: Any) -> Measure:
    if loss is not None:
        wanted = losses.get(loss)
        return lambda prediction, batch: wanted(batch.y, prediction)
    if isinstance(model, Autoencoder) and model.compiled:
        return lambda restored, batch: model.error(batch.x, restored)
    if not isinstance(model, Model) or not model.compiled or model.has_own_turns:
        raise InputError("landscape.no_loss", part=getattr(model, "label", type(model).__name__))
    return lambda prediction, batch: model.objective.loss(batch.y, prediction, None)[0]


def _checked_size(size: Any) -> int:
    if isinstance(size, bool) or not isinstance(size, int) or size < 3 or not size % 2:
        raise InputError("landscape.size", got=size)
    return size


def _checked_span(span: Any) -> float:
    if isinstance(span, bool) or not isinstance(span, int | float) or not 0 < span < np.inf:
        raise InputError("registry.out_of_range", what="landscape: span", rule="> 0", got=span)
    return float(span)
