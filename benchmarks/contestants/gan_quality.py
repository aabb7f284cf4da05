"""axb's own dcgan on Fashion-MNIST for some minutes, then 10,000 samples in the frozen features."""

import time
from typing import Any

import fashion
import numpy as np
from answer import answer, parser

SAMPLES = 10_000


def scores(samples: Any, x_test: Any) -> dict[str, float]:
    """Fréchet distance of pictures of 0..255 to the test images, and the share of the rarest class among them."""
    from axb.insight.measures.features import look
    from axb.insight.measures.frechet import frechet_distance

    made, real = look(samples), look(x_test[..., None])
    shares = np.bincount(made.probabilities.argmax(1), minlength=10) / len(samples)
    distance = frechet_distance(made.features, real.features)
    return {"fid": distance, "rarest": 100 * float(shares.min())}


def main() -> None:
    from axb import zoo
    from axb.data import Dataset
    from axb.training import set_random_seed

    asked = parser(__doc__)
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    x, y, x_test, y_test = fashion.read(told.data, told.quick)
    names = tuple(map(str, range(10)))
    parts = x[..., None], y.astype(np.int64), x_test[..., None], y_test.astype(np.int64)
    clothes = Dataset("fashion-mnist", "images", *parts, names)
    facts, family = zoo.facts_of(clothes), zoo.find("dcgan")
    set_random_seed(told.seed)
    model = family.make(facts, {})
    model.compile(family.recipe.optimizer(facts, 1, None))
    begin = time.perf_counter()
    size = family.recipe.batch_size
    model.fit(
        x[..., None], batch_size=size, seconds=5 if told.quick else told.seconds, seed=told.seed, verbose=0
    )
    seconds, steps = time.perf_counter() - begin, model.optimizers["discriminator"].iterations
    found = scores(model.sample(1000 if told.quick else SAMPLES, seed=told.seed), x_test)
    answer({**found, "seconds": seconds, "steps": steps})


if __name__ == "__main__":
    main()
