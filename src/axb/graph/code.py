"""A model as source code that rebuilds it, and its weights as that source takes them in."""

from collections.abc import Iterator
from typing import Any, Literal

from torch import Tensor

from axb.graph.layer import Layer
from axb.graph.naming import unique
from axb.graph.network import Network
from axb.words import InputError

Style = Literal["axb", "keras", "torch"]
STYLES = ("axb", "keras", "torch")


def to_code(model: Network, style: Style = "axb") -> str:
    """Source with functions `build_model()`, which returns the same model with new weights, and
    `load_weights(model, path)`, which fills in a safetensors file of `export_weights(model, style)`.

    "axb" and "keras" need only their import lines changed to become one another. "torch" is a plain
    `nn.Module` on `(N, H, W, C)` arrays and needs nothing of axb. Raises InputError for parts that the style
    has no words for.
    """
    _check(model, style)
    if style == "torch":
        from axb.graph.torch_code import torch_code

        return torch_code(model)
    from axb.graph.keras_code import KerasWriter

    return KerasWriter(style).write(model)


def export_weights(model: Network, style: Style = "axb") -> dict[str, Tensor]:
    """The weights as the source in that style takes them in.

    "torch": the `state_dict` of its module. "keras" and "axb": "part/0", "part/1", ... in the order of each
    part's `get_weights()`, the name of an inner model before its parts: "encoder/dense/0".
    """
    _check(model, style)
    if style == "torch":
        from axb.graph.torch_code import torch_state_dict

        return torch_state_dict(model)
    return dict(_numbered(model, ""))


def _check(model: Network, style: Any) -> None:
    if style not in STYLES:
        raise InputError("registry.unknown_choice", what="style", known=", ".join(STYLES), got=style)
    if model.graph is None:
        raise InputError("graph.no_graph", part=model.label)
    check_sharing(model)


def _numbered(model: Network, prefix: str) -> Iterator[tuple[str, Tensor]]:
    for name, part in written_parts(model).items():
        if isinstance(part, Network):
            yield from _numbered(part, f"{prefix}{name}/")
        else:
            for number, weight in enumerate(part.weights):
                yield f"{prefix}{name}/{number}", weight.detach().clone().contiguous()


def written_parts(model: Network) -> dict[str, Layer]:
    """The parts by the names that generated code gives them: those in this model, without slashes."""
    graph = model.graph
    parts: dict[str, Layer] = {}
    for name, part in graph.parts.items() if graph else ():
        parts[unique(name.replace("/", "_"), parts)] = part
    return parts


def check_sharing(model: Network) -> None:
    """Refuse a part with weights that stands both in a model and in one inside: code cannot say that."""
    seen: dict[int, Network] = {}
    pending = [model]
    visited: set[int] = set()
    while pending:
        here = pending.pop()
        if id(here) in visited:
            continue
        visited.add(id(here))
        for part in written_parts(here).values():
            if isinstance(part, Network):
                pending.append(part)
            owner = seen.setdefault(id(part), here)
            if owner is not here and part.weights:
                raise InputError("graph.shared_across", part=part.label, one=owner.label, other=here.label)
