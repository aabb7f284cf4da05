"""What it costs a training that somebody looks at it: its steps a second, looked at and not, in turns."""

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from answer import answer, parser
from browsing import go, home, page, studio

from axb.jobs import Job, queue
from axb.runs import Store

SECONDS, SETTLE, TURNS = 20.0, 3.0, 4
JOB = Job("cnn", "fashion-mini", epochs=100_000)


def steps_a_second(name: str) -> float:
    """How fast the run goes at the moment."""
    with Store() as store:
        run = store.open(name)
        found = run.last("loss")
        begin, first = time.perf_counter(), found[0] if found else 0
        time.sleep(SECONDS)
        found = run.last("loss")
        return ((found[0] if found else 0) - first) / (time.perf_counter() - begin)


def with_and_without(name: str, looking: Callable[[], AbstractContextManager[object]]) -> list[float]:
    """Per cent of the speed that looking costs, once a turn: not, looked at, looked at, not."""
    costs = []
    for _ in range(TURNS // 2):
        speeds = []
        for looked in (False, True, True, False):
            with looking() if looked else nullcontext():
                time.sleep(SETTLE)
                speeds.append(steps_a_second(name))
        costs.append(100 * (1 - (speeds[1] + speeds[2]) / (speeds[0] + speeds[3])))
    return costs


def main() -> None:
    parser(__doc__).parse_args()
    with home(), studio() as url, page() as one:
        name = queue.ask(JOB)

        class Looking(AbstractContextManager[object]):
            """Chromium on this very machine shows the run's page."""

            def __enter__(self) -> None:
                go(one, f"{url}/run/{name}", ".js-plotly-plot .trace")

            def __exit__(self, *_: object) -> None:
                one.goto("about:blank")

        with Store() as store:
            while store.open(name).last("loss") is None:
                time.sleep(0.2)
            time.sleep(5)
            costs = with_and_without(name, Looking)
            store.open(name).send("stop")
    answer({"cost": statistics.median(costs)}, {"costs": costs})


if __name__ == "__main__":
    main()
