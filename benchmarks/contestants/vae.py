"""A VAE for so many seconds: from images in memory to the trained model, and its bound on the test images."""

import time

from answer import answer, parser
from fastcnn import dataset

import axb
from axb import zoo
from axb.training import set_random_seed
from axb.training.runtime import fast_at_bfloat16


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--model", default="vae", help="a family with options")
    asked.add_argument("--rate", type=float, help="the first learning rate, instead of the recipe's")
    asked.add_argument("--batch", type=int, default=128)
    asked.add_argument("--seconds", type=float, default=300.0)
    told = asked.parse_args()
    data = dataset(told)
    begin = time.perf_counter()
    set_random_seed(told.seed)
    name, options = axb.data.parse_spec(told.model)
    family, facts = zoo.find(name), zoo.facts_of(data)
    model = family.make(facts, options)
    precision = "bfloat16" if fast_at_bfloat16("cpu") else "float32"
    model.compile(family.recipe.optimizer(facts, 1000, told.rate), precision=precision)
    seconds = min(told.seconds, 5.0) if told.quick else told.seconds
    history = model.fit(data.x_train, batch_size=told.batch, seconds=seconds, verbose=0, seed=told.seed)
    total = time.perf_counter() - begin
    values = {"total": total, "parameters": model.count_params(), "latent": model.latent}
    answer({**values, **model.elbo(data.x_test, seed=told.seed)}, {"losses": history.history["loss"]})


if __name__ == "__main__":
    main()
