"""A model as plain PyTorch: one class a model, one line a call, arrays `(N, H, W, C)` throughout."""

import inspect
from typing import Any

from torch import Tensor

from axb.graph.layer import Layer
from axb.graph.network import Network
from axb.graph.plan import node_index
from axb.graph.symbolic import SymbolicTensor, flatten


def torch_code(model: Network) -> str:
    """Source: a class for the model and each model inside, the functions they need, and `build_model()`."""
    classes: dict[int, tuple[str, str]] = {}
    helpers: dict[str, str] = {}
    top = _write_class(model, classes, helpers)
    head = "import torch\nimport torch.nn.functional as F\nfrom torch import Tensor, nn\n"
    blocks = [*helpers.values(), *(source for _, source in classes.values())]
    return "\n\n".join([head, *blocks, f"def build_model():\n    return {top}()\n"])


def torch_state_dict(model: Network) -> dict[str, Tensor]:
    """The model's weights under the names, and in the layouts, that `to_code(style="torch")` has."""
    state: dict[str, Tensor] = {}
    for name, part in _attributes(model).items():
        inner = torch_state_dict(part) if isinstance(part, Network) else part.torch_weights()
        state.update({f"{name}.{key}": value.detach().clone().contiguous() for key, value in inner.items()})
    return state


def _attributes(model: Network) -> dict[str, Layer]:
    names = {id(part): name for name, part in model.named_parts.items()}
    graph = model.graph
    parts = dict.fromkeys(node.layer for node in graph.nodes) if graph else {}
    return {_identifier(names[id(part)]): part for part in parts}


def _write_class(model: Network, classes: dict[int, tuple[str, str]], helpers: dict[str, str]) -> str:
    if id(model) in classes:
        return classes[id(model)][0]
    name = "".join(word.capitalize() for word in _identifier(model.name).split("_")) or "Net"
    taken = {known for known, _ in classes.values()}
    name = name if name not in taken else f"{name}{len(taken)}"
    makes: list[str] = []
    forms: dict[Layer, str] = {}
    for attribute, part in _attributes(model).items():
        if isinstance(part, Network):
            makes.append(f"        self.{attribute} = {_write_class(part, classes, helpers)}()")
            forms[part] = f"self.{attribute}({{xs}})"
            continue
        form = part.torch_form()
        for helper in form.helpers:
            helpers.setdefault(helper.__name__, inspect.getsource(helper))
        if form.module:
            makes.append(f"        self.{attribute} = {form.module}")
        forms[part] = form.expression.replace("{m}", f"self.{attribute}")
    classes[id(model)] = (name, _class_source(name, model, makes, forms))
    return name


def _class_source(name: str, model: Network, makes: list[str], forms: dict[Layer, str]) -> str:
    graph = model.graph
    assert graph is not None
    index = node_index(graph.nodes)
    names: dict[SymbolicTensor, str] = {t: f"input_{i}" for i, t in enumerate(graph.inputs)}
    lines: list[str] = []
    for node in graph.nodes:
        for tensor in node.outputs:
            names.setdefault(tensor, f"x{index[node]}" + ("" if node.single else f"_{tensor.index}"))
        given = [names[t] for t in flatten(node.inputs)]
        said = forms[node.layer].replace("{xs}", ", ".join(given)).replace("{x}", given[0])
        lines.append(f"        {', '.join(names[t] for t in node.outputs)} = {said}")
    results = ", ".join(names[t] for t in graph.outputs)
    returned = results if model._single_output else f"[{results}]"
    arguments = ", ".join(names[t] for t in graph.inputs)
    first = [f"        {names[t]} = {names[t]}.float()" for t in graph.inputs if t.dtype == "float32"]
    return "\n".join([
        f"class {name}(nn.Module):",
        "    def __init__(self):",
        "        super().__init__()",
        *makes,
        "",
        f"    def forward(self, {arguments}):",
        *first,
        *lines,
        f"        return {returned}",
        "",
    ])  # fmt: skip


def _identifier(name: Any) -> str:
    word = "".join(c if c.isalnum() else "_" for c in str(name))
    return word if word[:1].isalpha() else f"part_{word}"
