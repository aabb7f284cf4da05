"""The part: arguments are its configuration, `build` makes its weights, `call` is its mathematics."""

import inspect
from collections.abc import Callable, Container, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, Self, TypedDict, Unpack, overload

import numpy as np
import torch
from torch import Tensor

from axb import regularizers
from axb.graph.forms import TorchForm
from axb.graph.mode import mode
from axb.graph.naming import snake_case, unique
from axb.graph.shapes import infer_outputs, part_shape
from axb.graph.symbolic import (
    Node,
    Shape,
    SymbolicTensor,
    flatten,
    is_symbolic,
    map_structure,
    upstream_names,
)
from axb.graph.tracked import Tracked
from axb.graph.weighted import Weighted
from axb.registry import Configurable, refuse_unknown
from axb.words import InputError


class LayerOptions(TypedDict, total=False):
    """What every part takes: a name, whether it learns, (first in a Sequential) the input's shape, and what its output
    costs (a regularizer, see `axb.regularizers`)."""

    name: str | None
    trainable: bool
    input_shape: tuple[int | None, ...] | None
    activity_regularizer: Any


class Layer(Tracked, Weighted, Configurable):
    """A part of a network, and a `torch.nn.Module`.

    A subclass takes its arguments in `__init__`, makes weights in `build(input_shape)` (axis 0, the batch, is
    None) with `add_weight`, and computes in `call(inputs)`. Called on arrays it computes; called on symbolic
    tensors it adds itself to a graph. As in Keras a part is in inference mode until `fit` (or `.train()`)
    says otherwise.
    """

    shared = True
    in_keras = True  # whether Keras has a layer of this name, with these arguments and weights

    def __init__(self, **options: Unpack[LayerOptions]) -> None:
        super().__init__()
        refuse_unknown(self, options, LayerOptions)
        name = options.get("name")
        if name is not None and (not isinstance(name, str) or not name):
            raise InputError("graph.bad_name", part=type(self).__name__, got=name)
        self.auto_named, self._stem = name is None, snake_case(type(self).__name__)
        self.name = name or self._stem
        self.given_input_shape = options.get("input_shape")
        self.built = False
        self.training = False
        self._trainable = options.get("trainable", True)
        self._outputs: list[SymbolicTensor] = []
        self._regularizers = {}
        self.activity_regularizer = regularizers.get(options.get("activity_regularizer"))
        self._costs = []

    def build(self, input_shape: Any) -> None:
        """Make the weights for inputs of this shape (a list of shapes where there are several inputs)."""

    def call(self, inputs: Any) -> Any:
        """The mathematics: tensors in, tensors out."""
        raise InputError("graph.no_call", part=self.label)

    def check(self, input_shape: Any) -> None:
        """Refuse, with a sentence, an input shape it cannot take. Runs before `build` and in every graph."""

    @overload
    def __call__(
        self, inputs: SymbolicTensor | Sequence[SymbolicTensor], **options: Any
    ) -> SymbolicTensor: ...
    @overload
    def __call__(self, inputs: Tensor | np.ndarray[Any, Any], **options: Any) -> Tensor: ...
    @overload
    def __call__(
        self, inputs: Sequence[Tensor | np.ndarray[Any, Any]] | Mapping[str, Any], **options: Any
    ) -> Any: ...
    def __call__(self, inputs: Any, **options: Any) -> Any:
        """Compute on arrays, or add a node to the graph that symbolic tensors belong to."""
        if isinstance(inputs, Tensor):
            return super().__call__(inputs, **options)
        if is_symbolic(inputs):
            return self._add_node(inputs, options)
        return super().__call__(map_structure(as_tensor, inputs), **options)

    def forward(self, inputs: Any, training: bool | None = None, **options: Any) -> Any:
        """torch's way in: builds when needed, tells `call` the mode where it asks; inner parts follow."""
        if training is not None and training != self.training:
            with mode(self, training):
                return self.forward(inputs, **options)
        if not self.built:
            self.build_from(map_structure(part_shape, inputs))
        if "training" in arguments_of_call(type(self).call):
            options["training"] = self.training
        if self._costs:  # seldom: to set an attribute of a part takes longer than to look
            self._costs = []
        outputs = self.call(inputs, **options)
        if self.activity_regularizer is not None:
            self.add_loss(self._cost_of(outputs))
        return outputs

    def build_from(self, input_shape: Any) -> None:
        """Check the shape, make the weights once, freeze them if asked."""
        self.check(input_shape)
        if not self.built:
            self.build(input_shape)
            self._track_parts()
            self.built = True
            if not self._trainable:
                self.trainable = False

    def infer(self, inputs: Any, options: dict[str, Any]) -> Any:
        """(shape, dtype) of each output for symbolic inputs: found by running it on two zero examples."""
        found = infer_outputs(self, inputs, options)
        for part in self.modules():
            if isinstance(part, Layer):
                part._costs = []  # of zeros that nobody gave
        return found

    def get_config(self) -> dict[str, Any]:
        """The constructor's arguments by name, defaults included; the name and the freezing it has now."""
        return {**super().get_config(), "name": self.name, "trainable": self._trainable}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """A new one from what `get_config` returned, also where the constructor takes no name."""
        taken = inspect.signature(cls).parameters
        if any(argument.kind is argument.VAR_KEYWORD for argument in taken.values()):
            return cls(**config)
        part = cls(
            **{key: v for key, v in config.items() if key in taken or key not in ("name", "trainable")}
        )
        part.name, part.auto_named = config.get("name", part.name), False
        part._trainable = config.get("trainable", True)
        return part

    def torch_form(self) -> TorchForm:
        """How plain PyTorch says this part. Parts that have no such form raise InputError."""
        raise InputError("graph.no_torch_form", part=self.label)

    def torch_weights(self) -> dict[str, Tensor]:
        """Its weights in PyTorch's names and layouts, for the module that `torch_form` makes."""
        return {}

    def reach(self, extent: tuple[int, int]) -> tuple[int, int] | None:
        """The (height, width) of its input that the first `extent` output pixels come from; None for all of it."""
        return None

    def multiply_adds(self, inputs: Any, output: Shape) -> int | None:
        """Multiplications, each with an addition, for one example: from `inputs` (a shape, or several) to `output`.

        As papers count a network's work: those of matrices alone, so 0 where no weight is one. None where it isn't
        known: for a matrix in a part that doesn't say.
        """
        return None if any(weight.ndim > 1 for weight in self.weights) else 0

    def fused_with(self, follower: "Layer") -> Callable[[Any], Any] | None:
        """A faster function with the same result as this part followed by `follower`, where there is one."""
        return None

    def _add_node(self, inputs: Any, options: dict[str, Any]) -> Any:
        if is_symbolic(options) or not all(isinstance(leaf, SymbolicTensor) for leaf in flatten(inputs)):
            raise InputError("graph.mixed_inputs", part=self.label)
        known = arguments_of_call(type(self).call) | {"training"}
        if unknown := [
            key for key in options if not (key in known or ("**" in known and key.isidentifier()))
        ]:
            raise InputError("graph.unknown_option", part=self.label, got=unknown)
        if self.auto_named and not self._outputs:
            self.name = self.name_among(upstream_names(inputs))
        self.build_from(map_structure(lambda tensor: tensor.shape, inputs))
        outputs = self.infer(inputs, options)
        node = Node(self, inputs, options, single=not isinstance(outputs, list))
        specs = outputs if isinstance(outputs, list) else [outputs]
        node.outputs = [SymbolicTensor(shape, dtype, node, i) for i, (shape, dtype) in enumerate(specs)]
        self._outputs = self._outputs or node.outputs
        return node.outputs[0] if node.single else node.outputs

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A part of its own, with its own weights, that stands in no graph yet."""
        copy = type(self).__new__(type(self))
        memo[id(self)] = copy
        left: dict[str, Any] = {"_outputs": [], "_costs": []}
        copy.__dict__.update(left | {k: deepcopy(v, memo) for k, v in vars(self).items() if k not in left})
        return copy

    @property
    def input(self) -> Any:
        """The symbolic tensor(s) it was first called on."""
        return self._first_call().inputs

    @property
    def output(self) -> Any:
        """The symbolic tensor(s) that came out of its first symbolic call."""
        return self._outputs[0] if self._first_call().single else self._outputs

    @property
    def output_shape(self) -> Shape:
        """The shape of `output`."""
        return self._first_call().outputs[0].shape

    def _first_call(self) -> Node:
        if not self._outputs:
            raise InputError("graph.not_called", part=self.label)
        return self._outputs[0].node

    def name_among(self, taken: Container[str]) -> str:
        """Its name where that is free; else the first free one, of its kind where it was given none."""
        name = self.name.replace(".", "_")
        return unique(self._stem if self.auto_named and name in taken else name, taken)

    def extra_repr(self) -> str:
        """What torch prints in the brackets."""
        return f"name={self.name!r}"


@cache
def arguments_of_call(call: Callable[..., Any]) -> frozenset[str]:
    """The names a `call` takes; "**" among them where it takes any."""
    arguments = inspect.signature(call).parameters.values()
    return frozenset("**" if one.kind is one.VAR_KEYWORD else one.name for one in arguments)


def as_tensor(array: Any) -> Tensor:
    """An array as a tensor that shares its memory; float64 becomes float32."""
    tensor = array if isinstance(array, Tensor) else torch.as_tensor(np.asarray(array))
    return tensor.float() if tensor.dtype == torch.float64 else tensor
