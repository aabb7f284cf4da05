"""Random changes of pictures while training, each picture its own; off at inference.

Every one is a plain torch function on `(N, H, W, C)`, so that exported PyTorch code can carry it along.
Geometry is one batched `grid_sample`; a transform says, for each output pixel relative to the centre, where
it looks in the input.
"""

import math
from collections.abc import Callable
from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import check_rank, one_of, raise_argument
from axb.registry import registered

FILLS = {"reflect": "reflection", "constant": "zeros", "nearest": "border"}
Factor = float | tuple[float, float]


def random_flip(x: Tensor, horizontal: bool, vertical: bool) -> Tensor:
    """Each picture mirrored with probability 1/2 along each asked axis."""
    for axis, asked in ((2, horizontal), (1, vertical)):
        if asked:
            flip = torch.rand(x.shape[0], 1, 1, 1, device=x.device) < 0.5
            x = torch.where(flip, x.flip(axis), x)
    return x


def warp(x: Tensor, a: Tensor, b: Tensor, fill: str, fill_value: float, interpolation: str) -> Tensor:
    """Output pixel p shows input pixel a p + b, as (x, y) from the centre; a is `(N, 2, 2)`, b `(N, 2)`."""
    n, height, width, _ = x.shape
    rows = torch.arange(height, device=x.device) - (height - 1) / 2
    columns = torch.arange(width, device=x.device) - (width - 1) / 2
    ys, xs = torch.meshgrid(rows, columns, indexing="ij")
    points = torch.stack([xs, ys], -1).reshape(1, -1, 2)
    half = torch.tensor([width / 2, height / 2], device=x.device)
    grid = ((points @ a.transpose(1, 2) + b[:, None]) / half).reshape(n, height, width, 2)
    image = x.float().permute(0, 3, 1, 2) - (fill_value if fill == "zeros" else 0.0)
    image = F.grid_sample(image, grid, mode=interpolation, padding_mode=fill, align_corners=False)
    return (image + (fill_value if fill == "zeros" else 0.0)).permute(0, 2, 3, 1).contiguous()


def random_translation(
    x: Tensor,
    vertical: tuple[float, float],
    horizontal: tuple[float, float],
    fill: str,
    value: float,
    mode: str,
) -> Tensor:
    """Each picture moved down and right by uniform fractions of its height and width."""
    n, height, width, _ = x.shape
    down = torch.empty(n, device=x.device).uniform_(*vertical) * height
    right = torch.empty(n, device=x.device).uniform_(*horizontal) * width
    same = torch.eye(2, device=x.device).expand(n, 2, 2)
    return warp(x, same, -torch.stack([right, down], -1), fill, value, mode)


def random_rotation(x: Tensor, turns: tuple[float, float], fill: str, value: float, mode: str) -> Tensor:
    """Each picture turned counter-clockwise by a uniform fraction of a full turn."""
    angle = torch.empty(x.shape[0], device=x.device).uniform_(*turns) * (2 * torch.pi)
    cos, sin = angle.cos(), angle.sin()
    turn = torch.stack([torch.stack([cos, -sin], -1), torch.stack([sin, cos], -1)], -2)
    return warp(x, turn, torch.zeros(x.shape[0], 2, device=x.device), fill, value, mode)


def random_zoom(
    x: Tensor,
    vertical: tuple[float, float],
    horizontal: tuple[float, float] | None,
    fill: str,
    value: float,
    mode: str,
) -> Tensor:
    """Each picture zoomed out (above 0) or in (below 0) by uniform fractions; `horizontal` None: by one."""
    n = x.shape[0]
    tall = 1 + torch.empty(n, device=x.device).uniform_(*vertical)
    wide = tall if horizontal is None else 1 + torch.empty(n, device=x.device).uniform_(*horizontal)
    return warp(
        x,
        torch.diag_embed(torch.stack([wide, tall], -1)),
        torch.zeros(n, 2, device=x.device),
        fill,
        value,
        mode,
    )


class RandomPicture(Layer):
    """A random change of each picture `(N, H, W, C)` while training; pictures pass unchanged otherwise.

    `seed` is there as in Keras, and unused: a run's seed decides.
    """

    helpers: tuple[Callable[..., Tensor], ...]

    def check(self, input_shape: Any) -> None:
        """Pictures."""
        check_rank(self, input_shape)

    def arguments(self) -> tuple[Any, ...]:
        """What the first of `helpers` takes after the pictures."""
        raise NotImplementedError

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """The changed pictures while training, the pictures otherwise."""
        return self.helpers[0](inputs, *self.arguments()) if training else inputs

    def torch_form(self) -> TorchForm:
        """the function, while training"""
        function = f"{self.helpers[0].__name__}({{x}}, {', '.join(map(repr, self.arguments()))})"
        return TorchForm(f"({function} if self.training else {{x}})", helpers=self.helpers)

    def bounds(self, argument: str, factor: Factor, least: float = -math.inf) -> tuple[float, float]:
        """0.1 -> (-0.1, 0.1); a pair as it is, in order and above `least`."""
        limits = tuple(factor) if isinstance(factor, tuple | list) else (-factor, factor)
        if len(limits) != 2 or not least < limits[0] <= limits[1]:
            raise_argument(self, argument, "a fraction >= 0, or (lower, upper) in order", factor)
        return float(limits[0]), float(limits[1])

    def filling(self, fill_mode: str, fill_value: float, interpolation: str) -> tuple[str, float, str]:
        """What is seen beyond the edge, and how pixels are read between pixels."""
        one_of(self, "fill_mode", fill_mode, tuple(FILLS))
        return (
            FILLS[fill_mode],
            fill_value,
            one_of(self, "interpolation", interpolation, ("bilinear", "nearest")),
        )


@registered
class RandomFlip(RandomPicture):
    """Mirrors each picture with probability 1/2: "horizontal", "vertical" or "horizontal_and_vertical"."""

    helpers = (random_flip,)

    def __init__(
        self,
        mode: str = "horizontal_and_vertical",
        seed: int | None = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.mode = one_of(self, "mode", mode, ("horizontal", "vertical", "horizontal_and_vertical"))

    def arguments(self) -> tuple[bool, bool]:
        """horizontal, vertical"""
        return "horizontal" in self.mode, "vertical" in self.mode


@registered
class RandomTranslation(RandomPicture):
    """Moves each picture by fractions of its size, uniform in (-factor, factor) or in the pair given."""

    helpers = (random_translation, warp)

    def __init__(
        self,
        height_factor: Factor,
        width_factor: Factor,
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.vertical = self.bounds("height_factor", height_factor)
        self.horizontal = self.bounds("width_factor", width_factor)
        self.fill = self.filling(fill_mode, fill_value, interpolation)

    def arguments(self) -> tuple[Any, ...]:
        """fractions of height and width, filling"""
        return self.vertical, self.horizontal, *self.fill


@registered
class RandomRotation(RandomPicture):
    """Turns each picture by a fraction of a full turn, uniform in (-factor, factor) or in the pair given."""

    helpers = (random_rotation, warp)

    def __init__(
        self,
        factor: Factor,
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.turns = self.bounds("factor", factor)
        self.fill = self.filling(fill_mode, fill_value, interpolation)

    def arguments(self) -> tuple[Any, ...]:
        """fractions of a turn, filling"""
        return self.turns, *self.fill


@registered
class RandomZoom(RandomPicture):
    """Zooms each picture out (above 0) or in (below 0); `width_factor=None` keeps the proportions."""

    helpers = (random_zoom, warp)

    def __init__(
        self,
        height_factor: Factor,
        width_factor: Factor | None = None,
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.vertical = self.bounds("height_factor", height_factor, -1.0)
        self.horizontal = None if width_factor is None else self.bounds("width_factor", width_factor, -1.0)
        self.fill = self.filling(fill_mode, fill_value, interpolation)

    def arguments(self) -> tuple[Any, ...]:
        """fractions of height and width, filling"""
        return self.vertical, self.horizontal, *self.fill
