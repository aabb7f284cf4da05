"""A small generative model: it stands for any `Latent` with a prior, told classes or not."""

from typing import Any

import torch
import torch.nn.functional as F

from axb import layers as L
from axb import zoo
from axb.data import Dataset
from axb.training import Latent, Model
from axb.training.task import Task


class Forger(Latent):
    """A generator that moves each code to the example of its batch that is nearest to what it makes."""

    task: Task = "generate"

    def __init__(self, generator: Model, **options: Any) -> None:
        given = [L.Input(one.shape[1:]) for one in generator.inputs]
        super().__init__(
            given if len(given) > 1 else given[0], generator(given if len(given) > 1 else given[0]), **options
        )
        self.generator = generator

    @property
    def decoder(self) -> Model:
        return self.generator

    def players(self) -> Any:
        return {"generator": [self.generator]}

    def turns(self, step: int) -> Any:
        return [("generator", self.near)]

    def near(self, batch: Any) -> Any:
        codes = torch.randn(len(batch), self.latent)
        told = [F.one_hot(batch.y, self.classes).float()] if self.classes else []
        made, x = self.generator([codes, *told] if told else codes).flatten(1), batch.x.flatten(1).float()
        return (torch.cdist(x, made).min(1).values.mean() + torch.cdist(made, x).min(1).values.mean()) / 255


def build_model(data: Dataset, conditional: bool = False) -> Forger:
    """For the data at hand."""
    facts = zoo.facts_of(data)
    codes = L.Input((3,))
    told = [L.Input((data.classes or 0,))] if conditional else []
    x = L.Dense(32, activation="relu")(L.Concatenate()([codes, *told]) if told else codes)
    shape, end = facts.input_shape, "sigmoid" if facts.is_picture else None
    size = 1
    for one in shape:
        size *= one
    made = facts.restore(L.Reshape(shape)(L.Dense(size, activation=end)(x)))
    return Forger(Model([codes, *told] if told else codes, made, name="generator"))


def told_classes(data: Dataset) -> Forger:
    """The same, told the class."""
    return build_model(data, True)
