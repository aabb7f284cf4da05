"""What each stabiliser of a GAN is worth: `dcgan` as it comes, and with one thing changed.

    python scripts/measure_stabilisers.py FOLDER [--steps 1000] [--seeds 1] [--only NAME ...]

FOLDER holds the four IDX files of Fashion-MNIST. Every variant takes as many steps of the family's batch size from the
same seeds, on one thread; 2,000 samples are then measured against the test images in the frozen features: the Fréchet
distance and the share of the rarest class, of the average and of the generator itself. Prints a table. What the product
does not have (spectral normalisation, smoothing) is here as small as it can be.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm

from axb import zoo
from axb.data import Dataset
from axb.data.batches import Batch
from axb.data.published.idx_sets import find, read
from axb.insight.measures.features import Looked, look
from axb.insight.measures.frechet import frechet_distance
from axb.optimizers import Adam
from axb.training import GAN, set_random_seed

SAMPLES = 2000


class Smoothed(GAN):
    """Real examples are to be told with a chance of 0.9 only (Salimans et al. 2016, section 3.4)."""

    def tell_apart(self, batch: Batch) -> Any:
        """0.1 of the loss that a forgery would cost in place of a real one."""
        loss, right = super().tell_apart(batch)
        real = self.judge(batch.x, batch.y)
        return loss + 0.1 * (F.softplus(real) - F.softplus(-real)).mean(), right


def normalized(model: GAN) -> GAN:
    """Every kernel of the discriminator over its largest singular value (Miyato et al. 2018)."""
    for part in model.discriminator.layers:
        if "kernel" in dict(part.named_parameters(recurse=False)):
            spectral_norm(part, "kernel", dim=part.kernel.ndim - 1)  # type: ignore[arg-type]
    return model


def smoothed(model: GAN) -> GAN:
    """The same players."""
    config = {name: getattr(model, name) for name in ("critic_turns", "penalty", "average", "unit")}
    return Smoothed(model.generator, model.discriminator, **config)


@dataclass(frozen=True)
class Variant:
    """One thing changed: options of the family, of its optimizers (a player's rate times `faster`), or the model."""

    options: Mapping[str, str] = field(default_factory=dict)
    optimizer: Mapping[str, float] = field(default_factory=dict)
    faster: float = 1.0
    change: Callable[[GAN], GAN] | None = None


VARIANTS = {
    "as it comes": Variant(),
    "penalty=0": Variant({"penalty": "0"}),
    "penalty ten times as heavy": Variant({"penalty": "0.1"}),
    "spectral normalisation, penalty=0": Variant({"penalty": "0"}, change=normalized),
    "one-sided smoothing": Variant(change=smoothed),
    "augment=shift": Variant({"augment": "shift"}),
    "critic_turns=2": Variant({"critic_turns": "2"}),
    "discriminator's rate doubled": Variant(faster=2.0),
    "discriminator's rate halved": Variant(faster=0.5),
    "Adam beta_1 0.5, beta_2 0.999": Variant(optimizer={"beta_1": 0.5, "beta_2": 0.999}),
    "the paper's Adam: 0.0002, 0.5, 0.999": Variant(
        optimizer={"learning_rate": 0.0002, "beta_1": 0.5, "beta_2": 0.999}
    ),
}


def main() -> None:
    """One variant after another, one line each."""
    parser = argparse.ArgumentParser(description="Measure what each stabiliser is worth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    given = parser.parse_args()
    torch.set_num_threads(1)
    x, y, x_test, y_test = read(find(given.folder))
    clothes = Dataset("fashion-mnist", "images", x, y, x_test, y_test, tuple(map(str, range(10))))
    real = look(x_test)
    print("| variant | seed | distance | rarest class | generator itself | rarest | ms of CPU a step |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for name in given.only:
        for seed in range(given.seeds):
            model, took = trained(VARIANTS[name], clothes, given.steps, seed)
            found = " | ".join(scored(one, model, real) for one in (model.decoder, model.generator))
            print(f"| {name} | {seed} | {found} | {1000 * took / given.steps:.1f} |", flush=True)


def trained(variant: Variant, data: Dataset, steps: int, seed: int) -> tuple[GAN, float]:
    """The model, and the processor's seconds."""
    family, facts = zoo.find("dcgan"), zoo.facts_of(data)
    set_random_seed(seed)
    model: Any = family.make(facts, variant.options)
    model = variant.change(model) if variant.change else model
    usual = family.recipe.optimizer(facts, steps, None)
    assert not isinstance(usual, Adam)
    chosen = {
        name: Adam.from_config({**one.get_config(), **variant.optimizer}) for name, one in usual.items()
    }
    chosen["discriminator"].learning_rate *= variant.faster
    model.compile(chosen)
    size, begin = family.recipe.batch_size, time.process_time()
    epochs, rest = divmod(steps, -(-len(data.x_train) // size))
    if epochs:
        model.fit(data.x_train, data.y_train, batch_size=size, epochs=epochs, verbose=0, seed=seed)
    if rest:
        model.fit(
            data.x_train, data.y_train, batch_size=size, steps_per_epoch=rest, verbose=0, seed=seed + 1000
        )
    return model, time.process_time() - begin


def scored(maker: Any, model: GAN, real: Looked) -> str:
    """Distance and rarest class of what it makes."""
    made = look(maker.predict(model.draw(SAMPLES, seed=1), verbose=0))
    shares = np.bincount(made.probabilities.argmax(1), minlength=10) / SAMPLES
    return f"{frechet_distance(made.features, real.features):.3f} | {shares.min():.1%}"


if __name__ == "__main__":
    main()
