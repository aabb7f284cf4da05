"""Where a graph begins."""

from typing import Any, Unpack

from axb.graph.layer import Layer, LayerOptions
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
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        if not all(size is None or (isinstance(size, int) and size > 0) for size in shape):
            raise InputError("graph.bad_input_shape", got=shape)
        if dtype not in DTYPES:
            raise InputError("graph.bad_dtype", got=dtype, known=", ".join(DTYPES))
        self.shape, self.dtype, self.built = shape, dtype, True
        node = Node(self, [])
        node.outputs = self._outputs = [SymbolicTensor((None, *shape), dtype, node, 0)]

    def call(self, inputs: Any) -> Any:
        """What comes in goes on."""
        return inputs


def Input(shape: Any, dtype: str = "float32", name: str | None = None, **more: Any) -> SymbolicTensor:
    """A symbolic tensor for data of this shape, without the batch axis (`None` for an open length).

    dtype is one of float32, uint8, int32, int64, bool. Raises InputError for anything else.
    """
    if more:
        raise InputError(
            "registry.bad_arguments", name="Input", problem=", ".join(more), known="shape, dtype, name"
        )
    return InputLayer(shape, dtype, name=name).output  # type: ignore[no-any-return]
