"""Races whose truth is known: real trainings, judged as a race judges them.

In each race 20 members a seed share data, batches and hyperparameters; only their first weights differ, and where a
member stands says nothing. So no setting is better. Then one is made better: the race's own detectable difference is
added to its scores.
"""

import numpy as np
import torch
from answer import answer, parser
from numpy.typing import NDArray

from axb.data import load
from axb.data.batches import Batches
from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.races.population import Population
from axb.races.statistics import judge
from axb.races.tallies import Tallies

SETTINGS, SEEDS, EPOCHS = 20, 5, 5


def scores(seed: int, data: object) -> NDArray[np.float64]:
    """The held-out accuracy of 20 members with first weights of their own, `(20,)`."""
    jobs = [
        Job("mlp:hidden=16", "digits", EPOCHS, seed=seed * SETTINGS + member) for member in range(SETTINGS)
    ]
    members = [prepare(job, data) for job in jobs]  # type: ignore[arg-type]
    together, first = Population([member.model for member in members]), members[0]
    batches = Batches(*_tensors(first.train), batch_size=32, shuffle=True, seed=seed)
    together.template.train()
    for epoch in range(EPOCHS):
        for batch in batches.epoch(epoch):
            together.step(batch)
    together.template.eval()
    assert first.held is not None
    tallies = Tallies(first.model.objective)
    with torch.no_grad():
        for batch in Batches(*_tensors(first.held), batch_size=256).epoch():
            together.losses(batch, tallies)
    return np.array([found["accuracy"] for found in tallies.results()])


def _tensors(part: tuple[NDArray[np.float32], NDArray[np.int64]]) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.from_numpy(part[0]), torch.from_numpy(part[1])


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    torch.set_num_threads(1)
    data, races = load("digits"), 2 if told.quick else 100
    silent, found, detectable = 0, 0, []
    for race in range(races):
        first = (told.seed * races + race) * SEEDS
        table = np.stack([scores(first + seed, data) for seed in range(SEEDS)], axis=1)
        standing = judge(table)
        silent += standing.winner is None
        table[race % SETTINGS] += standing.detectable
        found += judge(table).winner == race % SETTINGS
        detectable.append(100 * standing.detectable)
    values = {"races": float(races), "silent": 100 * silent / races, "found": 100 * found / races}
    answer({**values, "detectable": float(np.median(detectable))}, {"detectable": detectable})


if __name__ == "__main__":
    main()
