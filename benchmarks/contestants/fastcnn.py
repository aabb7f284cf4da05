"""A family of axb's by its own recipe: from images in memory to the trained network, and how good it is."""

import math
import statistics
import time
from typing import Any

import fashion
import numpy as np
from answer import answer, parser

import axb
from axb import zoo
from axb.training import set_random_seed


def dataset(told: Any) -> axb.data.Dataset:
    """The arrays under names that the family asks for."""
    x_train, y_train, x_test, y_test = fashion.read(told.data, told.quick)
    train, test = (x_train[..., None], y_train.astype("int64")), (x_test[..., None], y_test.astype("int64"))
    return axb.data.Dataset("fashion-mnist", "images", *train, *test, class_names=tuple("0123456789"))


def trained(
    data: axb.data.Dataset, seed: int, callbacks: Any = (), spec: str = "fastcnn", epochs: int | None = None
) -> axb.Model:
    """The family's model, trained by its recipe, for so many epochs or for as many as that says."""
    set_random_seed(seed)
    name, options = axb.data.parse_spec(spec)
    family, facts = zoo.find(name), zoo.facts_of(data)
    model, recipe = family.make(facts, options), family.recipe
    epochs = epochs or recipe.epochs
    steps = epochs * math.ceil(len(data.x_train) / recipe.batch_size)
    model.compile(recipe.optimizer(facts, steps, None), facts.head.loss, metrics=list(facts.head.metrics))
    model.fit(
        data.x_train, data.y_train, batch_size=recipe.batch_size, epochs=epochs, verbose=0, seed=seed,
        callbacks=callbacks,
    )  # fmt: skip
    return model


def both_ways(model: axb.Model, x: Any, y: Any) -> float:
    """The share that is right, in percent, where the answers to a picture and to its mirror image are averaged."""
    answers = model.predict(x) + model.predict(np.ascontiguousarray(x[:, :, ::-1]))
    return 100 * float((answers.argmax(1) == y).mean())


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--trainings", type=int, default=1, help="with seeds of their own")
    asked.add_argument("--model", default="fastcnn", help="a family with options")
    asked.add_argument("--epochs", type=int, help="instead of the recipe's")
    told = asked.parse_args()
    data, seconds, accuracies, mirrored = dataset(told), [], [], []
    for number in range(told.trainings):
        begin = time.perf_counter()
        model = trained(data, told.seed * told.trainings + number, spec=told.model, epochs=told.epochs)
        seconds.append(time.perf_counter() - begin)
        results = model.evaluate(data.x_test, data.y_test, verbose=0, return_dict=True)
        accuracies.append(100 * results["accuracy"])
        mirrored.append(both_ways(model, data.x_test, data.y_test))
    values = {
        "total": statistics.median(seconds), "accuracy": statistics.fmean(accuracies),
        "mirrored": statistics.fmean(mirrored), "parameters": model.count_params(),
    }  # fmt: skip
    answer(values, {"seconds": seconds, "accuracies": accuracies})


if __name__ == "__main__":
    main()
