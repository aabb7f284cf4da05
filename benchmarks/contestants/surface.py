"""Eight optimizers, 300 steps each, over each surface: what happens when a slider of the page moves."""

import statistics
import time

from answer import answer, parser

from axb.labs.surface.options import surface_lab
from axb.labs.surface.paths import walked

SURFACES = ("line", "bowl", "saddle", "trap", "rosenbrock", "beale", "himmelblau", "network")
WALKERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "rmsprop_momentum", "adam", "adamw")


def milliseconds(name: str, times: int) -> float:
    """The median of so many."""
    lab = surface_lab({"on": name, "optimizers": "+".join(WALKERS)})
    rules, took = [lab.rule(walker) for walker in WALKERS], []
    for _ in range(times):
        begin = time.perf_counter()
        walked(lab.surface, lab.start, rules, 300)
        took.append(1000 * (time.perf_counter() - begin))
    return statistics.median(took)


def main() -> None:
    told = parser(__doc__).parse_args()
    each = {name: milliseconds(name, 2 if told.quick else 15) for name in SURFACES}
    answer({"median": statistics.median(each.values()), "slowest": max(each.values())}, each)


if __name__ == "__main__":
    main()
