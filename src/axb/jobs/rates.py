"""A learning rate looked for in words: for MODEL on DATA, as `axb train` would train it."""

from collections.abc import Callable
from dataclasses import replace

from axb.data.batches import Batches
from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.training.rate_finder import HIGH, LOW, SEEDS, STEPS, count, optimizer_name, rates_between, sweep
from axb.training.rate_finding import RateFinding


def find_rate(
    job: Job,
    seeds: int = SEEDS,
    steps: int = STEPS,
    told: Callable[[int, int], object] = lambda done, of: None,
) -> RateFinding:
    """The range test for a job, each seed (from the job's on) with weights, examples held out and order of its own.

    told: hears after each step how many are done, of how many at most. Raises InputError as `prepare` does, and where
    several players learn.
    """
    rates = rates_between(LOW, HIGH, steps)
    of, done, sweeps, name = count("seeds", seeds) * (steps + 1), 0, [], ""

    def stepped() -> None:
        nonlocal done
        done += 1
        told(done, of)

    for number in range(seeds):
        ready = prepare(replace(job, seed=job.seed + number))
        name = optimizer_name(ready.model)
        batches = Batches(*ready.train, batch_size=ready.batch_size, shuffle=True, device=ready.model.device)
        sweeps.append(sweep(ready.model, batches, rates, ready.job.seed, stepped))
        done = (number + 1) * (steps + 1)
    told(of, of)
    return RateFinding(name, tuple(sweeps))
