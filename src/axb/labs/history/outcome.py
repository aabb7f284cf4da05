"""What became of one network from one seed, and of all its seeds together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from axb.labs.history.networks import NETWORKS, Network


@dataclass(frozen=True)
class Outcome:
    """parameters: learned numbers. multiply_adds: of one picture. seconds: of learning. train_errors, test_errors: the
    share of wrong answers after each epoch, 0..1."""

    network: str
    seed: int
    parameters: int
    multiply_adds: int
    seconds: float
    train_errors: list[float]
    test_errors: list[float]


@dataclass(frozen=True)
class Standing:
    """One network: seconds and accuracy are medians of its seeds, accuracies those of all, the least first."""

    network: Network
    parameters: int
    multiply_adds: int
    seconds: float
    accuracies: list[float]

    @property
    def accuracy(self) -> float:
        """The seeds' median, 0..1."""
        return float(np.median(self.accuracies))


def standings(outcomes: Sequence[Outcome]) -> list[Standing]:
    """Every network of which there is an outcome, in the order of their papers."""
    found = []
    for name, network in NETWORKS.items():
        seeds = [one for one in outcomes if one.network == name]
        if seeds:
            seconds = float(np.median([one.seconds for one in seeds]))
            accuracies = sorted(1 - one.test_errors[-1] for one in seeds)
            first = seeds[0]
            found.append(Standing(network, first.parameters, first.multiply_adds, seconds, accuracies))
    return found
