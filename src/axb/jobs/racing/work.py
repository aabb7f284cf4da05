"""A process that trains members one after another, each alone: python -m axb.jobs.racing.work LANGUAGE

A line of JSON comes in for each member (job, run, note), and a line goes out when it has ended.
"""

import json
import sys

import torch

from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.jobs.running import carry_out
from axb.words import InputError, set_language


def main(language: str) -> None:
    """Until nothing more comes in."""
    set_language(language)
    torch.set_num_threads(1)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            ready = prepare(Job(**asked["job"]))
            done = carry_out(ready, asked["run"], verbose=0, test=False, more=asked["note"])
            _tell({"status": done.status})
        except InputError as error:
            _tell({"error": str(error)})
        except KeyboardInterrupt:
            return


def _tell(what: dict[str, str]) -> None:
    print("\n" + json.dumps(what), flush=True)  # on a line of its own, whatever else was printed


if __name__ == "__main__":
    main(sys.argv[1])
