"""A run's samples measured in a process of its own: it takes a minute or two.

`python -m axb.jobs.evaluating_work LANGUAGE RUN` tells as `axb.jobs.telling` says, at last {"measured"}.
"""

import sys

from axb.jobs.telling import Found, Told, answer

PARTS = 100  # that progress is told in


def command(name: str, language: str) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-m", "axb.jobs.evaluating_work", language, name]


def main(language: str, name: str) -> None:
    """Measure, keep it in the run, and tell."""
    answer(language, lambda told: _measured(name, told))


def _measured(name: str, told: Told) -> Found:
    from axb.jobs.evaluating import evaluate

    found = evaluate(name, told=lambda share: told(round(share * PARTS), PARTS))
    return {"measured": found["step"]}


if __name__ == "__main__":
    main(*sys.argv[1:])
