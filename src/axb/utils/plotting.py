"""A model's graph as a picture file, under Keras's name."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from axb.graph import Layer, Network
from axb.graph.boxes import boxes
from axb.graph.symbolic import SymbolicTensor
from axb.runs.files import write_whole
from axb.views.graph_picture import graph_image, graph_svg
from axb.views.graph_shapes import shapes_of
from axb.views.pictures import png
from axb.words import InputError

DIRECTIONS = ("TB", "LR")
FORMATS = (".png", ".svg")
DPI = 96.0  # of a pixel of the SVG


def plot_model(
    model: Network,
    to_file: str | os.PathLike[str] = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
) -> Path:
    """Draw the graph: a box for each call of a part, an arrow from what is read to who reads it. Needs no Graphviz.

    to_file: .png (`dpi` dots an inch, at 96 as large as the SVG) or .svg. show_shapes: what goes in and comes out, the
    batch as None; show_dtype, show_layer_names, show_layer_activations, show_trainable: what they say. rankdir: "TB"
    from the top down, "LR" from left to right. expand_nested: parts that are made of parts are drawn as these, framed.
    Returns where the picture is.
    Raises InputError for another ending, direction or dots below 1, where the model has no graph (it has a `call` of
    its own, or has met no input yet), or the file cannot be written.
    """
    path = Path(to_file)
    if path.suffix.lower() not in FORMATS:
        raise InputError("registry.unknown_choice", what="to_file", known=", ".join(FORMATS), got=path.name)
    if rankdir not in DIRECTIONS:
        raise InputError("registry.unknown_choice", what="rankdir", known=", ".join(DIRECTIONS), got=rankdir)
    if not dpi >= 1:
        raise InputError("registry.out_of_range", what="dpi", rule="≥ 1", got=dpi)
    told = _Told(show_shapes, show_dtype, show_layer_names, show_layer_activations, show_trainable)
    drawn = boxes([model], told.lines, opens=lambda part: expand_nested)
    shapes = shapes_of(drawn, lying=rankdir == "LR")
    svg = path.suffix.lower() == ".svg"
    data = graph_svg(shapes).encode() if svg else png(graph_image(shapes, scale=dpi / DPI))
    try:
        write_whole(path, data)
    except OSError as error:
        raise InputError("training.cannot_write", path=path, problem=error.strerror or error) from error
    return path.absolute()


class _Told:
    """What is written in a box."""

    def __init__(self, shapes: bool, dtype: bool, names: bool, activations: bool, trainable: bool) -> None:
        self.shapes, self.dtype, self.names = shapes, dtype, names
        self.activations, self.trainable = activations, trainable

    def lines(
        self, layer: Layer, inputs: Sequence[SymbolicTensor], outputs: Sequence[SymbolicTensor]
    ) -> list[str]:
        kind = type(layer).__name__
        return [f"{layer.name} ({kind})" if self.names else kind, *self._more(layer, inputs, outputs)]

    def _more(
        self, layer: Layer, inputs: Sequence[SymbolicTensor], outputs: Sequence[SymbolicTensor]
    ) -> Iterator[str]:
        if self.activations and (bend := layer.get_config().get("activation")):
            yield str(
                getattr(bend, "__name__", None) or (bend if isinstance(bend, str) else type(bend).__name__)
            )
        if self.shapes and inputs:
            yield f"{_several(inputs, _shape)} → {_several(outputs, _shape)}"
        elif self.shapes:
            yield _several(outputs, _shape)
        if self.dtype:
            yield _several(outputs, lambda tensor: tensor.dtype)
        if self.trainable and layer.weights:
            yield "trainable" if layer.trainable else "frozen"


def _several(tensors: Sequence[SymbolicTensor], told: Any) -> str:
    return ", ".join(told(one) for one in tensors)


def _shape(tensor: SymbolicTensor) -> str:
    return f"({', '.join(map(str, tensor.shape))})"
