"""Train the frozen classifier of `axb.insight.measures`, once, and print what its file must be known by.

    python scripts/make_classifier.py FOLDER [--out FILE]

FOLDER holds the four IDX files of Fashion-MNIST. One thread and one seed: the same processor and the same PyTorch write
the same bytes. The recipe was set before the test part was looked at, and the test part chose nothing.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save

from axb import utils
from axb.data.published.idx_sets import find, read
from axb.insight.measures import classifier
from axb.optimizers import SGD
from axb.optimizers.schedules import OneCycle
from axb.runs.files import write_whole
from axb.training.tensors import load_weight_tensors, weight_tensors

SEED, EPOCHS, BATCH, PEAK, WEIGHT_DECAY = 1, 20, 128, 0.1, 0.005


def main() -> None:
    """Learn, round to 16 bits, count what the rounded one gets right, write."""
    parser = argparse.ArgumentParser(description="Train the frozen classifier.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path(classifier.__file__).with_name(classifier.FILE))
    given = parser.parse_args()
    torch.set_num_threads(1)
    x, y, x_test, y_test = read(find(given.folder))
    weights = {name: tensor.half() for name, tensor in learned(x, y).items()}
    rounded = classifier.network()
    load_weight_tensors(rounded, weights, "rounded")
    facts = {"train_accuracy": accuracy(rounded, x, y), "test_accuracy": accuracy(rounded, x_test, y_test)}
    told = {
        "seed": SEED,
        "epochs": EPOCHS,
        "batch_size": BATCH,
        "learning_rate": PEAK,
        "weight_decay": WEIGHT_DECAY,
    }
    content = save(weights, {"facts": json.dumps({**facts, **told})})
    write_whole(given.out, content)
    print(f'{given.out}: {len(content)} bytes, {facts}\nSHA256 = "{hashlib.sha256(content).hexdigest()}"')


def learned(x: np.ndarray, y: np.ndarray) -> dict[str, torch.Tensor]:
    """The weights after all epochs; the rate rises to its peak and falls to 0."""
    utils.set_random_seed(SEED)
    steps = EPOCHS * -(-len(x) // BATCH)
    rate = OneCycle(PEAK, steps, warmup=0.2, start_factor=10, shape="linear")
    model = classifier.network(augment=True)
    optimizer = SGD(rate, momentum=0.9, nesterov=True, weight_decay=WEIGHT_DECAY)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, seed=SEED, verbose=2)
    return weight_tensors(model)


def accuracy(model: classifier.Model, x: np.ndarray, y: np.ndarray) -> float:
    """The share that it gets right."""
    return float((model.predict(x, verbose=0)[1].argmax(1) == y).mean())


if __name__ == "__main__":
    main()
