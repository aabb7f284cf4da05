"""The process of a race that was asked for: python -m axb.jobs.racing.process NAME"""

import sys

from axb.jobs.errand_work import Teller, carry_out
from axb.jobs.job import Job
from axb.jobs.racing.asking import RACES, Asked


def _train(teller: Teller[Asked]) -> None:
    from axb.jobs.racing import race

    def tell(_: str, part: float) -> None:
        teller.note(part=max(part, teller.told.part))

    plan = teller.told.plan
    assert isinstance(plan.job, Job)  # what Python has made can't be asked for
    race(plan.job, vary=plan.vary, seeds=plan.seeds, halving=plan.halving, name=plan.name, tell=tell)


if __name__ == "__main__":
    carry_out(RACES, sys.argv[1], _train)
