"""Until a person can begin: from `axb studio` to a usable first page; a run of 100,000 recorded steps opened."""

import time

import numpy as np
from answer import answer, parser
from browsing import go, home, page, studio

from axb.runs import Store

STEPS, EPOCH, CHUNK = 100_000, 1_000, 100
READING = 5.0  # seconds that a person looks at the first page


def record_long_run(name: str) -> None:
    """As `fit` writes it down: loss and rate of each step in a chunk every half second, means after each epoch."""
    draw = np.random.default_rng(0)
    with Store() as store:
        run = store.create(name, config={}, graph=None, data_hash="", seed=0)
        run.start()
        for step in range(1, STEPS + 1):
            value = float(np.exp(-step / 30_000) + 0.1 * draw.random())
            run.log(step, {"loss": value, "learning_rate": 0.001})
            if step % EPOCH == 0:
                means = {"loss": value, "accuracy": 1 - value / 2}
                run.log(
                    step,
                    {f"epoch/{part}{name}": mean for part in ("", "val_") for name, mean in means.items()},
                )
            if step % CHUNK == 0:
                run.flush()
        run.finish("finished")


def main() -> None:
    parser(__doc__).parse_args()
    with home(), page() as one:
        record_long_run("long")
        port = 0
        for _ in range(2):  # the first is the day before: the browser keeps the scripts
            begin = time.perf_counter()
            with studio(port) as url:
                port = int(url.rsplit(":", 1)[1])
                go(one, url, ".axb-door")
                one.wait_for_function("window.did_handshake")
                usable = time.perf_counter() - begin
                time.sleep(READING)
                go(one, f"{url}/runs", "h1")
                curve = go(one, f"{url}/run/long", ".js-plotly-plot .trace")
    answer({"usable": usable, "curve": curve})


if __name__ == "__main__":
    main()
