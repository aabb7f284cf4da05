"""Where weights start: Keras's initializers, by class or by name.

`fan_in` and `fan_out` count the inputs and outputs that one weight connects; for a convolution kernel
`(height, width, in, out)` both are multiplied by the size of the receptive field.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Literal

import torch
from torch import Tensor

from axb.registry import Configurable, registered
from axb.words import InputError

Shape = Sequence[int]
Distribution = Literal["uniform", "truncated_normal", "untruncated_normal"]


class Initializer(Configurable):
    """Makes a weight's first values, of a given shape. `seed=None` draws from torch's default generator."""

    seed: int | None = None

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        raise NotImplementedError

    def _generator(self) -> torch.Generator | None:
        return None if self.seed is None else torch.Generator().manual_seed(self.seed)


def fans(shape: Shape) -> tuple[int, int]:
    """(fan_in, fan_out) of a weight of this shape (Glorot & Bengio 2010, section 4.2.1)."""
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


@registered
class Zeros(Initializer):
    """All zeros: how biases start."""

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        return torch.zeros(tuple(shape), dtype=dtype)


@registered
class Ones(Initializer):
    """All ones: how a normalisation's scale starts."""

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        return torch.ones(tuple(shape), dtype=dtype)


@registered
class Constant(Initializer):
    """Every entry is `value`."""

    def __init__(self, value: float = 0.0) -> None:
        self.value = value

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        return torch.full(tuple(shape), self.value, dtype=dtype)


@registered
class RandomNormal(Initializer):
    """Normal with the given `mean` and standard deviation `stddev`."""

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        return torch.empty(tuple(shape), dtype=dtype).normal_(
            self.mean, self.stddev, generator=self._generator()
        )


@registered
class RandomUniform(Initializer):
    """Uniform between `minval` and `maxval`."""

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None) -> None:
        self.minval, self.maxval, self.seed = minval, maxval, seed

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        return torch.empty(tuple(shape), dtype=dtype).uniform_(
            self.minval, self.maxval, generator=self._generator()
        )


@registered
class TruncatedNormal(Initializer):
    """Normal with `mean` and `stddev`, cut off at two standard deviations."""

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        return truncated_normal(shape, dtype, self._generator()).mul_(self.stddev).add_(self.mean)


def truncated_normal(shape: Shape, dtype: torch.dtype, generator: torch.Generator | None) -> Tensor:
    """Standard normal cut at +-2, by inverting its distribution function on a uniform draw."""
    uniform = torch.empty(tuple(shape), dtype=dtype).uniform_(-1, 1, generator=generator)
    return uniform.mul_(math.erf(math.sqrt(2))).erfinv_().mul_(math.sqrt(2)).clamp_(-2, 2)


@registered
class VarianceScaling(Initializer):
    """Variance `scale / n`, n being fan_in, fan_out or their mean: keeps signals from fading with depth."""

    def __init__(
        self,
        scale: float = 1.0,
        mode: Literal["fan_in", "fan_out", "fan_avg"] = "fan_in",
        distribution: Distribution = "truncated_normal",
        seed: int | None = None,
    ) -> None:
        if scale <= 0:
            raise InputError("registry.out_of_range", what="scale", rule="> 0", got=scale)
        check_choice("mode", mode, ("fan_in", "fan_out", "fan_avg"))
        check_choice("distribution", distribution, ("uniform", "truncated_normal", "untruncated_normal"))
        self.scale, self.mode, self.distribution, self.seed = scale, mode, distribution, seed

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        fan_in, fan_out = fans(shape)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1.0, n)
        if self.distribution == "uniform":
            limit = math.sqrt(3 * variance)
            return torch.empty(tuple(shape), dtype=dtype).uniform_(-limit, limit, generator=self._generator())
        if self.distribution == "untruncated_normal":
            return torch.empty(tuple(shape), dtype=dtype).normal_(
                0, math.sqrt(variance), generator=self._generator()
            )
        spread = 0.87962566103423978  # standard deviation of a standard normal cut at +-2
        return truncated_normal(shape, dtype, self._generator()).mul_(math.sqrt(variance) / spread)


def check_choice(what: str, got: str, known: Sequence[str]) -> None:
    """Refuse a word that is not among the known ones."""
    if got not in known:
        raise InputError("registry.unknown_choice", what=what, known=", ".join(known), got=got)


@registered
class GlorotUniform(VarianceScaling):
    """Uniform, variance 2 / (fan_in + fan_out) (Glorot & Bengio 2010, equation 16): a kernel's default."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(1.0, "fan_avg", "uniform", seed)


@registered
class GlorotNormal(VarianceScaling):
    """Truncated normal, variance 2 / (fan_in + fan_out) (Glorot & Bengio 2010, equation 12)."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(1.0, "fan_avg", "truncated_normal", seed)


@registered
class HeUniform(VarianceScaling):
    """Uniform, variance 2 / fan_in (He et al. 2015, equation 10): made for ReLU."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(2.0, "fan_in", "uniform", seed)


@registered
class HeNormal(VarianceScaling):
    """Truncated normal, variance 2 / fan_in (He et al. 2015, equation 10): made for ReLU."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(2.0, "fan_in", "truncated_normal", seed)


@registered
class LecunUniform(VarianceScaling):
    """Uniform, variance 1 / fan_in (LeCun et al. 1998, "Efficient BackProp", equation 16)."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(1.0, "fan_in", "uniform", seed)


@registered
class LecunNormal(VarianceScaling):
    """Truncated normal, variance 1 / fan_in (LeCun et al. 1998, "Efficient BackProp", equation 16)."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(1.0, "fan_in", "truncated_normal", seed)


@registered
class Orthogonal(Initializer):
    """Rows or columns orthonormal, times `gain` (Saxe et al. 2014); kernels count as (all but last, last)."""

    def __init__(self, gain: float = 1.0, seed: int | None = None) -> None:
        self.gain, self.seed = gain, seed

    def __call__(self, shape: Shape, dtype: torch.dtype = torch.float32) -> Tensor:
        if len(shape) < 2:
            raise InputError("registry.out_of_range", what="Orthogonal: rank", rule=">= 2", got=tuple(shape))
        rows, columns = math.prod(shape[:-1]), shape[-1]
        draw = torch.empty(max(rows, columns), min(rows, columns), dtype=dtype)
        q, r = torch.linalg.qr(draw.normal_(generator=self._generator()))
        q = q * r.diagonal().sign() * self.gain
        weight: Tensor = (q if rows >= columns else q.T).reshape(tuple(shape))
        return weight


NAMES: dict[str, type[Initializer]] = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower(): cls
    for cls in (
        Zeros, Ones, Constant, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling, GlorotUniform,
        GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, Orthogonal,
    )
}  # fmt: skip


def get(identifier: str | Initializer | Callable[[Shape], Tensor]) -> Callable[[Shape], Tensor]:
    """An initializer by name ("he_normal"), or the one given; any function of a shape will do."""
    if callable(identifier):
        return identifier
    check_choice("initializer", identifier, sorted(NAMES))
    return NAMES[identifier]()
