"""Any torch module as a part."""

from typing import Any, Unpack

from torch import nn

from axb.graph.layer import Layer, LayerOptions
from axb.graph.naming import snake_case
from axb.graph.symbolic import map_structure
from axb.words import InputError

CHANNELS_FIRST = (
    "Conv2d", "ConvTranspose2d", "BatchNorm2d", "MaxPool2d", "AvgPool2d", "InstanceNorm2d",
    "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "PixelShuffle", "Upsample", "GroupNorm", "Dropout2d",
)  # fmt: skip


class TorchModule(Layer):
    """A `torch.nn.Module` as a part. Several inputs are passed as several arguments.

    axb keeps images as `(N, H, W, C)`. A module that wants `(N, C, H, W)` is given such a view, and its
    output is viewed back; `channels_first=None` decides by what the module is made of. Only its weights
    travel in a file.
    """

    def __init__(
        self, module: nn.Module, channels_first: bool | None = None, **options: Unpack[LayerOptions]
    ) -> None:
        if not isinstance(module, nn.Module):
            raise InputError("graph.not_a_part", got=type(module).__name__)
        super().__init__(**options)
        if self.auto_named:
            self.name = self._stem = snake_case(type(module).__name__)
        if channels_first is None:
            channels_first = any(type(inner).__name__ in CHANNELS_FIRST for inner in module.modules())
        self.channels_first = channels_first
        self.module = module.train(False)

    def call(self, inputs: Any) -> Any:
        """The module's own forward."""
        if self.channels_first:
            inputs = map_structure(lambda x: x.movedim(-1, 1) if x.ndim > 2 else x, inputs)
        outputs = self.module(*inputs) if isinstance(inputs, list | tuple) else self.module(inputs)
        if self.channels_first:
            outputs = map_structure(lambda x: x.movedim(1, -1) if x.ndim > 2 else x, outputs)
        return outputs

    @property
    def about(self) -> str:
        """The module's class, and whether its view of images is another."""
        return type(self.module).__name__ + (", (N, C, H, W) inside" if self.channels_first else "")

    @property
    def label(self) -> str:
        """How sentences name it."""
        return f'TorchModule({self.about}) "{self.name}"'


def as_part(thing: Any) -> Layer:
    """A part as it is; any other torch module wrapped as one."""
    return thing if isinstance(thing, Layer) else TorchModule(thing)
