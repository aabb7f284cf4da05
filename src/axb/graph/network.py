"""A model as a part: a graph between symbolic inputs and outputs, or a subclass with a `call` of its own."""

from copy import deepcopy
from typing import Any, Self, Unpack

from torch import Tensor

from axb.graph.layer import Layer, LayerOptions
from axb.graph.naming import unique
from axb.graph.plan import Graph
from axb.graph.records import record, redraw
from axb.graph.shapes import ShapeError, part_shape
from axb.graph.symbolic import SymbolicTensor, flatten, map_structure
from axb.words import InputError


class Network(Layer):
    """`Network(inputs, outputs)`: any directed acyclic graph of parts; itself a part of larger ones."""

    graph: Graph | None = None

    def __init__(self, inputs: Any = None, outputs: Any = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if isinstance(outputs, dict):
            raise InputError("graph.outputs_by_name", part=self.label)
        self._single_output = not isinstance(outputs, list | tuple)
        if inputs is not None or outputs is not None:
            self.adopt(Graph(list(flatten(inputs)), list(flatten(outputs))))

    def adopt(self, graph: Graph) -> None:
        """Take a graph as its own: its parts become inner modules under their names."""
        self.graph, self.built = graph, True
        for name, part in graph.parts.items():
            self._modules[name] = part
        if not self._trainable:
            self.trainable = False

    @property
    def some_learns(self) -> bool:
        """Whether it was left to learn, or a part in it was freed after all."""
        return self._trainable or any(weight.requires_grad for weight in self.parameters())

    def call(self, inputs: Any) -> Any:
        """Run the graph on one input, a list of inputs, or inputs by name."""
        graph = self._graph()
        values = zip(self.arrange(inputs), graph.inputs, graph.input_names, strict=True)
        outputs = graph.run([_fitting(self, *value) for value in values])
        return outputs[0] if self._single_output else outputs

    def _graph(self) -> Graph:
        if self.graph is None:
            raise InputError("graph.no_graph", part=self.label)
        return self.graph

    def arrange(self, inputs: Any) -> list[Any]:
        """Inputs or their shapes (one, a list, or by name) in the order of the graph's inputs."""
        names = self._graph().input_names
        if isinstance(inputs, dict):
            if missing := [name for name in names if name not in inputs]:
                raise InputError("graph.input_missing", part=self.label, missing=missing, got=list(inputs))
            return [inputs[name] for name in names]
        values = inputs if isinstance(inputs, list) else [inputs]
        if len(values) != len(names):
            raise InputError("graph.input_count", part=self.label, needs=len(names), got=len(values))
        return values

    def _add_node(self, inputs: Any, options: dict[str, Any]) -> Any:
        by_name = isinstance(inputs, dict) and self.graph is not None
        return super()._add_node(self.arrange(inputs) if by_name else inputs, options)

    def check(self, input_shape: Any) -> None:
        """Inputs must have the graph's shapes."""
        if self.graph is not None:
            shapes, names = self.arrange(input_shape), self.graph.input_names
            for shape, place, name in zip(shapes, self.graph.inputs, names, strict=True):
                _agree(self, shape, place, name)

    def infer(self, inputs: Any, options: dict[str, Any]) -> Any:
        """Known from the graph; for other sizes, from part to part."""
        graph = self.graph
        if graph is None:
            return super().infer(inputs, options)
        tensors = list(flatten(inputs))
        same = [tensor.shape for tensor in tensors] == [tensor.shape for tensor in graph.inputs]
        specs = [(tensor.shape, tensor.dtype) for tensor in graph.outputs] if same else graph.infer(tensors)
        return specs[0] if self._single_output else specs

    @property
    def layers(self) -> list[Layer]:
        """The parts in the order they run (inputs first)."""
        return [part for part in self._modules.values() if isinstance(part, Layer)]

    @property
    def named_parts(self) -> dict[str, Layer]:
        """The parts by the name they have in this model."""
        return {name: part for name, part in self._modules.items() if isinstance(part, Layer)}

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """A part by its name in this model, or by its position."""
        parts = self.named_parts
        if index is not None and -len(self.layers) <= index < len(self.layers):
            return self.layers[index]
        if index is not None or name not in parts:
            name = name if index is None else str(index)
            raise InputError("graph.no_such_part", part=self.label, name=name, known=", ".join(parts))
        return parts[str(name)]

    @property
    def inputs(self) -> list[SymbolicTensor]:
        """The graph's symbolic inputs."""
        return self._graph().inputs

    @property
    def outputs(self) -> list[SymbolicTensor]:
        """The graph's symbolic outputs."""
        return self._graph().outputs

    @property
    def input(self) -> Any:
        """The symbolic input, or the list of them."""
        return self.inputs[0] if len(self.inputs) == 1 else self.inputs

    @property
    def output(self) -> Any:
        """The symbolic output, or the list of them."""
        return self.outputs[0] if self._single_output else self.outputs

    @property
    def input_shape(self) -> Any:
        """The shape of the input, or the list of shapes."""
        return map_structure(lambda tensor: tensor.shape, self.input)

    @property
    def output_shape(self) -> Any:
        """The shape of the output, or the list of shapes."""
        return map_structure(lambda tensor: tensor.shape, self.output)

    def multiply_adds(self, inputs: Any = None, output: Any = None) -> int | None:
        """Of all calls of its parts together, for one example of the shape it was drawn for; as `Layer` says.

        None where one of them isn't known, where it computes in a way of its own, and for inputs of another shape.
        """
        own_way = self.graph is None or type(self).call is not Network.call
        if own_way or (inputs is not None and inputs != self.input_shape):
            return None
        counts = [
            node.layer.multiply_adds(
                map_structure(lambda tensor: tensor.shape, node.inputs), node.outputs[0].shape
            )
            for node in self._graph().nodes
        ]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None

    @property
    def output_names(self) -> list[str]:
        """A name for each output: its part's name, made unique."""
        names: list[str] = []
        for tensor in self.outputs:
            names.append(unique(tensor.name, names))
        return names

    def get_config(self) -> dict[str, Any]:
        """The graph as data: parts, calls between them, inputs and outputs.

        A subclass whose constructor takes other arguments is told by those.
        """
        config = {**super().get_config(), "trainable": self.some_learns}
        if self.graph is None or "inputs" not in config:
            return config
        named = {"name": self.name, "trainable": config["trainable"]}
        return {**named, **record(self.graph), "single_output": self._single_output}

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A model of its own: copied parts, joined as these are."""
        if self.graph is not None:
            memo[id(self.graph)] = deepcopy(self.graph, memo)
        return super().__deepcopy__(memo)

    @classmethod
    def from_config(cls, config: Any) -> Self:
        """A new model from what `get_config` returned."""
        if "nodes" not in config:
            return super().from_config(config)
        inputs, outputs = redraw(config)
        one = config["single_output"]
        return cls(inputs, outputs[0] if one else outputs, name=config["name"], trainable=config["trainable"])


def _fitting(model: Layer, value: Tensor, place: SymbolicTensor, name: str) -> Tensor:
    """The value itself, as float32 where the graph wants floats and got integers; refused if misshapen."""
    if value.ndim != len(place.shape) or any(
        want not in (None, got) for got, want in zip(value.shape, place.shape, strict=True)
    ):
        _agree(model, part_shape(value), place, name)
    return value.float() if place.dtype == "float32" and not value.is_floating_point() else value


def _agree(model: Layer, shape: Any, place: SymbolicTensor, name: str) -> None:
    same = len(shape) == len(place.shape) and all(
        want is None or got is None or got == want
        for got, want in zip(shape[1:], place.shape[1:], strict=True)
    )
    if not same:
        needs, got = place.shape, tuple(shape)
        raise ShapeError("graph.wrong_input", part=model.label, name=name, needs=needs, got=got)
