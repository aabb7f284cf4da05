"""A sweep's results as the figures take them."""

from axb.jobs.sweeping.results import Results
from axb.races.domains import Choices, Domain
from axb.views.swept import Dimension, Swept, Tried


def picture(found: Results) -> Swept:
    """What `axb.views.sweep` draws: finished and pruned trials, each group from best to worst."""
    numbers = {one.run: number for number, one in enumerate(found.trials, 1)}
    tried = [
        Tried(one.run, one.setting, one.score, one.state == "finished", numbers[one.run])
        for one in found.ranked
        if one.score is not None
    ]
    dimensions = [
        _dimension(name, one, found.plan.sampler == "grid") for name, one in found.plan.vary.items()
    ]
    job, accuracy = found.plan.job, found.plan.more_is_better
    return Swept(found.name, job.model, job.data, dimensions, tried, accuracy, found.importance)


def _dimension(name: str, one: Domain, every: bool) -> Dimension:
    if isinstance(one, Choices) or every:
        return Dimension(name, choices=one.values)
    return Dimension(name, low=one.low, high=one.high, log=one.log)
