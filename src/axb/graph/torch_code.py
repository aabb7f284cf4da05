"""A model as plain PyTorch: one class a model, one line a call, arrays `(N, H, W, C)` throughout."""

import ast
import inspect
from collections.abc import Mapping
from typing import Any

from torch import Tensor, nn

from axb.graph.code import written_parts
from axb.graph.layer import Layer
from axb.graph.naming import identifier
from axb.graph.network import Network
from axb.graph.source import call, fold, literal, tensor_names
from axb.graph.symbolic import SymbolicTensor, flatten
from axb.words import InputError

HEAD = '''"""A PyTorch model, written by axb: build_model() makes it, load_weights(model, path) fills it.

Images are (N, H, W, C), as in axb.{costs}
"""

'''
COSTS = """
Its regularizers belong to training: add their penalties to your loss."""
IMPORTS = {
    "import math": "math.",
    "import torch": "torch.",
    "import torch.nn.functional as F": "F.",
}
LOADER = '''


def build_model():
    return {name}()


def load_weights(model, path):
    """Fill in the weights of a safetensors file that axb exported in this style."""
    from safetensors.torch import load_file

    model.load_state_dict(load_file(path))
'''
TAKEN = frozenset(("F", "Tensor", "build_model", "load_weights", "math", "nn", "self", "torch"))


def torch_code(model: Network) -> str:
    """Source: a class for the model and each model inside, and the functions they need."""
    writer = TorchWriter()
    name = writer.write(model)
    body = "\n\n\n".join([*writer.helpers.values(), *(source for _, source in writer.classes.values())])
    body += LOADER.format(name=name)
    imports = [line for line, sign in IMPORTS.items() if sign in body]
    names = "Tensor, nn" if any("Tensor" in source for source in writer.helpers.values()) else "nn"
    costly = any(isinstance(part, Layer) and part.is_regularized for part in model.modules())
    costs = COSTS if costly else ""
    return HEAD.format(costs=costs) + "\n".join([*imports, f"from torch import {names}"]) + "\n\n\n" + body


def torch_state_dict(model: Network) -> dict[str, Tensor]:
    """The model's weights under the names, and in the layouts, that `torch_code` has."""
    state: dict[str, Tensor] = {}
    for name, part in attributes(model).items():
        inner = torch_state_dict(part) if isinstance(part, Network) else part.torch_weights()
        state.update({f"{name}.{key}": value.detach().clone().contiguous() for key, value in inner.items()})
    return state


def attributes(model: Network) -> dict[str, Layer]:
    """The parts by the attributes they become: names that torch's own modules don't use."""
    named: dict[str, Layer] = {}
    theirs = set(dir(nn.Module()))
    for name, part in written_parts(model).items():
        named[identifier(name, theirs | named.keys())] = part
    return named


class TorchWriter:
    """Writes the classes of one source."""

    def __init__(self) -> None:
        self.classes: dict[int, tuple[str, str]] = {}
        self.helpers: dict[str, str] = {}

    def write(self, model: Network) -> str:
        """Write the class of a model, once, after those of the models inside; its name."""
        if id(model) not in self.classes:
            makes, forms = self.parts(model)
            words = identifier(model.name).split("_")
            taken = {known for known, _ in self.classes.values()} | TAKEN | set(self.helpers)
            name = identifier("".join(word[:1].upper() + word[1:] for word in words), taken)
            self.classes[id(model)] = name, self.source(name, model, makes, forms)
        return self.classes[id(model)][0]

    def parts(self, model: Network) -> tuple[list[str], dict[Layer, str]]:
        """The lines that make the modules, and what each part's call says."""
        makes: list[str] = []
        forms: dict[Layer, str] = {}
        for attribute, part in attributes(model).items():
            if isinstance(part, Network):
                makes.append(f"        self.{attribute} = {self.write(part)}()")
                forms[part] = f"self.{attribute}({{xs}})"
                continue
            form = part.torch_form()
            for helper in form.helpers:
                self.helpers.setdefault(helper.__name__, inspect.getsource(helper).strip())
            if form.module:
                frozen = "" if part.trainable or not part.weights else ".requires_grad_(False)"
                makes.append(f"        self.{attribute} = {tidy(form.module)}{frozen}")
            forms[part] = form.expression.replace("{m}", f"self.{attribute}")
        return makes, forms

    def source(self, name: str, model: Network, makes: list[str], forms: Mapping[Layer, str]) -> str:
        """The class."""
        graph = model._graph()
        names = tensor_names(graph, {*TAKEN, *self.helpers})
        lines = [f"        {names[t]} = {names[t]}.float()" for t in graph.inputs if t.dtype == "float32"]
        for node in graph.nodes:
            if node.options:
                raise InputError("graph.no_torch_form", part=node.layer.label)
            lines.append(f"        {_call(forms[node.layer], node.outputs, node.sources, names)}")
        results = ", ".join(names[tensor] for tensor in graph.outputs)
        return "\n".join([
            f"class {name}(nn.Module):",
            "    def __init__(self):",
            "        super().__init__()",
            *map(fold, makes),
            "",
            fold(f"    def forward(self, {', '.join(names[tensor] for tensor in graph.inputs)}):"),
            *map(fold, lines),
            fold(f"        return {results if model._single_output else f'[{results}]'}"),
        ])  # fmt: skip


def tidy(module: str) -> str:
    """`nn.Name(...)` without the arguments that are torch's defaults, and with 3 for (3, 3)."""
    made = ast.parse(module, mode="eval").body
    if not isinstance(made, ast.Call) or not isinstance(made.func, ast.Attribute):
        return module
    defaults = inspect.signature(getattr(nn, made.func.attr)).parameters
    given = {word.arg or "": _one(ast.literal_eval(word.value)) for word in made.keywords}
    options = [f"{key}={literal(value)}" for key, value in given.items() if defaults[key].default != value]
    arguments = [literal(_one(ast.literal_eval(argument))) for argument in made.args]
    return call(f"nn.{made.func.attr}", [*arguments, *options])


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value


def _call(
    form: str,
    outputs: list[SymbolicTensor],
    inputs: list[SymbolicTensor],
    names: Mapping[SymbolicTensor, str],
) -> str:
    given = [names[tensor] for tensor in flatten(inputs)]
    said = form.replace("{xs}", ", ".join(given)).replace("{x}", given[0])
    return f"{', '.join(names[tensor] for tensor in outputs)} = {said}"
