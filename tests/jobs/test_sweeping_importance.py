"""Which hyperparameter decides: found where it was planted, and where it is known."""

from dataclasses import replace

import numpy as np
import pytest

from axb.jobs.sweeping.importance import importance
from axb.jobs.sweeping.plan import plan
from axb.races.domains import Choices, log
from jobs.sweeps import JOB, searched

VARY = {"dummy": log(1e-4, 1), "learning_rate": log(1e-4, 1), "hidden": Choices((4, 16))}
PLANNED = plan(JOB, {"hidden": [4, 16]}, "random", "none", 0)


@pytest.mark.parametrize("metric", ["val_accuracy", "val_loss"])
def test_it_finds_what_was_planted(metric):
    random = np.random.default_rng(0)
    tried = []
    for _ in range(80):
        rates = 10 ** random.uniform(-4, 0, 2)
        setting = {"dummy": rates[0], "learning_rate": rates[1], "hidden": int(random.choice([4, 16]))}
        badness = abs(np.log10(rates[1]) + 2) + 0.05 * random.normal()
        tried.append((setting, -badness if metric == "val_accuracy" else badness))
    planned = replace(PLANNED, vary=VARY, metric=metric)
    shares = importance(planned, tried)
    assert next(iter(shares)) == "learning_rate"
    assert shares["learning_rate"] > 0.8
    assert sum(shares.values()) == pytest.approx(1)
    worst = sorted(tried, key=lambda one: one[1], reverse=metric == "val_loss")[0]
    diverged = [(setting, float("nan") if setting is worst[0] else score) for setting, score in tried]
    assert importance(planned, diverged) == shares, "what is no number is worst, as it was"


def test_it_finds_what_decides_a_training():
    """The rate does; what the second moments forget (beta_2) hardly matters in so few steps."""
    vary = {"beta_2": [0.99, 0.999], "learning_rate": log(1e-5, 0.1)}
    found = searched("s", 40, vary=vary)
    assert next(iter(found.importance)) == "learning_rate"
    assert found.importance["learning_rate"] > 0.7


def test_it_says_nothing_where_there_is_nothing_to_say():
    few = [({"hidden": 4}, 0.5), ({"hidden": 16}, 0.7)]
    assert importance(PLANNED, few * 4) == {}
    assert importance(PLANNED, [({"hidden": one}, 0.5) for one in (4, 16)] * 10) == {}
    assert set(importance(PLANNED, few * 5)) == {"hidden"}
