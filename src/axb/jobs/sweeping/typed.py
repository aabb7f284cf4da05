"""A search as a person types it: the `axb sweep` line that does the same."""

from collections.abc import Mapping

from axb.jobs.job import Job
from axb.jobs.sweeping.plan import Plan
from axb.races.domains import USUAL_COUNT, Choices, Domain, Range, read_value, read_vary
from axb.words import InputError

SAFE = frozenset("-_.,:=+/")  # beside letters and digits: what no shell takes for something else


def typed(
    job: Job, vary: Mapping[str, Domain], sampler: str = "tpe", pruner: str = "median", *,
    minutes: float | None = None, trials: int | None = None,
) -> str:  # fmt: skip
    """The line for a search of `job`; "" where no line says it: a setting that the command has no option for.

    The others are as `sweep` takes them; what is usual is left out.
    """
    told = [vary_text(name, domain) for name, domain in vary.items()]
    if not all(told) or not _can_be_typed(job):
        return ""
    words = ["axb", "sweep", job.model, job.data]
    for text in told:
        words += ["--vary", text]
    how = {
        "--sampler": None if sampler == "tpe" else sampler,
        "--pruner": None if pruner == "median" else pruner,
        "--minutes": None if minutes is None else _short(minutes),
        "--trials": trials,
    }
    for option, value in {**_of_job(job), **how}.items():
        if value is not None:
            words += [option, str(value)]
    return " ".join(map(_quoted, words))


def typed_again(known: Plan) -> str:
    """The line for a search like one that there is; "" where no line says it."""
    if known.seed != known.job.seed:
        return ""
    return typed(known.job, known.vary, known.sampler, known.pruner)


def vary_text(name: str, domain: Domain) -> str:
    """What is typed after --vary; "" where nothing that is typed means this domain."""
    text = _values(domain) if isinstance(domain, Choices) else _range(domain)
    try:
        meant = read_vary(f"{name}={text}")
    except InputError:
        return ""
    return f"{name}={text}" if meant == (name, domain) else ""


def _values(domain: Choices) -> str:
    told = [_number(one) if isinstance(one, float) else str(one) for one in domain.values]
    return "|".join(told) if any("," in one for one in told) else ",".join(told)


def _range(domain: Range) -> str:
    low, high = (_short(end) for end in (domain.low, domain.high))
    if not domain.whole and isinstance(read_value(low), int) and isinstance(read_value(high), int):
        high = repr(float(domain.high))  # two whole ends would mean whole numbers
    count = "" if domain.count == USUAL_COUNT else f":{domain.count}"
    return f"{low}..{high}{count}"


def _number(value: float) -> str:
    """So that it is read as no whole number."""
    return repr(value) if isinstance(read_value(_short(value)), int) else _short(value)


def _short(value: float) -> str:
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _can_be_typed(job: Job) -> bool:
    plain = Job(job.model, job.data)
    rest = ("precision", "schedule", "hyperparameters", "seconds")
    return all(getattr(job, field) == getattr(plain, field) for field in rest)


def _of_job(job: Job) -> Mapping[str, object]:
    return {
        "--epochs": job.epochs, "--batch-size": job.batch_size, "--learning-rate": job.learning_rate,
        "--optimizer": job.optimizer, "--validation": None if job.validation == 0.1 else job.validation,
        "--seed": job.seed or None,
    }  # fmt: skip


def _quoted(word: str) -> str:
    """In quotes, as every system's shell takes them, where a shell would read something else."""
    plain = word and all(letter.isalnum() or letter in SAFE for letter in word)
    return word if plain else f'"{word}"'
