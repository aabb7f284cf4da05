"""An update is one formula on one vector: what every optimizer shares."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar, TypedDict, Unpack

import torch
from torch import Tensor, nn
from torch.autograd.graph import increment_version

from axb.optimizers.hyper import LEARNING_RATE, Hyper
from axb.optimizers.memory import Memory, split_like
from axb.optimizers.schedules import LearningRateSchedule
from axb.registry import Configurable, refuse_unknown
from axb.words import InputError

CHUNK = 2**19  # numbers a rule works on at a time: they stay in the processor's cache
Rate = float | LearningRateSchedule
Pieces = list[Tensor]  # one tensor for each weight, in its shape


class CommonOptions(TypedDict, total=False):
    """What every optimizer takes, as in Keras.

    clipnorm: largest norm of each weight's gradient; global_clipnorm: of all together; clipvalue: largest
    entry. At most one of the three.
    use_ema: keep a moving average of the weights (each step keeps `ema_momentum` of the old average); it
    takes the weights' place every `ema_overwrite_frequency` steps (None: when training ends).
    """

    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    name: str | None


class OptimizerOptions(CommonOptions, total=False):
    """weight_decay: each step first shrinks the weights by learning_rate * weight_decay of their size."""

    weight_decay: float | None


class Optimizer(Configurable):
    """Turns a flat gradient into a flat update with `rule`, the paper's formula.

    A subclass declares its `hyperparameters` and writes `rule`. The same rule runs on one model's `(P,)` and
    on a population's `(K, P)` with hyperparameters of shape `(K, 1)`.
    """

    hyperparameters: ClassVar[tuple[Hyper, ...]] = (LEARNING_RATE,)
    learning_rate: Any

    def __init__(self, learning_rate: Rate = 0.001, **options: Unpack[OptimizerOptions]) -> None:
        refuse_unknown(self, options, OptimizerOptions)
        self.learning_rate = learning_rate
        self.weight_decay = options.get("weight_decay")
        self.clipnorm, self.clipvalue = options.get("clipnorm"), options.get("clipvalue")
        self.global_clipnorm = options.get("global_clipnorm")
        self.use_ema, self.ema_momentum = options.get("use_ema", False), options.get("ema_momentum", 0.99)
        self.ema_overwrite_frequency = options.get("ema_overwrite_frequency")
        self.name = options.get("name") or type(self).__name__.lower()
        self._check_options()
        self.iterations = 0
        self.progress: float | None = (
            None  # the share of its schedule that is done, where a time budget says so
        )
        self.memory = Memory()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "rule" in cls.__dict__ and "kernel" not in cls.__dict__:
            cls.kernel = Optimizer.kernel  # type: ignore[method-assign]  # the parent's is another formula

    def _check_options(self) -> None:
        for name in ("weight_decay", "clipnorm", "clipvalue", "global_clipnorm"):
            if (value := getattr(self, name)) is not None:
                Hyper(name).check(type(self).__name__, value)
        Hyper("ema_momentum", high=1.0).check(type(self).__name__, self.ema_momentum)
        if self.ema_overwrite_frequency is not None:
            Hyper("ema_overwrite_frequency", low=1).check(type(self).__name__, self.ema_overwrite_frequency)
        clips = [name for name in ("clipnorm", "clipvalue", "global_clipnorm") if getattr(self, name)]
        if len(clips) > 1:
            raise InputError("optimizers.several_clips", name=type(self).__name__, got=", ".join(clips))

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "iterations":  # which changes a thousand times a second
            for hyper in self.hyperparameters:
                scheduled = name == "learning_rate" and isinstance(value, LearningRateSchedule)
                if hyper.name == name and not scheduled:
                    hyper.check(type(self).__name__, value)
        super().__setattr__(name, value)

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """The update for gradient `g` at step `t` (from 1): what is added to the weights.

        h holds the hyperparameters' values; each slot of memory is changed in place. g may be overwritten.
        """
        raise NotImplementedError

    def kernel(self, w: Pieces, g: Pieces, t: int, h: SimpleNamespace, memory: dict[str, Pieces]) -> bool:
        """One whole step on the weights `w`, decay included, by torch's own kernel of the same formula.

        It reads and writes each number once. False, with nothing done, where torch has no such kernel.
        """
        return False

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
        if not isinstance(rate, LearningRateSchedule):
            return float(rate)
        if self.progress is None or rate.length is None:
            return float(rate(self.iterations))
        return float(rate(self.progress * rate.length))

    def update(self, g: Tensor, t: int, h: SimpleNamespace, memory: dict[str, Tensor]) -> Tensor:
        """The update for `g`, `(P,)` or `(K, P)`, chunk by chunk along the last axis; overwrites g.

        It may be the memory itself: to be read only.
        """
        if g.numel() <= CHUNK:  # two numbers are moved a thousand times a second on a surface
            return self.rule(g, t, h, **memory)
        width = max(CHUNK // g.shape[:-1].numel(), 1)
        for start in range(0, g.shape[-1], width):
            chunk = slice(start, start + width)
            piece = g[..., chunk]
            update = self.rule(piece, t, h, **{slot: vector[..., chunk] for slot, vector in memory.items()})
            if update is not piece:
                piece.copy_(update)
        return g

    @torch.no_grad()
    def apply(self, g: Tensor | Sequence[Tensor], parameters: Sequence[nn.Parameter]) -> None:
        """One step on the parameters, with their gradients `g`: end to end, or one piece for each (overwritten)."""
        h = self.values()
        weights: Pieces = list(parameters)
        starts: dict[str, float | None] = {**self.slots(), **({"average": None} if self.use_ema else {})}
        memory = dict(self.memory.follow(parameters, starts))
        average = memory.pop("average", None)
        self.iterations += 1
        if not weights:
            return
        pieces = split_like(g, weights) if isinstance(g, Tensor) else list(g)
        if self._clips or not self.kernel_step(weights, pieces, h, self.memory.views):
            self._rule_step(weights, joined(g), h, memory)
        if average is not None:
            self._average(average, weights)

    def apply_gradients(self, gradients_and_weights: Iterable[tuple[Tensor, nn.Parameter]]) -> None:
        """`apply`, in the words of older scripts: pairs of a gradient and its weight."""
        gradients, weights = zip(*gradients_and_weights, strict=True)
        self.apply(gradients, weights)

    def kernel_step(
        self, weights: Pieces, pieces: Pieces, h: SimpleNamespace, memory: dict[str, Pieces]
    ) -> bool:
        """`kernel`, so that autograd notices; False, with nothing done, on tensors that torch's kernels don't take."""
        pieces = [
            piece.contiguous() for piece in pieces
        ]  # a convolution's may come in the order of its kernel
        if not (_plain(weights) and _plain(pieces) and _apart(pieces)):
            return False
        done = self.kernel(weights, pieces, self.iterations, h, memory)
        if done:
            increment_version(weights)  # so that autograd refuses a graph built before this step
        return done

    def _rule_step(self, weights: Pieces, g: Tensor, h: SimpleNamespace, memory: dict[str, Tensor]) -> None:
        self.clip(g, split_like(g, weights))
        update = self.update(g, self.iterations, h, memory)
        self.shrink(weights, h)
        torch._foreach_add_(weights, split_like(update, weights))

    @property
    def _clips(self) -> bool:
        return bool(self.clipnorm or self.global_clipnorm or self.clipvalue)

    def clip(self, g: Tensor, pieces: Pieces) -> None:
        """Make the gradient no larger than clipnorm, global_clipnorm or clipvalue asks for; `pieces` are its views."""
        if self.clipnorm:
            for piece in pieces:
                _shorten(piece, self.clipnorm)
        elif self.global_clipnorm:
            _shorten(g, self.global_clipnorm)
        elif self.clipvalue:
            g.clamp_(-self.clipvalue, self.clipvalue)

    def shrink(self, w: Pieces, h: SimpleNamespace) -> None:
        """Weight decay: w <- (1 - α λ) w."""
        if self.weight_decay:
            torch._foreach_mul_(w, 1 - h.learning_rate * self.weight_decay)

    def _average(self, average: Tensor, weights: Pieces) -> None:
        flat = torch.cat([weight.reshape(-1) for weight in weights])
        average.lerp_(flat, 1.0 if self.iterations == 1 else 1 - self.ema_momentum)
        every = self.ema_overwrite_frequency
        if every and self.iterations % every == 0:
            self.finish()

    @torch.no_grad()
    def finish(self) -> None:
        """Put the moving average, where one is kept, in the weights' place."""
        averages = self.memory.views.get("average", [])
        for parameter, average in zip(self.memory.parameters, averages, strict=False):
            parameter.copy_(average)

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


def joined(g: Tensor | Sequence[Tensor]) -> Tensor:
    """A gradient's pieces end to end: `(P,)`."""
    return g if isinstance(g, Tensor) else torch.cat([piece.reshape(-1) for piece in g])


def _plain(pieces: Pieces) -> bool:
    """What torch's kernels take."""
    return all(piece.is_cpu and piece.dtype is torch.float32 and piece.is_contiguous() for piece in pieces)


def _apart(pieces: Pieces) -> bool:
    """Whether no gradient is another's too, as d(a + b) is a's and b's: what is overwritten must be one's own."""
    return len({piece.data_ptr() for piece in pieces}) == len(pieces)


def _shorten(g: Tensor, longest: float) -> None:
    g.mul_(longest / torch.linalg.vector_norm(g).clamp_(min=longest))
