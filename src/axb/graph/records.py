"""A graph as data, and back: parts, the calls between them, inputs and outputs."""

from collections.abc import Mapping
from typing import Any

from axb.graph.input import Input
from axb.graph.plan import Graph
from axb.graph.symbolic import SymbolicTensor, flatten, map_structure


def record(graph: Graph) -> dict[str, Any]:
    """The graph by numbers: a place is ["input", which] or [call, which of its outputs]."""
    places: dict[SymbolicTensor, list[Any]] = {t: ["input", i] for i, t in enumerate(graph.inputs)}
    for number, node in enumerate(graph.nodes):
        for tensor in node.outputs:
            places.setdefault(tensor, [number, tensor.index])
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
    inputs = [
        {"shape": list(tensor.shape[1:]), "dtype": tensor.dtype, "name": name}
        for tensor, name in zip(graph.inputs, graph.input_names, strict=True)
    ]
    outputs = [places[tensor] for tensor in graph.outputs]
    return {"inputs": inputs, "parts": parts, "nodes": nodes, "outputs": outputs}


def redraw(told: Mapping[str, Any]) -> tuple[list[SymbolicTensor], list[SymbolicTensor]]:
    """Inputs and outputs of the graph that `record` told, its parts called anew."""
    inputs = [Input(shape=tuple(i["shape"]), dtype=i["dtype"], name=i["name"]) for i in told["inputs"]]
    made: list[list[SymbolicTensor]] = []

    def find(place: Any) -> Any:
        if isinstance(place, dict):
            return {name: find(inner) for name, inner in place.items()}
        if isinstance(place[0], list):
            return [find(inner) for inner in place]
        return inputs[place[1]] if place[0] == "input" else made[place[0]][place[1]]

    for node in told["nodes"]:
        part = told["parts"][node["part"]]
        made.append(list(flatten(part(find(node["inputs"]["places"]), **node["options"]))))
    return inputs, [find(place) for place in told["outputs"]]
