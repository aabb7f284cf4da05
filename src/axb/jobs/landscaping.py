"""The loss around the weights of a trained run."""

from collections.abc import Callable, Sequence

import numpy as np

from axb.insight.landscape import SIZE, SPAN, Landscape, landscape, landscape_in
from axb.jobs.job import job_of
from axb.jobs.preparing import prepare
from axb.jobs.trained import latest_of, refuse_diverged, weights_of
from axb.runs import Store
from axb.training.tensors import load_weight_tensors
from axb.views.landscape import MOST
from axb.words import InputError

EXAMPLES = 256  # of those that it learned from
Told = Callable[[float], object]  # hears the share that is done


def surveyed(
    name: str, size: int = SIZE, span: float = SPAN, seed: int = 0,
    told: Told = lambda share: None,
) -> Landscape:  # fmt: skip
    """See `insight.landscape`: around the last checkpoint, on 256 (drawn by `seed`) of the examples learned from.

    It is kept in the run, and measured once. Raises InputError where a script trained the run, it has no checkpoint, or
    its weights have diverged.
    """
    with Store() as store:
        run = store.open(name)
        latest = latest_of(run)  # a training that goes on makes others meanwhile
        known = landscape_in(run, latest.step)
        if known is not None and (len(known.steps), known.span, known.seed) == (size, span, seed):
            return known
        weights = weights_of(run, latest)  # at once: a training that goes on deletes older checkpoints
        ready = prepare(job_of(run.config, run.name))
        load_weight_tensors(ready.model, *weights)
        refuse_diverged(ready.model, run.name)
        x, y = ready.train
        some = np.random.default_rng(seed).permutation(len(x))[:EXAMPLES]
        found = landscape(ready.model, x[some], y[some], size=size, span=span, seed=seed, told=told)
        found.record(run, latest.step)
    return found


def surveyed_all(names: Sequence[str], told: Told = lambda share: None) -> dict[str, Landscape]:
    """Of several runs, each once, by name. Raises InputError for none or more than three, before any is measured."""
    with Store() as store:
        runs = list(dict.fromkeys(store.open(name).name for name in names))
    if not 0 < len(runs) <= MOST:
        raise InputError("landscape.how_many", most=MOST, got=len(runs))

    def one(number: int) -> Landscape:
        return surveyed(runs[number], told=lambda share: told((number + share) / len(runs)))

    return {name: one(number) for number, name in enumerate(runs)}
