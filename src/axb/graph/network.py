"""A model as a part: a graph between symbolic inputs and outputs, or a subclass with a `call` of its own."""

from collections.abc import Sequence
from typing import Any, Self, Unpack

from torch import Tensor

from axb.graph.foreign import as_part
from axb.graph.input import Input, InputLayer
from axb.graph.layer import Layer, LayerOptions, unique
from axb.graph.plan import Graph, node_index
from axb.graph.shapes import ShapeError, part_shape
from axb.graph.symbolic import SymbolicTensor, flatten, map_structure
from axb.words import InputError


class Network(Layer):
    """`Network(inputs, outputs)`: any directed acyclic graph of parts; itself a part of larger ones."""

    graph: Graph | None = None

    def __init__(self, inputs: Any = None, outputs: Any = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self._single_output = not isinstance(outputs, list | tuple)
        if inputs is not None:
            self.adopt(Graph(list(flatten(inputs)), list(flatten(outputs))))

    def adopt(self, graph: Graph) -> None:
        """Take a graph as its own: its parts become inner modules under their names."""
        self.graph, self.built = graph, True
        for name, part in graph.parts.items():
            self._modules[name] = part
        if not self._trainable:
            self.trainable = False

    def call(self, inputs: Any) -> Any:
        """Run the graph on one input, a list of inputs, or inputs by name."""
        graph = self._graph()
        values = self.arrange(inputs)
        outputs = graph.run([_fitting(self, v, place) for v, place in zip(values, graph.inputs, strict=True)])
        return outputs[0] if self._single_output else outputs

    def _graph(self) -> Graph:
        if self.graph is None:
            raise InputError("graph.no_graph", part=self.label)
        return self.graph

    def arrange(self, inputs: Any) -> list[Any]:
        """Inputs (one, a list, or by name) in the order of the graph's inputs."""
        places = self._graph().inputs
        if isinstance(inputs, dict):
            missing = [place.name for place in places if place.name not in inputs]
            if missing:
                raise InputError("graph.input_missing", part=self.label, missing=missing, got=list(inputs))
            return [inputs[place.name] for place in places]
        values = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
        if len(values) != len(places):
            raise InputError("graph.input_count", part=self.label, needs=len(places), got=len(values))
        return values

    def check(self, input_shape: Any) -> None:
        """Inputs must have the graph's shapes."""
        if self.graph is not None:
            shapes = input_shape if isinstance(input_shape, list) else [input_shape]
            for shape, place in zip(self.arrange(shapes), self.graph.inputs, strict=True):
                _agree(self, shape, place)

    def infer(self, inputs: Any, options: dict[str, Any]) -> Any:
        """Known from the graph when the shapes are the graph's own; else by running, as for any part."""
        graph = self.graph
        if graph is None or [t.shape for t in flatten(inputs)] != [t.shape for t in graph.inputs]:
            return super().infer(inputs, options)
        specs = [(tensor.shape, tensor.dtype) for tensor in graph.outputs]
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
        if index is not None:
            return self.layers[index]
        if name not in self.named_parts:
            raise InputError(
                "graph.no_such_part", part=self.label, name=name, known=", ".join(self.named_parts)
            )
        return self.named_parts[str(name)]

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

    @property
    def output_names(self) -> list[str]:
        """A name for each output: its part's name, made unique."""
        names: list[str] = []
        for tensor in self.outputs:
            names.append(unique(tensor.name, names))
        return names

    def get_config(self) -> dict[str, Any]:
        """The graph as data: parts, calls between them, inputs and outputs."""
        if self.graph is None:
            return super().get_config()
        graph = self.graph
        places = {t: ["input", i] for i, t in enumerate(graph.inputs)}
        index = node_index(graph.nodes)
        for node in graph.nodes:
            for tensor in node.outputs:
                places.setdefault(tensor, [index[node], tensor.index])
        parts = list(dict.fromkeys(node.layer for node in graph.nodes))
        numbers = {part: number for number, part in enumerate(parts)}
        nodes = [
            {
                "part": numbers[node.layer],
                "inputs": {"places": map_structure(places.__getitem__, node.inputs)},
                "options": node.options,
            }
            for node in graph.nodes
        ]
        return {
            "name": self.name,
            "trainable": self._trainable,
            "inputs": [{"shape": list(t.shape[1:]), "dtype": t.dtype, "name": t.name} for t in graph.inputs],
            "parts": parts,
            "nodes": nodes,
            "outputs": [places[tensor] for tensor in graph.outputs],
            "single_output": self._single_output,
        }

    @classmethod
    def from_config(cls, config: Any) -> Self:
        """A new model from what `get_config` returned."""
        if "nodes" not in config:
            return cls(**config)
        inputs = [Input(shape=tuple(i["shape"]), dtype=i["dtype"], name=i["name"]) for i in config["inputs"]]
        made: list[list[SymbolicTensor]] = []

        def find(place: list[Any]) -> SymbolicTensor:
            tensor: SymbolicTensor = (inputs if place[0] == "input" else made[place[0]])[place[1]]
            return tensor

        def find_all(places: Any) -> Any:
            return find(places) if not isinstance(places[0], list) else [find_all(place) for place in places]

        for node in config["nodes"]:
            part = config["parts"][node["part"]]
            output = part(find_all(node["inputs"]["places"]), **node["options"])
            made.append(list(flatten(output)))
        outputs = [find(place) for place in config["outputs"]]
        return cls(
            inputs,
            outputs[0] if config["single_output"] else outputs,
            name=config["name"],
            trainable=config["trainable"],
        )


class Chain(Network):
    """Parts one after another; its shapes are known once the first part says its input or data has come."""

    def __init__(self, layers: Sequence[Any] | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self._chain: tuple[Layer, ...] = ()
        self._joined = 0
        for layer in layers or ():
            self.add(layer)

    def add(self, layer: Any) -> None:
        """Put a part (or an Input, or any torch module) at the end."""
        part = layer.node.layer if isinstance(layer, SymbolicTensor) else as_part(layer)
        part.name = unique(part.name, {p.name for p in self._chain}) if part.auto_named else part.name
        entry = part.given_input_shape if not self._chain and not isinstance(part, InputLayer) else None
        if entry is not None and self.graph is None:
            self._chain = (_input_layer(Input(shape=entry)),)
        if self.graph is not None or (self._chain and isinstance(self._chain[0], InputLayer)):
            self._extend(part)
        else:
            self._chain = (*self._chain, part)
            if isinstance(part, InputLayer):
                self._draw()
            else:
                self._modules[unique(part.name, self._modules)] = part

    def _extend(self, part: Layer) -> None:
        before = self._chain
        self._chain = (*before, part)
        try:
            self._draw()
        except Exception:
            self._chain = before
            raise

    def _draw(self) -> None:
        """Join the chain to a graph, calling only the parts that are not joined yet."""
        tensor = self._chain[0].output if self.graph is None else self.graph.outputs[0]
        done = 1 if self.graph is None else self._joined
        for part in self._chain[done:]:
            tensor = part(tensor)
        entry = self._chain[0].output
        self._modules.clear()
        self._joined = len(self._chain)
        self.adopt(Graph([entry], [tensor]))

    def pop(self) -> Layer:
        """Take the last part off."""
        last = self._chain[-1]
        rest, self._chain, self.graph = self._chain[:-1], (), None
        self._modules.clear()
        self.built = False
        if rest and isinstance(rest[0], InputLayer):
            self._chain = rest
            self._draw()
        else:
            for part in rest:
                self.add(part)
        return last

    def build(self, input_shape: Any) -> None:
        """Make the chain a graph for inputs of this shape."""
        if self.graph is None:
            if not self._chain:
                raise InputError("graph.empty_chain", part=self.label)
            self._chain = (_input_layer(Input(shape=tuple(input_shape[1:]))), *self._chain)
            self._draw()

    @property
    def layers(self) -> list[Layer]:
        """The parts in order, without the input."""
        return [part for part in self._chain if not isinstance(part, InputLayer)]

    def get_config(self) -> dict[str, Any]:
        """The parts in order; the input's shape and dtype first where it is known."""
        return {"layers": list(self._chain), "name": self.name, "trainable": self._trainable}

    @classmethod
    def from_config(cls, config: Any) -> Self:
        """A new chain from what `get_config` returned."""
        return cls(**config)


def _input_layer(tensor: SymbolicTensor) -> Layer:
    return tensor.node.layer


def _fitting(model: Layer, value: Tensor, place: SymbolicTensor) -> Tensor:
    """The value itself, as float32 where the graph wants floats and got integers; refused if misshapen."""
    if value.ndim != len(place.shape) or any(
        want not in (None, got) for got, want in zip(value.shape, place.shape, strict=True)
    ):
        _agree(model, part_shape(value), place)
    return value.float() if place.dtype == "float32" and not value.is_floating_point() else value


def _agree(model: Layer, shape: Any, place: SymbolicTensor) -> None:
    same = len(shape) == len(place.shape) and all(
        want is None or got is None or got == want
        for got, want in zip(shape[1:], place.shape[1:], strict=True)
    )
    if not same:
        raise ShapeError(
            "graph.wrong_input", part=model.label, name=place.name, needs=place.shape, got=tuple(shape)
        )
