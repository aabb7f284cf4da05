"""A learning rate looked for in a process of its own: torch's random numbers and threads belong to a process.

`python -m axb.jobs.rates_work LANGUAGE JOB`, the job as JSON, prints JSON, a line each: {"done", "of"} as it goes on,
at last {"rate", "verdict", "figure"} or {"error"}.
"""

import json
import sys
import time
from dataclasses import asdict

from axb.jobs.job import Job
from axb.words import InputError, set_language

TELL_EVERY = 0.2  # seconds


def command(job: Job, language: str) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-m", "axb.jobs.rates_work", language, json.dumps(asdict(job))]


def main(language: str, job: str) -> None:
    """Look, and tell."""
    set_language(language)
    try:
        _tell(_found(Job(**json.loads(job))))
    except InputError as error:
        _tell({"error": str(error)})


def _found(job: Job) -> dict[str, object]:
    from axb.jobs.rates import find_rate
    from axb.views.rate_finder import rate_figure

    next_time = 0.0

    def told(done: int, of: int) -> None:
        nonlocal next_time
        if time.monotonic() >= next_time:
            next_time = time.monotonic() + TELL_EVERY
            _tell({"done": done, "of": of})

    finding = find_rate(job, told=told)
    figure = json.loads(rate_figure(finding).to_json())
    return {"rate": finding.rate, "verdict": finding.verdict, "figure": figure}


def _tell(what: dict[str, object]) -> None:
    print(json.dumps(what, allow_nan=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
