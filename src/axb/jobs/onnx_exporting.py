"""A run's model, or a part of it, as an ONNX file that says what goes in and what comes out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from axb.data import Dataset
from axb.jobs.predicting import Predictor
from axb.training import Latent, Model
from axb.training.onnx_file import CHECKED, Exported, check_installed, write_onnx
from axb.words import InputError, say, speaking

PARTS = ("model", "encoder", "decoder")
LISTED = 8  # columns or classes in a sentence


@dataclass(frozen=True)
class Place:
    """What an input or an output is called in the file, and the key of what it is."""

    name: str
    key: str


@dataclass(frozen=True, eq=False)
class Left:
    """What left. part: "model", "encoder", "decoder" or "generator"; means: a sentence on each input and output by
    its name, in the language of now; of_test: whether test examples were compared, else codes."""

    exported: Exported
    part: str
    means: dict[str, str]
    of_test: bool


def export_onnx(name: str, path: Path, part: str | None = None) -> Left:
    """Write the run's trained model to `path`, once ONNX Runtime has answered to examples of the test part as it does.

    part: of a model with codes "model", "encoder" or "decoder"; None: its decoder where codes can be drawn, else the
    whole. The file carries run, data, classes, columns, and a sentence on each input and output.
    Raises InputError as `Predictor` and `write_onnx` do, and where there is no such part.
    """
    check_installed()
    if part is not None and part not in PARTS:
        raise InputError("registry.unknown_choice", what="--part", known=", ".join(PARTS), got=part)
    asked = Predictor(name)
    chosen, model = _part(asked, part)
    goes_in, comes_out = _goes_in(asked, chosen), _comes_out(asked, chosen, model)
    names = [one.name for one in goes_in], [one.name for one in comes_out]
    with speaking("en"):
        metadata = _metadata(asked, chosen, _means(asked.data, [*goes_in, *comes_out]))
    exported = write_onnx(model, path, _examples(asked, chosen), names=names, metadata=metadata)
    means = _means(asked.data, [*goes_in, *comes_out])
    makes = chosen == "decoder"
    return Left(exported, "generator" if makes and not _encoder(asked) else chosen, means, not makes)


def _encoder(asked: Predictor) -> Model | None:
    return asked.model.encoder if isinstance(asked.model, Latent) else None


def _part(asked: Predictor, wanted: str | None) -> tuple[str, Model]:
    """Which part it is, and the part."""
    whole = asked.model
    if not isinstance(whole, Latent):
        if wanted not in (None, "model"):
            raise InputError("export.no_codes", name=asked.name)
        return "model", whole
    chosen = wanted or ("decoder" if whole.has_prior else "model")
    if chosen == "encoder":
        if whole.encoder is None:
            raise InputError("training.no_encoder", model=whole.name)
        return chosen, whole.encoder
    if chosen == "decoder" or whole.encoder is None:  # without an encoder, the decoder is all that answers
        return "decoder", whole.decoder
    return chosen, whole


def _goes_in(asked: Predictor, part: str) -> list[Place]:
    told = isinstance(asked.model, Latent) and asked.model.classes
    kind = {"images": "pictures", "points": "numbers"}.get(asked.data.kind, "columns")
    first = Place("codes", "codes") if part == "decoder" else Place("x", kind)
    return [first, *([Place("class", "class")] if told else [])]


def _comes_out(asked: Predictor, part: str, model: Model) -> list[Place]:
    if part == "encoder":
        named = ("mean", "log_variance") if len(model.outputs) > 1 else ("codes",)
        return [Place(one, one) for one in named]
    if part == "decoder" or asked.restores or isinstance(model, Latent):
        return [Place("made" if part == "decoder" else "restored", "examples")]
    if len(model.outputs) > 1:  # a person's own
        return [Place(one, "output_of") for one in model.output_names]
    if asked.data.classes is None:
        return [Place("y", "number")]
    if asked.gives_raw_numbers:
        return [Place("logits", "raw")]
    one = model.outputs[0].shape[-1] == 1
    return [Place("probability", "probability") if one else Place("probabilities", "probabilities")]


def _means(data: Dataset, places: Sequence[Place]) -> dict[str, str]:
    """A sentence on each, in the current language."""
    said = {
        "columns": _listed(data.feature_names), "classes": _listed(data.labels()), "target": data.target_name or "y",
    }  # fmt: skip
    return {one.name: say(f"export.means_{one.key}", **said) for one in places}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:LISTED]) + (", ..." if len(names) > LISTED else "")


def _metadata(asked: Predictor, part: str, means: dict[str, str]) -> dict[str, str]:
    """What the file carries: texts, lists as JSON."""
    from axb import __version__

    data = asked.data
    lists = {
        "classes": data.labels("en") if data.classes is not None else (), "columns": data.feature_names,
    }  # fmt: skip
    return {
        "made_with": f"axb {__version__}", "run": asked.name, "data": data.name, "part": part,
        **{key: json.dumps(list(names), ensure_ascii=False) for key, names in lists.items() if names},
        **({"target": data.target_name} if data.target_name else {}),
        **{f"means_{name}": text for name, text in means.items()},
    }  # fmt: skip


def _examples(asked: Predictor, part: str) -> Any:
    """Of the test part, their codes, or codes that were drawn; with their classes where these are told."""
    model, data = asked.model, asked.data
    x, labels = data.x_test[:CHECKED], data.y_test[:CHECKED]
    if not isinstance(model, Latent):
        return x
    told = labels if model.classes else None
    if part == "decoder":
        x = model.draw(len(x)) if model.encoder is None else model.encode(x, told)
    return [x, np.eye(model.classes, dtype=np.float32)[labels]] if model.classes else x
