"""A model as an ONNX file, for whoever has neither axb nor PyTorch; what is written has been run and compared first."""

import importlib.util
import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from axb.data.batches import each
from axb.graph.mode import mode
from axb.graph.symbolic import SymbolicTensor, flatten
from axb.words import InputError

if TYPE_CHECKING:
    from axb.training.model import Model

Array = NDArray[Any]
NEEDED = ("onnx", "onnxscript", "onnxruntime")
CHECKED = 32  # examples that both are asked about
TOLERANCE = 1e-3  # of the largest answer: float32 sums in another order differ by far less


@dataclass(frozen=True)
class Place:
    """An input or an output: its name, its type ("uint8"), its shape, the batch first, None."""

    name: str
    dtype: str
    shape: tuple[int | None, ...]


@dataclass(frozen=True)
class Exported:
    """What was written. difference: the largest between what ONNX Runtime and the model answered to `examples`
    examples, in the answers' own unit; largest: the largest answer, without its sign."""

    path: Path
    inputs: tuple[Place, ...]
    outputs: tuple[Place, ...]
    examples: int
    difference: float
    largest: float


def check_installed() -> None:
    """Raises InputError where what writes or runs ONNX is missing."""
    if missing := [name for name in NEEDED if importlib.util.find_spec(name) is None]:
        raise InputError("export.not_installed", missing=", ".join(missing))


def write_onnx(
    model: "Model",
    path: str | os.PathLike[str],
    x: Any = None,
    *,
    names: tuple[Sequence[str], Sequence[str]] | None = None,
    metadata: Mapping[str, str] | None = None,
) -> Exported:
    """Write `model` in inference mode and float32; the batch may have any size.

    x: examples to compare on, an array or one for each input; None: random ones of the input's type (bytes of all
    values, numbers from N(0, 1)). names: of the inputs and of the outputs, else those in the graph. metadata: texts
    that the file carries.
    Raises InputError where the extra is missing, a part has no form in ONNX, the answers differ by more than 0.001
    of the largest one, or the file cannot be written. Then nothing is written.
    """
    from axb.runs.files import write_whole

    check_installed()
    if model.graph is None:
        raise InputError("graph.no_graph", part=model.label)
    inputs, outputs = names or (model.graph.input_names, model.output_names)
    given = _examples(model, x)
    data = _told(model, given, list(inputs), list(outputs), dict(metadata or {}))
    difference, largest = _compared(model, data, given, list(inputs))
    target = Path(path)
    try:
        write_whole(target, data)
    except OSError as error:
        raise InputError("training.cannot_write", path=target, problem=error.strerror or error) from error
    goes_in, comes_out = _places(inputs, model.inputs), _places(outputs, model.outputs)
    return Exported(target.absolute(), goes_in, comes_out, len(given[0]), difference, largest)


def _places(names: Sequence[str], tensors: Sequence[SymbolicTensor]) -> tuple[Place, ...]:
    return tuple(Place(name, one.dtype, one.shape) for name, one in zip(names, tensors, strict=True))


def _examples(model: "Model", x: Any) -> list[Array]:
    """At most 32 for each input, at least 2, since torch takes a size of 1 for a constant."""
    if x is None:
        draw = np.random.default_rng(0)
        shapes = [(CHECKED, *(size or 1 for size in one.shape[1:])) for one in model.inputs]
        return [
            draw.integers(0, 256, shape, np.uint8)
            if one.dtype == "uint8"
            else _normal(draw, shape, one.dtype)
            for one, shape in zip(model.inputs, shapes, strict=True)
        ]
    given = [np.asarray(one)[:CHECKED] for one in model.arrange(x)]
    return [
        np.resize(one, (max(len(one), 2), *one.shape[1:])).astype(place.dtype)
        for one, place in zip(given, model.inputs, strict=True)
    ]


def _normal(draw: np.random.Generator, shape: tuple[int, ...], dtype: str) -> Array:
    return draw.standard_normal(shape, np.float32).astype(dtype)


class _InOrder(nn.Module):
    """A model whose inputs are positions, and whose answers are a tuple."""

    def __init__(self, model: "Model") -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """One input alone, several as a list."""
        return tuple(flatten(self.model(inputs[0] if len(inputs) == 1 else list(inputs))))


def _told(
    model: "Model", given: list[Array], inputs: list[str], outputs: list[str], metadata: dict[str, str]
) -> bytes:
    """The bytes of the file."""
    batch = torch.export.Dim("batch")
    arguments = tuple(torch.from_numpy(one).to(model.where) for one in given)
    with _refused(model), _quiet(), mode(model, False), torch.no_grad():
        program = torch.onnx.export(
            _InOrder(model), arguments, input_names=inputs, output_names=outputs, dynamo=True, verbose=False,
            dynamic_shapes={"inputs": tuple({0: batch} for _ in arguments)},
        )  # fmt: skip
        assert program is not None
        document = program.model_proto
        for key, text in metadata.items():
            document.metadata_props.add(key=key, value=text)
        return bytes(document.SerializeToString())


@contextmanager
def _refused(model: "Model") -> Iterator[None]:
    """torch's exporter and ONNX Runtime tell of what they can't take in many ways."""
    try:
        yield
    except Exception as error:
        problem = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise InputError("export.no_onnx_form", part=model.label, problem=problem) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """What torch's exporter says is for those who write exporters."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "torch.export", "onnxscript", "onnx_ir")]
    before = [one.level for one in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in loggers:
            one.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for one, level in zip(loggers, before, strict=True):
                one.setLevel(level)


def _compared(model: "Model", data: bytes, given: list[Array], inputs: list[str]) -> tuple[float, float]:
    """The largest difference and the largest answer; asked of the whole batch and of one example alone."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors alone
    with _refused(model):
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    differences, answered = list[Any](), list[Any]()
    for count in (len(given[0]), 1):
        some = [one[:count] for one in given]
        with mode(model, False), torch.no_grad():
            tensors = [torch.from_numpy(one).to(model.where) for one in some]
            answers = each(lambda t: t.float().cpu().numpy(), _InOrder(model)(*tensors))
        found = session.run(None, dict(zip(inputs, some, strict=True)))
        for ours, theirs in zip(answers, found, strict=True):
            differences.append(np.abs(ours - theirs).max(initial=0))
            answered.append(np.abs(ours).max(initial=0))
    difference, largest = float(np.max(differences)), float(np.max(answered))  # NaN where one of them is
    if not difference <= TOLERANCE * max(largest, 1.0):
        raise InputError("export.differs", part=model.label, difference=f"{difference:.3g}")
    return difference, largest
