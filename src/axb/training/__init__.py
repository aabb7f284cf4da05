"""compile, fit, evaluate, predict: where a graph learns."""

from axb.training.callbacks import History
from axb.training.loop import StopTraining, Trainer
from axb.training.model import Model, Sequential
from axb.training.player import Player, Turn
from axb.training.saving import load_model
from axb.training.seeds import set_random_seed
from axb.training.task import Head, head, head_for

__all__ = [
    "Head", "History", "Model", "Player", "Sequential", "StopTraining", "Trainer", "Turn", "head",
    "head_for", "load_model", "set_random_seed",
]  # fmt: skip
