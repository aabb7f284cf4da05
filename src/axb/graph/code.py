"""A model as source code that rebuilds it: axb's, Keras's, or plain PyTorch's."""

import inspect
from collections.abc import Callable
from typing import Any, Literal

from axb.graph.input import InputLayer
from axb.graph.layer import Layer
from axb.graph.network import Chain, Network
from axb.graph.plan import node_index
from axb.graph.symbolic import SymbolicTensor, flatten
from axb.registry import Configurable, is_registered
from axb.words import InputError

Style = Literal["axb", "keras", "torch"]


def to_code(model: Network, style: Style = "axb") -> str:
    """Source with a function `build_model()` that returns the same model with new weights.

    "axb" and "keras" need only their import lines changed to become one another. "torch" is a plain
    `nn.Module` on `(N, H, W, C)` arrays and needs nothing of axb; its `state_dict` takes
    `torch_state_dict(model)`. Raises InputError for parts that are not registered.
    """
    if style not in ("axb", "keras", "torch"):
        raise InputError("registry.unknown_choice", what="style", known="axb, keras, torch", got=style)
    if model.graph is None:
        raise InputError("graph.no_graph", part=model.label)
    if style == "torch":
        from axb.graph.torch_code import torch_code

        return torch_code(model)
    return KerasWriter(style).write(model)


class KerasWriter:
    """Writes functions `build_...()` in Keras's words, one for the model and one for each model inside it."""

    def __init__(self, style: str) -> None:
        self.style = style
        self.functions: dict[int, tuple[str, str]] = {}

    def write(self, model: Network) -> str:
        """The whole source."""
        self.function(model, "build_model")
        package = self.style
        head = f"import {package}\nfrom {package} import initializers, layers, models\n"
        body = "\n\n".join(source for _, source in self.functions.values())
        used = [word for word in ("initializers", "layers", "models") if f"{word}." in body]
        return f"from {head.split()[1]} import {', '.join(used)}\n\n\n{body}"

    def function(self, model: Network, name: str) -> str:
        """Write `name()` for a model, once; inner models first."""
        if id(model) not in self.functions:
            source = self.chain(model, name) if _is_plain_chain(model) else self.graph(model, name)
            self.functions[id(model)] = (name, source)
        return self.functions[id(model)][0]

    def chain(self, model: Network, name: str) -> str:
        """A Sequential."""
        assert_graph = model.graph
        entry = assert_graph.inputs[0] if assert_graph else None
        lines = [f"        {self.input(entry)},"] if entry is not None else []
        lines += [f"        {self.part(part)}," for part in model.layers]
        return (
            f"def {name}():\n    return models.Sequential([\n"
            + "\n".join(lines)
            + f'\n    ], name="{model.name}")\n'
        )

    def graph(self, model: Network, name: str) -> str:
        """A functional Model: one line a call."""
        graph = model.graph
        assert graph is not None
        index = node_index(graph.nodes)
        parts: dict[Layer, str] = {}
        names: dict[SymbolicTensor, str] = {t: f"input_{i}" for i, t in enumerate(graph.inputs)}
        lines = [f"    {names[t]} = {self.input(t)}" for t in graph.inputs]
        calls = [node.layer for node in graph.nodes]
        for node in graph.nodes:
            for tensor in node.outputs:
                suffix = "" if node.single else f"_{tensor.index}"
                names.setdefault(tensor, f"x{index[node]}{suffix}")
            made = self.part(node.layer)
            if calls.count(node.layer) > 1:
                if node.layer not in parts:
                    parts[node.layer] = f"part{len(parts)}"
                    lines.append(f"    {parts[node.layer]} = {made}")
                made = parts[node.layer]
            targets = ", ".join(names[t] for t in node.outputs)
            options = "".join(f", {key}={value!r}" for key, value in node.options.items())
            lines.append(f"    {targets} = {made}({_nested(node.inputs, names)}{options})")
        inputs = _nested(graph.inputs if len(graph.inputs) > 1 else graph.inputs[0], names)
        outputs = _nested(graph.outputs if not model._single_output else graph.outputs[0], names)
        lines.append(f'    return models.Model({inputs}, {outputs}, name="{model.name}")')
        return f"def {name}():\n" + "\n".join(lines) + "\n"

    def input(self, tensor: SymbolicTensor) -> str:
        """An Input."""
        dtype = "" if tensor.dtype == "float32" else f', dtype="{tensor.dtype}"'
        return f'layers.Input(shape={tensor.shape[1:]}{dtype}, name="{tensor.name}")'

    def part(self, part: Layer) -> str:
        """The constructor's call, or the function of an inner model."""
        if isinstance(part, Network) and part.graph is not None:
            return self.function(part, f"build_{_identifier(part.name)}") + "()"
        if not is_registered(part):
            raise InputError("graph.not_registered", part=part.label, thing=type(part).__name__)
        return f"layers.{self.call(part)}"

    def call(self, thing: Configurable) -> str:
        """`Name(argument=value, ...)` with the arguments that are not defaults."""
        defaults = _defaults(type(thing))
        config = {k: v for k, v in thing.get_config().items() if k not in defaults or defaults[k] != v}
        if config.get("trainable", False) is True:
            del config["trainable"]
        if config.get("input_shape", 0) is None:
            del config["input_shape"]
        return f"{type(thing).__name__}({', '.join(f'{k}={self.value(v)}' for k, v in config.items())})"

    def value(self, value: Any) -> str:
        """An argument as source."""
        if isinstance(value, Layer):
            return f"layers.{self.call(value)}"
        if isinstance(value, Configurable):
            return f"initializers.{self.call(value)}"
        if callable(value):
            return repr(getattr(value, "__name__", value))
        return repr(value)


def _is_plain_chain(model: Network) -> bool:
    return isinstance(model, Chain)


def _defaults(cls: type) -> dict[str, Any]:
    init: Callable[..., None] = cls.__init__  # type: ignore[misc]
    return {
        p.name: p.default for p in inspect.signature(init).parameters.values() if p.default is not p.empty
    }


def _nested(structure: Any, names: dict[SymbolicTensor, str]) -> str:
    if isinstance(structure, list | tuple):
        return "[" + ", ".join(_nested(item, names) for item in structure) + "]"
    return names[structure]


def _identifier(name: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in name)


def inner_parts(model: Network) -> list[Layer]:
    """The model's parts in the order they run, inputs left out."""
    graph = model.graph
    nodes = graph.nodes if graph else []
    return list(dict.fromkeys(n.layer for n in nodes if not isinstance(n.layer, InputLayer)))


def all_sources(structure: Any) -> list[SymbolicTensor]:
    """The symbolic tensors in a nest of lists."""
    return list(flatten(structure))
