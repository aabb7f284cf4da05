"""The board as a model, as JSON, as source, as a file to train."""

import hashlib
from pathlib import Path

import torch

from axb.graph import InputLayer, Style, to_code, to_json
from axb.graph.sizes import one_budget
from axb.labs.board.document import Document
from axb.labs.board.probe import MOST_WEIGHTS
from axb.labs.board.survey import survey
from axb.registry import rebuild
from axb.runs.home import home
from axb.training import Sequential
from axb.words import InputError

NAME = "board"


def model_of(document: Document) -> Sequential:
    """The model, with new weights. Raises InputError where a block is in trouble."""
    if survey(document).stops:
        raise InputError("labs_board.in_trouble")
    begin = document.begin
    with torch.random.fork_rng(devices=[]), one_budget(MOST_WEIGHTS):
        parts = [rebuild(block.form()) for block in document.blocks]
        return Sequential([InputLayer(begin.shape, begin.dtype), *parts], name=NAME)


def json_of(document: Document) -> str:
    """The model's JSON, as `axb.graph.from_json` and `axb train` take it."""
    return to_json(model_of(document), indent=2)


def code_of(document: Document, style: Style) -> str:
    """Source in one of the three styles, without what fills in weights: there are none yet."""
    whole = to_code(model_of(document), style).replace(", load_weights(model, path) fills it", "")
    return whole.partition("\n\n\ndef load_weights")[0].rstrip() + "\n"


def save(document: Document) -> Path:
    """The model's JSON in a file of its own under axb's home, named after what is in it."""
    text = json_of(document)
    folder = home() / "models"
    folder.mkdir(exist_ok=True)
    path = folder / f"{NAME}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    path.write_text(text, "utf-8")
    return path
