"""An update is one formula on one vector: what every optimizer shares."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, ClassVar, TypedDict, Unpack

import torch
from torch import Tensor, nn

from axb.optimizers.hyper import LEARNING_RATE, Hyper
from axb.optimizers.memory import Memory
from axb.optimizers.schedules import LearningRateSchedule
from axb.registry import Configurable
from axb.words import InputError

CHUNK = 2**18  # numbers a rule works on at a time: they stay in the processor's cache
Rate = float | LearningRateSchedule


class OptimizerOptions(TypedDict, total=False):
    """What every optimizer takes, as in Keras.

    weight_decay: each step also multiplies the weights by 1 - learning_rate * weight_decay.
    clipnorm: largest norm of each weight's gradient; global_clipnorm: of all together; clipvalue: largest
    entry. At most one of the three.
    use_ema: keep a moving average of the weights (each step keeps `ema_momentum` of the old average); it takes
    the weights' place every `ema_overwrite_frequency` steps (None: when training ends).
    """

    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    name: str | None


class Optimizer(Configurable):
    """Turns a flat gradient into a flat update with `rule`, the paper's formula.

    A subclass declares its `hyperparameters` and writes `rule`. The same rule runs on one model's `(P,)` and
    on a population's `(K, P)` with hyperparameters of shape `(K, 1)`.
    """

    hyperparameters: ClassVar[tuple[Hyper, ...]] = (LEARNING_RATE,)
    learning_rate: Any

    def __init__(self, learning_rate: Rate = 0.001, **options: Unpack[OptimizerOptions]) -> None:
        unknown = set(options) - set(OptimizerOptions.__annotations__)
        if unknown:
            raise InputError(
                "registry.bad_arguments",
                name=type(self).__name__,
                problem=", ".join(sorted(unknown)),
                known=", ".join(
                    [h.name for h in self.hyperparameters] + list(OptimizerOptions.__annotations__)
                ),
            )
        self.learning_rate = learning_rate
        self.weight_decay = options.get("weight_decay")
        self.clipnorm, self.clipvalue = options.get("clipnorm"), options.get("clipvalue")
        self.global_clipnorm = options.get("global_clipnorm")
        self.use_ema, self.ema_momentum = options.get("use_ema", False), options.get("ema_momentum", 0.99)
        self.ema_overwrite_frequency = options.get("ema_overwrite_frequency")
        self.name = options.get("name") or type(self).__name__.lower()
        self.iterations = 0
        self.memory = Memory()

    def __setattr__(self, name: str, value: Any) -> None:
        for hyper in self.hyperparameters:
            if hyper.name == name and not isinstance(value, LearningRateSchedule):
                hyper.check(type(self).__name__, value)
        super().__setattr__(name, value)

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """The update for gradient `g` at step `t` (from 1): what is added to the weights.

        h holds the hyperparameters' values; each slot of memory is changed in place. g may be overwritten.
        """
        raise NotImplementedError

    def slots(self) -> dict[str, float]:
        """The vectors that the rule remembers, with the value each starts at."""
        return {}

    def values(self) -> SimpleNamespace:
        """The hyperparameters' values for the coming step; a schedule is asked for its rate."""
        values = {hyper.name: getattr(self, hyper.name) for hyper in self.hyperparameters}
        return SimpleNamespace(**{**values, "learning_rate": self.rate})

    @property
    def rate(self) -> float:
        """The learning rate of the coming step."""
        rate = self.learning_rate
        return rate(self.iterations) if isinstance(rate, LearningRateSchedule) else rate

    def update(self, g: Tensor, t: int, h: SimpleNamespace, memory: dict[str, Tensor]) -> Tensor:
        """The update for `g`, `(P,)` or `(K, P)`, chunk by chunk along the last axis; overwrites g."""
        for start in range(0, g.shape[-1], CHUNK):
            chunk = slice(start, start + CHUNK)
            piece = g[..., chunk]
            update = self.rule(piece, t, h, **{slot: vector[..., chunk] for slot, vector in memory.items()})
            if update is not piece:
                piece.copy_(update)
        return g

    @torch.no_grad()
    def apply(self, g: Tensor, parameters: Sequence[nn.Parameter]) -> None:
        """One step on the parameters, with `g` their gradients end to end (overwritten)."""
        h, decay = self.values(), self.weight_decay
        starts = {**self.slots(), **({"average": 0.0} if self.use_ema else {})}
        memory = dict(self.memory.follow(parameters, starts))
        average = memory.pop("average", None)
        g = self.clip(g, parameters)
        self.iterations += 1
        update = self.update(g, self.iterations, h, memory)
        if decay:
            torch._foreach_mul_(list(parameters), 1 - h.learning_rate * decay)
        torch._foreach_add_(list(parameters), split_like(update, parameters))
        if average is not None:
            self._average(average, parameters)

    def clip(self, g: Tensor, parameters: Sequence[nn.Parameter]) -> Tensor:
        """The gradient, made no larger than asked by clipnorm, global_clipnorm or clipvalue."""
        if self.clipnorm:
            for piece in g.split_with_sizes([parameter.numel() for parameter in parameters]):
                _shorten(piece, self.clipnorm)
        elif self.global_clipnorm:
            _shorten(g, self.global_clipnorm)
        elif self.clipvalue:
            g.clamp_(-self.clipvalue, self.clipvalue)
        return g

    def _average(self, average: Tensor, parameters: Sequence[nn.Parameter]) -> None:
        weights = torch.cat([parameter.reshape(-1) for parameter in parameters])
        average.lerp_(weights, 1.0 if self.iterations == 1 else 1 - self.ema_momentum)
        every = self.ema_overwrite_frequency
        if every and self.iterations % every == 0:
            self.finish()

    @torch.no_grad()
    def finish(self) -> None:
        """Put the moving average, where one is kept, in the weights' place."""
        average = self.memory.vectors.get("average")
        if average is not None and self.memory.parameters:
            for parameter, piece in zip(
                self.memory.parameters, split_like(average, self.memory.parameters), strict=True
            ):
                parameter.copy_(piece)

    def reset(self) -> None:
        """Forget everything learned about the gradients."""
        self.iterations = 0
        self.memory.clear()

    def copy(self) -> "Optimizer":
        """A fresh one with the same hyperparameters."""
        return type(self).from_config(self.get_config())

    def get_config(self) -> dict[str, Any]:
        """The constructor's arguments, with the hyperparameters' values of now."""
        return {**super().get_config(), **{h.name: getattr(self, h.name) for h in self.hyperparameters}}


def _shorten(g: Tensor, longest: float) -> None:
    g.mul_(longest / g.norm().clamp(min=longest))


def split_like(flat: Tensor, parameters: Sequence[nn.Parameter]) -> list[Tensor]:
    """Pieces of a flat vector as views in the parameters' shapes."""
    pieces = flat.split_with_sizes([parameter.numel() for parameter in parameters])
    return [piece.view(parameter.shape) for piece, parameter in zip(pieces, parameters, strict=True)]
