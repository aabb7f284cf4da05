"""The process of an experiment that was asked for: python -m axb.labs.process NAME"""

import sys

from axb.jobs.errand_work import Teller, carry_out
from axb.labs.asking import ERRANDS, Asked
from axb.labs.catalogue import experiment


def _train(teller: Teller[Asked]) -> None:
    told = teller.told
    one = experiment(told.name)
    one.run(one.plan(told.preset, told.options), lambda part, now: teller.note(part=part, now=now.file))


if __name__ == "__main__":
    carry_out(ERRANDS, sys.argv[1], _train)
