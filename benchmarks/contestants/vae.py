"""A VAE by its family's own recipe: from images in memory to the trained model, and its bound on the test images."""

import time

import torch
from answer import answer, parser
from fastcnn import dataset

import axb
from axb import zoo
from axb.training import set_random_seed


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--model", default="vae", help="a family with options")
    asked.add_argument("--epochs", type=int, help="instead of the recipe's")
    told = asked.parse_args()
    data = dataset(told)
    begin = time.perf_counter()
    set_random_seed(told.seed)
    name, options = axb.data.parse_spec(told.model)
    family, facts = zoo.find(name), zoo.facts_of(data)
    model, recipe = family.make(facts, options), family.recipe
    epochs = told.epochs or recipe.epochs if not told.quick else 2
    steps = epochs * -(-len(data.x_train) // recipe.batch_size)
    model.compile(recipe.optimizer(facts, steps, None))
    model.fit(data.x_train, batch_size=recipe.batch_size, epochs=epochs, verbose=0, seed=told.seed)
    total = time.perf_counter() - begin
    bound = model.elbo(data.x_test, seed=told.seed)
    values = {"total": total, "epochs": epochs, "parameters": model.count_params(), "latent": model.latent}
    answer({**values, **bound}, {"threads": torch.get_num_threads()})


if __name__ == "__main__":
    main()
