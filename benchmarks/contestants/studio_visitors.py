"""Thirty visitors look at one live run: how long each page stood still at most, and usually."""

import statistics
import sys
import time
from pathlib import Path

from answer import answer, parser
from browsing import home, studio

from axb.jobs import Job, queue
from axb.runs import Store

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "studio"))
from visitors import all_watch  # the visitors that the tests have

VISITORS, SECONDS, SETTLE = 30, 25.0, 8.0
JOB = Job("mlp", "fashion-mini", epochs=100_000)


def main() -> None:
    parser(__doc__).parse_args()
    with home(), studio() as url:
        name = queue.ask(JOB)
        with Store() as store:
            while store.open(name).last("loss") is None:
                time.sleep(0.2)
            begin = time.monotonic()
            watchers = all_watch(url, [f"/run/{name}"] * VISITORS, SECONDS)
            store.open(name).send("stop")
    first, last = begin + SETTLE, begin + SECONDS - 2
    silences = [one.longest_silence(first, last) for one in watchers]
    answer({"longest": max(silences), "usual": statistics.median(silences)}, {"silences": silences})


if __name__ == "__main__":
    main()
