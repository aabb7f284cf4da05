"""Write docs/keras.md and docs/keras.ja.md: what of Keras's names axb has, what differs, what is absent.

python scripts/make_keras_guide.py        # looks at the Keras that is installed
"""

import importlib
import inspect
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import torch

import axb
from axb.registry import arguments_of

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
ENDINGS = {"en": "", "ja": ".ja"}
ROOMS = (
    "layers", "losses", "metrics", "optimizers", "optimizers.schedules", "initializers", "regularizers", "callbacks",
    "models", "datasets", "utils",
)  # fmt: skip
OUTSIDE = re.compile(
    r"3D|RNN|LSTM|GRU|Attention|Embedding|Text|Lookup|Spectrogram|Bidirectional|TimeDistributed|Masking|Wrapper$|Hash|JaxLayer"
    r"|FlaxLayer|TFSM|InputSpec|BoundingBox|^CTC|^ctc|STFT|stft|audio|timeseries|pad_sequences|imdb|reuters|serialize|legacy"
    r"|Orbax|interactive_logging|custom_obj|CustomObject|registered|registerable|standardize_dtype|is_keras_tensor|OptimizerMap"
    r"|LossScale|get_source_inputs|clear_session|RemoteMonitor|FeatureSpace|^Config$|bounding_boxes|ReversibleEmbedding|^Circle$|^circle$"
)
NOT_A_NAME = {"legacy", "schedules"}
MACHINERY = re.compile(
    r"stateless|symbolic|quanti|_config$|make_|state_tree|own_variables|compute_output|compute_mask|remat|get_metrics"
)
COMMON = (
    "data_format",
    "dtype",
    "..._constraint",
    "autocast",
    "loss_scale_factor",
    "gradient_accumulation_steps",
)
PLAIN = re.compile(
    r"^(data_format|dtype|.*_constraint|autocast|kwargs|args|loss_scale_factor|gradient_accumulation_steps)$"
)


def names(room: Any) -> Iterator[str]:
    """The classes and functions of one of Keras's rooms, and in `datasets` its modules."""
    for name in dir(room):
        thing = getattr(room, name)
        data = inspect.ismodule(thing) and hasattr(thing, "load_data")
        if not name.startswith("_") and name not in NOT_A_NAME and (data or callable(thing)):
            yield name


def not_taken(theirs: Any, ours: Any) -> list[str]:
    """Arguments of Keras's that axb's does not take, but for those that are nowhere taken."""
    try:
        wanted = [name for name in inspect.signature(theirs).parameters if not PLAIN.match(name)]
        taken = arguments_of(ours) if callable(ours) else []
    except (TypeError, ValueError):
        return []
    free = any((one.kind is one.VAR_KEYWORD and one.annotation is inspect.Parameter.empty) or one.name == "functions"
               for one in inspect.signature(ours).parameters.values())  # fmt: skip
    return [] if free else [name for name in wanted if name not in taken and name != "self"]


def told(name: str, missing: list[str]) -> str:
    """`name` and, in brackets, the arguments that are missing."""
    return f"`{name}`" + (f" ({', '.join(missing)})" if missing else "")


def room_of(name: str) -> tuple[list[str], list[str], list[str]]:
    """What is covered (as it is told), what is absent, what is out of scope."""
    theirs = importlib.import_module(f"keras.{name}")
    ours = importlib.import_module(f"axb.{name}")
    covered, absent, outside = [], [], []
    for one in names(theirs):
        if hasattr(ours, one):
            covered.append(told(one, not_taken(getattr(theirs, one), getattr(ours, one))))
        else:
            (outside if OUTSIDE.search(one) else absent).append(f"`{one}`")
    return covered, absent, outside


def methods() -> tuple[list[str], list[str]]:
    """What a model of Keras does that axb's does, and doesn't."""
    known = {*dir(torch.nn.Module)} - {"compile"}
    own = [
        name for name in dir(keras.Model)
        if not name.startswith("_") and name not in known and inspect.isfunction(getattr(keras.Model, name))
        and not MACHINERY.search(name)
    ]  # fmt: skip
    covered = [
        told(name, not_taken(getattr(keras.Model, name), getattr(axb.Model, name)))
        for name in own
        if hasattr(axb.Model, name)
    ]
    return covered, [f"`{name}`" for name in own if not hasattr(axb.Model, name)]


def absent_rooms() -> list[str]:
    """Rooms of Keras that axb has no name for."""
    rooms = [
        name for name in dir(keras) if not name.startswith("_") and inspect.ismodule(getattr(keras, name))
    ]
    return [
        f"`{name}`" for name in rooms if name not in ("src", "legacy", "version") and not hasattr(axb, name)
    ]


def guide(language: str) -> str:
    """The whole page."""
    words = tomllib.loads((HERE / "keras_notes.toml").read_text("utf-8"))
    say = {key: value[language].strip("\n") for key, value in words.items() if key != "notes"}
    rooms = {name: room_of(name) for name in ROOMS}
    has, has_not = methods()
    colon, comma = (": ", ", ") if language == "en" else (": ", "、")
    outside = [one for _, _, some in rooms.values() for one in some]
    lines = [
        say["head"].format(version=keras.__version__), "", f"## {say['differs']}", "",
        *(f"- {note[language]}" for note in words["notes"].values()),
        "", f"## {say['covered']}", "", say["covered_lead"].format(common=comma.join(f"`{one}`" for one in COMMON)), "",
        *(f"- **`keras.{name}`**{colon}{comma.join(covered)}" for name, (covered, _, _) in rooms.items()),
        f"- **{say['methods']}**{colon}{comma.join(has)}",
        "", f"## {say['absent']}", "",
        *(f"- **`keras.{name}`**{colon}{comma.join(absent)}" for name, (_, absent, _) in rooms.items() if absent),
        f"- **{say['methods']}**{colon}{comma.join(has_not)}",
        "", say["rooms_absent"].format(rooms=comma.join(absent_rooms())),
        "", say["absent_lead"].format(outside=comma.join(outside)), "",
    ]  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    for language, ending in ENDINGS.items():
        (DOCS / f"keras{ending}.md").write_text(guide(language), "utf-8")
        print(f"docs/keras{ending}.md")
