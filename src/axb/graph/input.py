"""Where a graph begins."""

from numbers import Integral
from typing import Any, Self, Unpack

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import example_shape
from axb.graph.sizes import check_size
from axb.graph.symbolic import Node, SymbolicTensor
from axb.registry import registered
from axb.words import InputError

DTYPES = ("float32", "uint8", "int32", "int64", "bool")


@registered
class InputLayer(Layer):
    """The place where data of a given shape (without the batch axis) enters a graph."""

    def __init__(
        self, shape: int | tuple[int | None, ...], dtype: str = "float32", **options: Unpack[LayerOptions]
    ) -> None:
        super().__init__(**options)
        sizes = shape if isinstance(shape, list | tuple) else [shape]
        if not all(size is None or _is_size(size) for size in sizes):
            raise InputError("graph.bad_input_shape", got=shape)
        if str(dtype) not in DTYPES:
            raise InputError("graph.bad_dtype", got=dtype, known=", ".join(DTYPES))
        self.shape = tuple(None if size is None else int(size) for size in sizes)
        self.dtype, self.built = str(dtype), True
        self._outputs = [self._begin()]
        check_size(self, "input", example_shape(self._outputs[0]))

    def _begin(self) -> SymbolicTensor:
        node = Node(self, [])
        node.outputs = [SymbolicTensor((None, *self.shape), self.dtype, node, 0)]
        return node.outputs[0]

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A beginning of another graph."""
        copy = super().__deepcopy__(memo)
        copy._outputs = [copy._begin()]
        return copy

    def call(self, inputs: Any) -> Any:
        """Nothing calls it: data enters here."""
        raise InputError("graph.input_called", part=self.label)

    def torch_form(self) -> TorchForm:
        """nothing"""
        return TorchForm("{x}")


def _is_size(size: object) -> bool:
    return not isinstance(size, bool) and isinstance(size, Integral) and int(size) > 0


def Input(shape: Any, dtype: str = "float32", name: str | None = None, **more: Any) -> SymbolicTensor:
    """A symbolic tensor for data of this shape, without the batch axis (`None` for an open length).

    dtype is one of float32, uint8, int32, int64, bool. Raises InputError for anything else.
    """
    if more:
        raise InputError(
            "registry.bad_arguments", name="Input", problem=", ".join(more), known="shape, dtype, name"
        )
    return InputLayer(shape, dtype, name=name)._outputs[0]
