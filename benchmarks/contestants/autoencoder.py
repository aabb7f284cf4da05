"""An autoencoder by its family's fixed recipe within so many seconds: its squared error a pixel on the test images."""

import time

import numpy as np
import torch
from answer import answer, parser
from fastcnn import dataset

import axb
from axb import zoo
from axb.insight import pca_error
from axb.training import set_random_seed


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--model", default="stacked_autoencoder", help="a family with options")
    asked.add_argument("--seconds", type=float, default=120)
    told = asked.parse_args()
    data, seconds = dataset(told), 2.0 if told.quick else told.seconds
    begin = time.perf_counter()
    set_random_seed(told.seed)
    name, options = axb.data.parse_spec(told.model)
    family, facts = zoo.find(name), zoo.facts_of(data)
    model, recipe = family.make(facts, options), family.recipe
    per_epoch = -(-len(data.x_train) // recipe.batch_size)
    # a time budget walks the schedule from its beginning to its end, whatever number of steps it was made for
    model.compile(recipe.optimizer(facts, recipe.epochs * per_epoch, None), "mean_squared_error")
    history = model.fit(
        data.x_train, batch_size=recipe.batch_size, seconds=seconds, verbose=0, seed=told.seed
    )
    total = time.perf_counter() - begin
    restored = model.predict(data.x_test, verbose=0)
    error = np.square((data.x_test - restored) / np.float32(255)).mean(dtype=np.float64)
    pca = pca_error(data.x_train, data.x_test, model.latent, 255.0)
    values = {
        "error": float(error), "pca": pca, "total": total, "latent": model.latent,
        "epochs": len(history.history["loss"]), "learned": history.history["loss"][-1],
        "parameters": model.count_params(),
    }  # fmt: skip
    answer(values, {"threads": torch.get_num_threads()})


if __name__ == "__main__":
    main()
