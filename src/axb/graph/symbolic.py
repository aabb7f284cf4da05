"""Tensors that hold no numbers yet: what a person calls parts on while drawing a graph."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from torch import Tensor

from axb.words import InputError

if TYPE_CHECKING:
    from axb.graph.layer import Layer

Shape = tuple[int | None, ...]


@dataclass(eq=False)
class Node:
    """One call of a part: which tensors went in (one, or a list), and which came out."""

    layer: "Layer"
    inputs: Any
    options: dict[str, Any] = field(default_factory=dict)
    outputs: "list[SymbolicTensor]" = field(default_factory=list)
    single: bool = True

    @property
    def sources(self) -> "list[SymbolicTensor]":
        """The symbolic tensors that went in, in order."""
        return list(flatten(self.inputs))


class NoNumbersError(InputError, AttributeError):
    """Something wanted to compute with a tensor that holds no numbers yet."""


class SymbolicTensor:
    """A tensor's place in a graph: shape (axis 0, the batch, is None), dtype, and the call it is from."""

    def __init__(self, shape: Shape, dtype: str, node: Node, index: int) -> None:
        self.shape, self.dtype, self.node, self.index = shape, dtype, node, index

    @property
    def name(self) -> str:
        """The name of the part it comes from."""
        return self.node.layer.name

    def __repr__(self) -> str:
        return f"<SymbolicTensor {self.name} shape={self.shape} dtype={self.dtype}>"

    @classmethod
    def __torch_function__(
        cls, function: Callable[..., Any], types: object, args: object = (), kwargs: object = None
    ) -> Any:
        """A torch function met a tensor without numbers: say which wrapper turns a module into a part."""
        raise NoNumbersError("graph.torch_on_symbolic", function=getattr(function, "__name__", function))

    def __getattr__(self, name: str) -> Any:
        """A tensor's method, which this is not."""
        if hasattr(Tensor, name) and not name.startswith("_"):
            raise NoNumbersError("graph.torch_on_symbolic", function=name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def _compute(self, other: object = None) -> Any:
        raise NoNumbersError("graph.symbolic_arithmetic")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _compute
    __neg__ = __matmul__ = __pow__ = __getitem__ = _compute


def flatten(structure: Any) -> Iterator[Any]:
    """The leaves of nested lists, tuples and dictionaries, in order."""
    if isinstance(structure, dict):
        structure = list(structure.values())
    if isinstance(structure, list | tuple):
        for item in structure:
            yield from flatten(item)
    else:
        yield structure


def map_structure(function: Callable[[Any], Any], structure: Any) -> Any:
    """The same nesting of lists with `function` applied to each leaf."""
    if isinstance(structure, dict):
        return {key: map_structure(function, item) for key, item in structure.items()}
    if isinstance(structure, list | tuple):
        return [map_structure(function, item) for item in structure]
    return function(structure)


def is_symbolic(inputs: Any) -> bool:
    """Whether a call's argument holds symbolic tensors."""
    return any(isinstance(leaf, SymbolicTensor) for leaf in flatten(inputs))


def upstream_nodes(tensors: Any, stop: "frozenset[SymbolicTensor]" = frozenset()) -> list[Node]:
    """All calls that `tensors` come from, each after those it needs; none behind a tensor in `stop`."""
    order: dict[Node, None] = {}
    pending: list[tuple[Node, bool]] = [
        (t.node, False) for t in reversed(list(flatten(tensors))) if t not in stop
    ]
    while pending:
        node, ready = pending.pop()
        if ready:
            order.setdefault(node)
        elif node not in order:
            pending.append((node, True))
            pending.extend((t.node, False) for t in reversed(node.sources) if t not in stop)
    return list(order)


def upstream_names(tensors: Any) -> set[str]:
    """The names of all parts that `tensors` come from."""
    return {node.layer.name for node in upstream_nodes(tensors)}
