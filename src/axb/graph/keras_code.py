"""A model in Keras's words: a function for it, and one for each model inside."""

import inspect
from collections import Counter
from collections.abc import Mapping
from typing import Any

from axb.graph.chain import Chain
from axb.graph.code import written_parts
from axb.graph.composite import Composite
from axb.graph.layer import Layer
from axb.graph.naming import identifier
from axb.graph.network import Network
from axb.graph.source import call, fold, literal, tensor_names
from axb.graph.symbolic import SymbolicTensor
from axb.registry import Configurable, NotDescribableError, describe, is_registered
from axb.words import InputError

ROOMS = {
    "axb.graph": "layers", "axb.layers": "layers", "axb.initializers": "initializers",
    "axb.regularizers": "regularizers", "axb.training": "models",
}  # fmt: skip
NEEDED = {
    ("AveragePooling1D", "pool_size"),
    ("AveragePooling2D", "pool_size"),
}  # what Keras has no default for
HEAD = '''"""{about}: build_model() makes it, load_weights(model, path) fills it."""

{imports}


'''
LOADER = '''


def load_weights(model, path):
    """Fill in the weights of a safetensors file that axb exported in this style."""
    from safetensors.numpy import load_file

    fill(model, load_file(path))


def fill(model, weights, prefix=""):
    """Give each layer its weights by name; a model inside comes before its layers' names."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            fill(layer, weights, f"{prefix}{layer.name}/")
        else:
            numbers = range(len(layer.weights))
            layer.set_weights([weights[f"{prefix}{layer.name}/{number}"] for number in numbers])
'''


class KerasWriter:
    """Writes one source: the functions written so far, and what they need imported."""

    def __init__(self, style: str) -> None:
        self.style = style
        self.functions: dict[int, tuple[str, str]] = {}
        self.rooms = {"models"}
        self.own: dict[str, str] = {}  # a person's own classes and functions, and the modules they are in

    def write(self, model: Network) -> str:
        """The whole source."""
        self.function(model, model.name, "build_model")
        about = "An axb model" if self.style == "axb" else "A Keras model, written by axb"
        imports = [f"from {self.style} import {', '.join(sorted(self.rooms))}"]
        imports += [_import(name, module) for name, module in self.own.items()]
        head = HEAD.format(about=about, imports="\n".join(imports))
        return head + "\n\n\n".join(source for _, source in self.functions.values()) + LOADER

    def function(self, model: Network, name: str, wish: str) -> str:
        """Write the function that makes a model called `name`, once, after those of the models inside."""
        if id(model) not in self.functions:
            lines = self.lines(model)
            frozen = "" if model.some_learns else ", trainable=False"
            lines[-1] += f", name={literal(name)}{frozen})"
            taken = {known for known, _ in self.functions.values()} | {"build_model"} - {wish}
            written = identifier(wish, taken)
            self.functions[id(model)] = written, "\n".join([f"def {written}():", *map(fold, lines)])
        return self.functions[id(model)][0]

    def lines(self, model: Network) -> list[str]:
        """What makes it, the last line still open; to axb by its own arguments where these are other models."""
        if isinstance(model, Chain):
            return self.chain(model)
        given = model.get_config().values() if self.style == "axb" and is_registered(model) else ()
        own = any(isinstance(one, Network) for one in given)
        return [f"    return {self.made(model, [])[:-1]}"] if own else self.graph(model)

    def chain(self, model: Chain) -> list[str]:
        """A Sequential, one line a part; the last line is still open."""
        names = {part: name for name, part in written_parts(model).items()}
        entry = model.inputs[0]
        parts = [self.input(entry, names[entry.node.layer])]
        parts += [self.part(part, names[part]) for part in model.layers]
        return ["    return models.Sequential([", *(f"        {part}," for part in parts), "    ]"]

    def graph(self, model: Network) -> list[str]:
        """A functional Model, one line a call; the last line is still open."""
        graph = model._graph()
        parts = {part: name for name, part in written_parts(model).items()}
        names = tensor_names(graph, {"models", *ROOMS.values(), *self.own})
        lines = [
            f"    {names[tensor]} = {self.input(tensor, name)}"
            for tensor, name in zip(graph.inputs, graph.input_names, strict=True)
        ]
        calls = Counter(node.layer for node in graph.nodes)
        shared: dict[Layer, str] = {}
        for node in graph.nodes:
            maker = shared.get(node.layer) or self.part(node.layer, parts[node.layer])
            if calls[node.layer] > 1 and node.layer not in shared:
                variable = identifier(f"shared_{parts[node.layer]}", {*names.values(), *shared.values()})
                lines.append(f"    {variable} = {maker}")
                shared[node.layer] = maker = variable
            options = [f"{key}={self.value(value)}" for key, value in node.options.items()]
            targets = ", ".join(names[tensor] for tensor in node.outputs)
            lines.append(f"    {targets} = {call(maker, [_nested(node.inputs, names), *options])}")
        inputs, outputs = (_nested(ends, names) for ends in (model.input, model.output))
        return [*lines, f"    return models.Model({inputs}, {outputs}"]

    def input(self, tensor: SymbolicTensor, name: str) -> str:
        """An Input."""
        self.rooms.add("layers")
        dtype = [] if tensor.dtype == "float32" else [f"dtype={literal(tensor.dtype)}"]
        shape = f"shape={literal(tensor.shape[1:])}"
        return call("layers.Input", [shape, *dtype, f"name={literal(name)}"])

    def part(self, part: Layer, name: str) -> str:
        """The constructor's call, or that of an inner model's function."""
        if isinstance(part, Network) and part.graph is not None and not self.tells(part):
            return self.function(part, name, f"build_{name}") + "()"
        nothing_learns = (
            self.style == "keras" and not part.weights
        )  # some of Keras's take no `trainable` then
        free = part.trainable or nothing_learns
        options = [f"name={literal(name)}"] + ([] if free else ["trainable=False"])
        return self.made(part, options)

    def tells(self, part: Layer) -> bool:
        """Whether the style tells a part made of parts by its arguments: Keras has none, and is given the graph."""
        return self.style == "axb" and isinstance(part, Composite) and part.told_by_arguments

    def made(self, thing: Configurable, options: list[str]) -> str:
        """`room.Name(argument, ...)` with the arguments that are not defaults."""
        if not is_registered(thing):
            raise InputError("graph.not_registered", part=repr(thing), thing=type(thing).__name__)
        known = inspect.signature(type(thing)).parameters
        skipped = ("name", "trainable", "input_shape") if isinstance(thing, Layer) else ()
        arguments: list[str] = []
        for key, value in thing.get_config().items():
            parameter = known.get(key)
            if parameter is not None and parameter.kind is parameter.VAR_POSITIONAL:
                arguments += map(self.value, value)
                continue
            source = self.value(value)
            required = parameter is not None and parameter.default is parameter.empty
            usual = parameter is not None and not required and self.value(parameter.default) == source
            if key not in skipped and (not usual or (type(thing).__name__, key) in NEEDED):
                alone = required and not source.startswith("(") and not any("=" in a for a in arguments)
                arguments.append(source if alone else f"{key}={source}")
        return call(self.named(thing), [*arguments, *options])

    def named(self, thing: Configurable) -> str:
        """The class's name as the source can say it."""
        cls = type(thing)
        room = ROOMS.get(".".join(cls.__module__.split(".")[:2]))
        if room is not None and (self.style == "axb" or getattr(thing, "in_keras", True)):
            self.rooms.add(room)
            return f"{room}.{cls.__name__}"
        return self.imported(cls)

    def imported(self, thing: Any) -> str:
        """A person's own class or function, which axb's source imports and Keras cannot know."""
        if self.style == "keras":
            raise InputError("graph.no_keras_form", thing=thing.__name__)
        self.own[thing.__name__] = thing.__module__
        return str(thing.__name__)

    def value(self, value: Any) -> str:
        """An argument as source."""
        if value is None or isinstance(value, bool | int | float | str):
            return literal(value)
        if isinstance(value, Layer) and not value.auto_named:
            return self.part(value, value.name.replace("/", "_"))
        if isinstance(value, list | tuple):
            return f"({', '.join(map(self.value, value))}{',' if len(value) == 1 else ''})"
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{literal(key)}: {self.value(item)}" for key, item in value.items()) + "}"
        if isinstance(value, Configurable):
            return self.made(value, [])
        try:
            told = describe(value)
        except NotDescribableError:
            thing = getattr(value, "__name__", type(value).__name__)
            raise InputError("graph.not_registered", part="to_code", thing=thing) from None
        if not callable(value):
            return self.value(told)
        return literal(value.__name__) if value.__module__.startswith("axb.") else self.imported(value)


def _import(name: str, module: str) -> str:
    if module == "__main__":
        return f"# {name} is yours: define or import it here"
    return f"from {module} import {name}"


def _nested(structure: Any, names: Mapping[SymbolicTensor, str]) -> str:
    if isinstance(structure, dict):
        return "{" + ", ".join(f"{literal(k)}: {_nested(v, names)}" for k, v in structure.items()) + "}"
    if isinstance(structure, list | tuple):
        return "[" + ", ".join(_nested(item, names) for item in structure) + "]"
    return names[structure]
