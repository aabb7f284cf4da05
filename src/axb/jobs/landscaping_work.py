"""The loss around the weights of runs, measured in a process of its own: it takes up to a minute for each.

`python -m axb.jobs.landscaping_work LANGUAGE RUN...` tells as `axb.jobs.telling` says, at last {"figure"}.
"""

import json
import sys
from collections.abc import Sequence

from axb.jobs.telling import Found, Told, answer

PARTS = 1000  # that progress is told in


def command(names: Sequence[str], language: str) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-m", "axb.jobs.landscaping_work", language, *names]


def main(language: str, *names: str) -> None:
    """Measure, and tell."""
    answer(language, lambda told: _found(names, told))


def _found(names: Sequence[str], told: Told) -> Found:
    from axb.jobs.landscaping import surveyed_all
    from axb.views.landscape import landscape

    found = surveyed_all(names, lambda share: told(round(share * PARTS), PARTS))
    return {"figure": json.loads(landscape(found).to_json())}


if __name__ == "__main__":
    main(*sys.argv[1:])
