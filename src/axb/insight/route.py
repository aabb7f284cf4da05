"""Where to look: the parts of a network in the order in which they run, and the main path through them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from torch import nn

from axb.graph import Layer, Network
from axb.graph.input import InputLayer
from axb.graph.plan import Graph
from axb.graph.symbolic import SymbolicTensor
from axb.words import InputError

INPUT = -1  # stands for what comes into the network


class Place(NamedTuple):
    """A part, under the name it has in the whole network ("residual_1.conv2d")."""

    name: str
    module: nn.Module


class Branch(NamedTuple):
    """One way that leaves a fork: the output of place `at` is input number `argument` of place `into`."""

    at: int
    into: int
    argument: int
    main: bool  # whether the main path goes here


class Call(NamedTuple):
    """A place is called. sources: what it reads, numbers of calls or INPUT."""

    place: int
    sources: tuple[int, ...]
    plain: bool  # whether it takes one tensor or a list of them


@dataclass(frozen=True)
class Route:
    """path: places from input to output; None where only the calls will tell. branches: two or more for each fork.
    calls: all of a graph, in the order in which they are made."""

    places: tuple[Place, ...]
    path: tuple[int, ...] | None = None
    branches: tuple[Branch, ...] = ()
    calls: tuple[Call, ...] = ()


def route(module: nn.Module, names: Sequence[str] | None = None) -> Route:
    """The places of a network.

    A graph of parts: all of them, also those inside composite parts; the main path is the longest chain of calls (of
    equally long ones the first). Another module: those without modules inside, in the order in which they are called.
    `names` chooses from `named_modules` instead. Raises InputError for a name that isn't there.
    """
    if names is not None:
        return Route(tuple(_named(module, name) for name in names))
    graph = _graph_of(module)
    if graph is None:
        return Route(tuple(_leaves(module)))
    places: dict[nn.Module, Place] = {}
    calls: list[Call] = []
    ends = _flatten(graph, [INPUT] * len(graph.inputs), "", places, calls)
    path = _longest(calls, ends)
    on_path = {calls[one].place for one in path}
    seen = tuple(dict.fromkeys(calls[one].place for one in path))
    return Route(tuple(places.values()), seen, tuple(_branches(calls, on_path)), tuple(calls))


def _graph_of(module: nn.Module) -> Graph | None:
    """Its graph, where it runs as that and not by a `call` of its own."""
    by_graph = isinstance(module, Network) and type(module).call is Network.call
    return module.graph if by_graph and isinstance(module, Network) else None


def _flatten(
    graph: Graph, sources: list[int], prefix: str, places: dict[nn.Module, Place], calls: list[Call]
) -> list[int]:
    """Enter the graph's calls, inner graphs' instead of the parts they belong to; returns the calls it ends with."""
    known: dict[SymbolicTensor, int] = dict(zip(graph.inputs, sources, strict=True))
    names = {part: name for name, part in graph.parts.items()}
    for node in graph.nodes:
        got, part = [known[tensor] for tensor in node.sources], node.layer
        inner, name = _graph_of(part), prefix + names[part]
        if inner is not None:
            ends = _flatten(inner, got, f"{name}.", places, calls)
        else:
            places.setdefault(part, Place(name, part))
            plain = all(isinstance(one, SymbolicTensor) for one in _listed(node.inputs))
            calls.append(Call(list(places).index(part), tuple(got), plain))
            ends = [len(calls) - 1] * len(node.outputs)
        known.update(zip(node.outputs, ends, strict=True))
    return [known[tensor] for tensor in graph.outputs]


def _listed(inputs: Any) -> list[Any]:
    return inputs if isinstance(inputs, list) else [inputs]


def _longest(calls: list[Call], ends: list[int]) -> list[int]:
    """The longest chain of calls from an input to an end."""
    length, before = {INPUT: 0}, {}
    for number, call in enumerate(calls):
        before[number] = max(call.sources, key=length.__getitem__)
        length[number] = 1 + length[before[number]]
    chain, at = [], max(ends, key=length.__getitem__)
    while at != INPUT:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _branches(calls: list[Call], on_path: set[int]) -> Iterator[Branch]:
    """The ways out of every call whose output is read more than once."""
    reads: dict[int, list[tuple[int, int]]] = {}
    for number, call in enumerate(calls):
        for argument, source in enumerate(call.sources if call.plain else ()):
            reads.setdefault(source, []).append((number, argument))
    for source, readers in reads.items():
        if source != INPUT and len(readers) > 1:
            main = _main(calls, readers, on_path)
            for number, argument in readers:
                at, into = calls[source].place, calls[number].place
                yield Branch(at, into, argument, number == main)


def _main(calls: list[Call], readers: list[tuple[int, int]], on_path: set[int]) -> int:
    """Of a fork's readers the one that the main path goes to: the first on it, as a skip arrives further on."""
    return next((number for number, _ in readers if calls[number].place in on_path), INPUT)


def _leaves(module: nn.Module, prefix: str = "") -> Iterator[Place]:
    """Modules without modules inside, each once; parts of axb, which know what is inside them, as a whole."""
    found: dict[nn.Module, Place] = {}
    for name, child in _children(module):
        whole = isinstance(child, Layer) and not isinstance(child, Network)
        inner = [] if whole else list(_leaves(child, f"{prefix}{name}."))
        for place in inner or [Place(f"{prefix}{name}", child)]:
            found.setdefault(place.module, place)
    yield from found.values() if found or prefix else [Place(type(module).__name__, module)]


def _children(module: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """Inner modules by name; Keras keeps a model's layers in a list that torch does not see."""
    kept: Any = getattr(module, "layers", None)
    listed = isinstance(kept, list) and all(isinstance(one, nn.Module) for one in kept)
    if listed and kept and not isinstance(module, Layer):
        yield from ((str(getattr(one, "name", number)), one) for number, one in enumerate(kept))
        return
    for name, child in module.named_children():
        if not isinstance(child, nn.ParameterList | nn.ParameterDict | InputLayer):
            yield name, child


def _named(module: nn.Module, name: str) -> Place:
    known = {place.name: place.module for place in _leaves(module)} | dict(module.named_modules())
    if name not in known or not name:
        listed = ", ".join(one for one in known if one)
        raise InputError("insight_watch.no_such_module", name=name, known=listed)
    return Place(name, known[name])
