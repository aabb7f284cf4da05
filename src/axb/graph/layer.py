"""The part: arguments are its configuration, `build` makes its weights, `call` is its mathematics."""

import inspect
import itertools
import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from typing import Any, TypedDict, Unpack, overload

import numpy as np
import torch
from torch import Tensor, nn

from axb import initializers
from axb.graph.forms import TorchForm
from axb.graph.mode import Tally, mode
from axb.graph.shapes import infer_outputs, part_shape
from axb.graph.symbolic import Node, Shape, SymbolicTensor, is_symbolic, map_structure, upstream_names
from axb.registry import Configurable
from axb.words import InputError


class LayerOptions(TypedDict, total=False):
    """What every part takes: a name, whether it learns, and (first in a Sequential) the input's shape."""

    name: str | None
    trainable: bool
    input_shape: tuple[int | None, ...] | None


class Layer(nn.Module, Configurable):
    """A part of a network, and a `torch.nn.Module`.

    A subclass takes its arguments in `__init__`, makes weights in `build(input_shape)` (axis 0, the batch, is
    None) with `add_weight`, and computes in `call(inputs)`. Called on arrays it computes; called on symbolic
    tensors it adds itself to a graph. As in Keras a part is in inference mode until `fit` (or `.train()`)
    says otherwise.
    """

    shared = True

    def __init__(self, **options: Unpack[LayerOptions]) -> None:
        super().__init__()
        unknown = set(options) - {"name", "trainable", "input_shape"}
        if unknown:
            raise TypeError(f"{type(self).__name__} got unknown options {sorted(unknown)}")
        self.auto_named = options.get("name") is None
        self.name = options.get("name") or snake_case(type(self).__name__)
        self.given_input_shape = options.get("input_shape")
        self.built = False
        self.training = False
        self._trainable = options.get("trainable", True)
        self._outputs: list[SymbolicTensor] = []

    def build(self, input_shape: Any) -> None:
        """Make the weights for inputs of this shape (a list of shapes where there are several inputs)."""

    def call(self, inputs: Any) -> Any:
        """The mathematics: tensors in, tensors out."""
        raise NotImplementedError(f"{type(self).__name__} has no call(inputs)")

    def check(self, input_shape: Any) -> None:
        """Refuse, with a sentence, an input shape it cannot take. Runs before `build` and in every graph."""

    @overload
    def __call__(
        self, inputs: SymbolicTensor | Sequence[SymbolicTensor], **options: Any
    ) -> SymbolicTensor: ...
    @overload
    def __call__(
        self, inputs: Tensor | np.ndarray[Any, Any] | Sequence[Tensor], **options: Any
    ) -> Tensor: ...
    def __call__(self, inputs: Any, **options: Any) -> Any:
        """Compute on arrays, or add a node to the graph that symbolic tensors belong to."""
        if isinstance(inputs, Tensor):
            return super().__call__(inputs, **options)
        if is_symbolic(inputs):
            return self._add_node(inputs, options)
        return super().__call__(map_structure(as_tensor, inputs), **options)

    def forward(self, inputs: Any, training: bool | None = None, **options: Any) -> Any:
        """torch's way in: builds when needed, passes `training` on where `call` asks for it."""
        if not self.built:
            self.build_from(map_structure(part_shape, inputs))
        if _takes_training(type(self).call):
            options["training"] = self.training if training is None else training
            return self.call(inputs, **options)
        if training is None or training == self.training:
            return self.call(inputs, **options)
        with mode(self, training):
            return self.call(inputs, **options)

    def build_from(self, input_shape: Any) -> None:
        """Check the shape, make the weights once, freeze them if asked."""
        self.check(input_shape)
        if not self.built:
            self.build(input_shape)
            self.built = True
            if not self._trainable:
                self.trainable = False

    def infer(self, inputs: Any, options: dict[str, Any]) -> Any:
        """(shape, dtype) of each output for symbolic inputs: found by running it on two zero examples."""
        return infer_outputs(self, inputs, options)

    def get_config(self) -> dict[str, Any]:
        """The constructor's arguments by name, defaults included; the name and the freezing it has now."""
        return {**super().get_config(), "name": self.name, "trainable": self._trainable}

    def torch_form(self) -> TorchForm:
        """How plain PyTorch says this part. Parts that have no such form raise InputError."""
        raise InputError("graph.no_torch_form", part=self.label)

    def torch_weights(self) -> dict[str, Tensor]:
        """Its weights in PyTorch's names and layouts, for the module that `torch_form` makes."""
        return {}

    def fused_with(self, follower: "Layer") -> Callable[[Any], Any] | None:
        """A faster function with the same result as this part followed by `follower`, where there is one."""
        return None

    @property
    def a(self) -> Tensor | None:
        """The a of y = ax + b: the weights that multiply."""
        return None

    @property
    def b(self) -> Tensor | None:
        """The b of y = ax + b: the weights that are added."""
        return None

    def _add_node(self, inputs: Any, options: dict[str, Any]) -> Any:
        if self.auto_named and not self._outputs:
            self.name = unique(self.name, upstream_names(inputs))
        self.build_from(map_structure(lambda tensor: tensor.shape, inputs))
        outputs = self.infer(inputs, options)
        node = Node(self, inputs, options, single=not isinstance(outputs, list))
        specs = outputs if isinstance(outputs, list) else [outputs]
        node.outputs = [SymbolicTensor(shape, dtype, node, i) for i, (shape, dtype) in enumerate(specs)]
        self._outputs = node.outputs
        return node.outputs[0] if node.single else node.outputs

    def add_weight(
        self,
        shape: Sequence[int] = (),
        initializer: str | Callable[[Sequence[int]], Tensor] = "glorot_uniform",
        name: str | None = None,
        trainable: bool = True,
    ) -> nn.Parameter:
        """A new weight of this shape, registered as `name` or as the attribute it is then assigned to."""
        Tally.weights += 1
        weight = nn.Parameter(initializers.get(initializer)(tuple(shape)), requires_grad=trainable)
        self.register_parameter((name or f"weight_{len(self._parameters)}").replace(".", "_"), weight)
        return weight

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, nn.Parameter):
            for known in [k for k, v in self._parameters.items() if v is value and k != name]:
                del self._parameters[known]
        if isinstance(value, list) and value and all(isinstance(item, nn.Module) for item in value):
            value = nn.ModuleList(value)
        super().__setattr__(name, value)

    @property
    def trainable(self) -> bool:
        """Whether its weights learn. Setting it freezes or frees all weights in it, inner parts included."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for module in self.modules():
            if isinstance(module, Layer):
                module._trainable = value
        for parameter in self.parameters():
            parameter.requires_grad_(value)

    @property
    def input(self) -> Any:
        """The symbolic tensor(s) it was last called on."""
        return self._outputs[0].node.inputs

    @property
    def output(self) -> Any:
        """The symbolic tensor(s) that came out of its last symbolic call."""
        return self._outputs[0] if self._outputs[0].node.single else self._outputs

    @property
    def output_shape(self) -> Shape:
        """The shape of `output`."""
        return self._outputs[0].shape

    @property
    def weights(self) -> list[Tensor]:
        """All weights in Keras's order: a part's own (parameters, then statistics), then its inner parts'."""
        return list(_weights(self, set()))

    @property
    def trainable_weights(self) -> list[Tensor]:
        """Those of `weights` that learn."""
        return [w for w in self.weights if w.requires_grad]

    @property
    def non_trainable_weights(self) -> list[Tensor]:
        """Those of `weights` that don't."""
        return [w for w in self.weights if not w.requires_grad]

    def get_weights(self) -> list[np.ndarray[Any, Any]]:
        """Copies of `weights` as NumPy arrays."""
        return [weight.detach().cpu().numpy().copy() for weight in self.weights]

    def set_weights(self, arrays: Sequence[np.ndarray[Any, Any]]) -> None:
        """Write arrays into `weights`, in the same order; shapes must agree."""
        weights = self.weights
        shapes, given = [tuple(w.shape) for w in weights], [np.shape(a) for a in arrays]
        if shapes != given:
            raise InputError("graph.weights_mismatch", part=self.label, needs=shapes, got=given)
        with torch.no_grad():
            for weight, array in zip(weights, arrays, strict=True):
                weight.copy_(torch.as_tensor(array))

    def count_params(self) -> int:
        """How many numbers its weights hold."""
        return sum(weight.numel() for weight in self.weights)

    @property
    def label(self) -> str:
        """How sentences name this part."""
        return f'{type(self).__name__} "{self.name}"'

    def extra_repr(self) -> str:
        """What torch prints in the brackets."""
        return f"name={self.name!r}"


def _weights(module: nn.Module, seen: set[int]) -> Iterator[Tensor]:
    own = [*module._parameters.values(), *module._buffers.values()]
    for tensor in own:
        if tensor is not None and id(tensor) not in seen:
            seen.add(id(tensor))
            yield tensor
    for child in module.children():
        yield from _weights(child, seen)


@cache
def _takes_training(call: Callable[..., Any]) -> bool:
    return "training" in inspect.signature(call).parameters


def unique(name: str, taken: Container[str]) -> str:
    """`name`, or `name_1`, `name_2`, ...: the first that is free."""
    free = (candidate for n in itertools.count(1) if (candidate := f"{name}_{n}") not in taken)
    return name if name not in taken else next(free)


def as_tensor(array: Any) -> Tensor:
    """An array as a tensor that shares its memory; float64 becomes float32."""
    tensor = array if isinstance(array, Tensor) else torch.as_tensor(np.asarray(array))
    return tensor.float() if tensor.dtype == torch.float64 else tensor


def snake_case(name: str) -> str:
    """Conv2DTranspose -> conv2d_transpose, as Keras names parts."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", re.sub(r"\W", "", name)).lower()
