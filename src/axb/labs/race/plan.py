"""What a small race trains: checked, and as the plan that any race follows."""

from collections.abc import Mapping, Sequence

from axb import optimizers as rules
from axb.data.ranges import one_of, real, whole
from axb.jobs.job import Job
from axb.jobs.racing.plan import Plan
from axb.races.domains import Choices, Domain

DATA = ("digits", "spiral", "moons", "circles", "xor")  # small, and of classes
OPTIMIZERS, RATES, SEEDS = ("sgd", "momentum", "rmsprop", "adam"), (0.01, 0.1, 1.0), 5
HIDDEN, EPOCHS, BATCH, HELD = (32,), 12, 64, 0.3
MOST_RATES, MOST_SEEDS, MOST_EPOCHS, MOST_UNITS = 6, 20, 200, 64


def planned(
    data: str, names: Sequence[str], rates: Sequence[float], seeds: int, epochs: int, hidden: Sequence[int]
) -> Plan:
    """Every optimizer at every rate. Raises InputError for what is unknown or out of range."""
    one_of("data", data, DATA)
    units = ",".join(str(whole("hidden", one, 1, MOST_UNITS)) for one in hidden)
    epochs = whole("epochs", epochs, 1, MOST_EPOCHS)
    job = Job(f"mlp:hidden={units}", data, epochs, BATCH, validation=HELD)
    return Plan("race", job, varied(names, rates), counted(seeds))


def counted(seeds: int) -> int:
    """At most so many. Raises InputError for others."""
    return whole("seeds", seeds, 1, MOST_SEEDS)


def varied(names: Sequence[str], rates: Sequence[float]) -> Mapping[str, Domain]:
    """What varies. Raises InputError for an unknown optimizer, or rates that are none, or too many."""
    for name in names or [""]:
        one_of("optimizers", name, rules.NAMES)
    whole("rates", len(rates), 1, MOST_RATES)
    checked = [real("rate", rate, 1e-9, 1e9) for rate in rates]
    return {
        "optimizer": Choices(tuple(dict.fromkeys(names))),
        "learning_rate": Choices(tuple(dict.fromkeys(checked))),
    }


def job_of(plan: Plan) -> Job:
    """What each of its members trains, without what varies."""
    assert isinstance(plan.job, Job)  # `planned` makes no other
    return plan.job
