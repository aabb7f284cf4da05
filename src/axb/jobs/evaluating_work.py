"""A run's samples measured in a process of its own: it takes a minute or two.

`python -m axb.jobs.evaluating_work LANGUAGE RUN` tells {"measured"} at last, or as `axb.jobs.telling` says {"error"}.
"""

import sys

from axb.jobs.telling import Found, answer


def command(name: str, language: str) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-m", "axb.jobs.evaluating_work", language, name]


def main(language: str, name: str) -> None:
    """Measure, keep it in the run, and tell."""
    answer(language, lambda told: _measured(name))


def _measured(name: str) -> Found:
    from axb.jobs.evaluating import evaluate

    return {"measured": evaluate(name)["step"]}


if __name__ == "__main__":
    main(*sys.argv[1:])
