"""A learning rate looked for in a process of its own: torch's random numbers and threads belong to a process.

`python -m axb.jobs.rates_work LANGUAGE JOB`, the job as JSON, tells as `axb.jobs.telling` says, at last {"rate",
"verdict", "figure"}.
"""

import json
import sys
from dataclasses import asdict

from axb.jobs.job import Job
from axb.jobs.telling import Found, Told, answer


def command(job: Job, language: str) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-m", "axb.jobs.rates_work", language, json.dumps(asdict(job))]


def main(language: str, job: str) -> None:
    """Look, and tell."""
    answer(language, lambda told: _found(Job(**json.loads(job)), told))


def _found(job: Job, told: Told) -> Found:
    from axb.jobs.rates import find_rate
    from axb.views.rate_finder import rate_figure

    finding = find_rate(job, told=told)
    figure = json.loads(rate_figure(finding).to_json())
    return {"rate": finding.rate, "verdict": finding.verdict, "figure": figure}


if __name__ == "__main__":
    main(*sys.argv[1:])
