"""What it costs a training that somebody looks at it: its steps a second, looked at and not, in turns."""

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from answer import answer, parser
from browsing import go, home, page, studio

from axb.jobs import Job, queue
from axb.runs import Run, Store

SECONDS, SETTLE, TURNS = 9.0, 5.0, 4
JOB = Job("cnn", "fashion-mini", epochs=100_000)


def next_news(run: Run) -> tuple[float, int]:
    """When the next numbers of the run reach the store, and up to which step."""
    before = found = run.last("loss")
    while found is None or found == before:
        time.sleep(0.005)
        found = run.last("loss")
    return time.perf_counter(), found[0]


def steps_a_second(run: Run) -> float:
    """How fast the run goes at the moment."""
    begin, first = next_news(run)
    time.sleep(SECONDS)
    end, last = next_news(run)
    return (last - first) / (end - begin)


def with_and_without(run: Run, looking: Callable[[], AbstractContextManager[object]]) -> list[float]:
    """Per cent of the speed that looking costs, once a turn: not, looked at, looked at, not."""
    costs = []
    for _ in range(TURNS):
        speeds = []
        for looked in (False, True, True, False):
            with looking() if looked else nullcontext():
                time.sleep(SETTLE)
                speeds.append(steps_a_second(run))
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
            run = store.open(name)
            next_news(run)
            time.sleep(60)  # long enough for a curve to be worth looking at
            costs = with_and_without(run, Looking)
            run.send("stop")
    answer({"cost": statistics.median(costs)}, {"costs": costs})


if __name__ == "__main__":
    main()
