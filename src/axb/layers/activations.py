"""Activations by name (as in Keras), and the parts that apply one."""

from collections.abc import Callable
from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.layout import along_last
from axb.registry import registered, registered_function
from axb.words import InputError

Function = Callable[[Tensor], Tensor]


@registered_function
def softmax(x: Tensor, axis: int = -1) -> Tensor:
    """exp(x) / sum(exp(x)) along `axis`. The result remembers x, its logits, for the loss to start from."""
    if axis not in (-1, x.ndim - 1):
        return torch.softmax(x, axis)
    probabilities = along_last(torch.softmax, x)
    probabilities.logits = x  # type: ignore[attr-defined]
    return probabilities


@registered_function
def sigmoid(x: Tensor) -> Tensor:
    """1 / (1 + exp(-x)). The result remembers x, its logits, for the loss to start from."""
    probabilities = torch.sigmoid(x)
    probabilities.logits = x  # type: ignore[attr-defined]
    return probabilities


@registered_function
def linear(x: Tensor) -> Tensor:
    """x itself."""
    return x


# name: (function, what plain PyTorch calls it)
_TABLE: dict[str, tuple[Function, str]] = {
    "linear": (linear, "{x}"),
    "relu": (F.relu, "F.relu({x})"),
    "relu6": (F.relu6, "F.relu6({x})"),
    "leaky_relu": (lambda x: F.leaky_relu(x, 0.2), "F.leaky_relu({x}, 0.2)"),
    "elu": (F.elu, "F.elu({x})"),
    "selu": (F.selu, "F.selu({x})"),
    "celu": (F.celu, "F.celu({x})"),
    "gelu": (F.gelu, "F.gelu({x})"),
    "silu": (F.silu, "F.silu({x})"),
    "swish": (F.silu, "F.silu({x})"),
    "mish": (F.mish, "F.mish({x})"),
    "sigmoid": (sigmoid, "torch.sigmoid({x})"),
    "log_sigmoid": (F.logsigmoid, "F.logsigmoid({x})"),
    "hard_sigmoid": (F.hardsigmoid, "F.hardsigmoid({x})"),
    "hard_silu": (F.hardswish, "F.hardswish({x})"),
    "hard_swish": (F.hardswish, "F.hardswish({x})"),
    "tanh": (torch.tanh, "torch.tanh({x})"),
    "hard_tanh": (F.hardtanh, "F.hardtanh({x})"),
    "softplus": (F.softplus, "F.softplus({x})"),
    "softsign": (F.softsign, "F.softsign({x})"),
    "softmax": (softmax, "torch.softmax({x}, -1)"),
    "log_softmax": (lambda x: F.log_softmax(x, -1), "F.log_softmax({x}, -1)"),
    "exponential": (torch.exp, "torch.exp({x})"),
}
NAMES = tuple(_TABLE)


def get(identifier: str | Function | None) -> Function:
    """The function of that name (None is linear), or the function of a tensor or part (LeakyReLU()) given."""
    if identifier is None:
        return linear
    if callable(identifier):
        return identifier
    if not isinstance(identifier, str) or identifier not in _TABLE:
        raise InputError("layers.unknown_activation", got=identifier, known=", ".join(NAMES))
    return _TABLE[identifier][0]


def in_torch(identifier: Any, expression: str, part: Layer) -> TorchForm:
    """The activation applied to `expression`, in plain PyTorch."""
    if isinstance(identifier, Layer):
        form = identifier.torch_form()
        if not form.module:
            return TorchForm(form.expression.replace("{x}", expression), helpers=form.helpers)
    name = getattr(identifier, "__name__", identifier) or "linear"
    if name not in _TABLE or (callable(identifier) and _TABLE[name][0] is not identifier):
        raise InputError("graph.no_torch_form", part=part.label)
    return TorchForm(_TABLE[name][1].replace("{x}", expression))


@registered
class Activation(Layer):
    """Applies an activation, given by name or as a function."""

    def __init__(self, activation: str | Function, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.activation = activation
        self.function = get(activation)

    def call(self, inputs: Tensor) -> Tensor:
        """activation(x)"""
        return self.function(inputs)

    def torch_form(self) -> TorchForm:
        """The function itself."""
        return in_torch(self.activation, "{x}", self)


@registered
class ReLU(Layer):
    """max(x, 0), with Keras's options: an upper bound, a slope below the threshold, a threshold."""

    def __init__(
        self,
        max_value: float | None = None,
        negative_slope: float = 0.0,
        threshold: float = 0.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.max_value, self.negative_slope, self.threshold = max_value, negative_slope, threshold

    def call(self, inputs: Tensor) -> Tensor:
        """x above the threshold (at most max_value), negative_slope * (x - threshold) below it."""
        return relu(inputs, self.max_value, self.negative_slope, self.threshold)

    def torch_form(self) -> TorchForm:
        """The function below."""
        arguments = f"{self.max_value}, {self.negative_slope}, {self.threshold}"
        return TorchForm(f"relu({{x}}, {arguments})", helpers=(relu,))


def is_relu(part: Layer) -> bool:
    """Whether a part is the rectifier and nothing more, which can be applied in place."""
    if type(part) is Activation:
        return part.function is F.relu
    return type(part) is ReLU and (part.max_value, part.negative_slope, part.threshold) == (None, 0, 0)


def relu(x: Tensor, max_value: float | None, negative_slope: float, threshold: float) -> Tensor:
    """Rectifier with an upper bound, a slope below the threshold, and a threshold."""
    if threshold == 0:
        positive = F.relu(x)
    else:
        positive = torch.where(x > threshold, x, torch.zeros_like(x))
    if max_value is not None:
        positive = positive.clamp(max=max_value)
    return positive if negative_slope == 0 else positive - negative_slope * F.relu(threshold - x)


@registered
class LeakyReLU(Layer):
    """x where positive, `negative_slope` * x where negative (Maas et al. 2013). Keras starts at 0.3."""

    def __init__(self, negative_slope: float = 0.3, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.negative_slope = negative_slope

    def call(self, inputs: Tensor) -> Tensor:
        """max(x, slope * x) for slopes below 1"""
        return F.leaky_relu(inputs, self.negative_slope)

    def torch_form(self) -> TorchForm:
        """torch's own."""
        return TorchForm(f"F.leaky_relu({{x}}, {self.negative_slope})")


@registered
class Softmax(Layer):
    """exp(x) / sum(exp(x)) along `axis`: numbers become shares of 1."""

    def __init__(self, axis: int = -1, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.axis = axis

    def call(self, inputs: Tensor) -> Tensor:
        """the function above, which remembers its logits"""
        shares: Tensor = softmax(inputs, self.axis)
        return shares

    def torch_form(self) -> TorchForm:
        """torch.softmax"""
        return TorchForm(f"torch.softmax({{x}}, {self.axis})")
