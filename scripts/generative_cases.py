"""Generative trainings to measure the doctor on: healthy ones, and ones with a known illness, drawn by seed.

Dense VAEs and GANs on points and digits, some seconds each. An illness is put in by a setting, and the draw counts only
if the outcome says so, by a measure that no rule reads: held-out examples, the true modes of the points, fresh codes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import torch

from axb import zoo
from axb.data import Dataset, load
from axb.insight.generative_doctor import GenerativeDoctor
from axb.optimizers import Adam
from axb.training import VAE, set_random_seed

Rng = np.random.Generator
STEPS, BATCH = 1500, 64
SPREAD = 0.08  # of a mode, around its place on a ring of radius 2
MADE = 2000  # examples that the outcome is judged by


@dataclass
class Drawn:
    """A training before it begins; `accept` says afterwards whether it is what it was drawn as."""

    rule: str
    data: Dataset
    family: str
    options: dict[str, str]
    optimizer: Callable[[], Any] | None = None
    modes: Any = None  # (m, 2): where the points come from
    accept: Callable[["Ended"], bool] = lambda ended: True
    about: dict[str, Any] = field(default_factory=dict)


@dataclass
class Ended:
    """What became of it. hits: of the last snapshots the share of what was made near each mode; places: the share that
    has each mode for its nearest, however far."""

    drawn: Drawn
    doctor: GenerativeDoctor
    model: Any
    hits: list[Any]
    places: list[Any]
    accuracy: float = 0.0  # so that a report of this room looks like those of others


def train(drawn: Drawn, seed: int) -> Ended:
    """Train it, the doctor beside it."""
    facts, data = zoo.facts_of(drawn.data), drawn.data
    set_random_seed(seed)
    family = zoo.find(drawn.family)
    model = family.make(facts, drawn.options)
    in_an_epoch = -(-len(data.x_train) // BATCH)
    epochs = max(STEPS // in_an_epoch, 1)
    usual = family.recipe.optimizer(facts, epochs * in_an_epoch, None)
    model.compile(drawn.optimizer() if drawn.optimizer else usual, precision="float32", device="cpu")
    doctor = GenerativeDoctor(verbose=0)
    late = Snapshots(drawn)
    model.fit(
        data.x_train,
        data.y_train,
        batch_size=BATCH,
        epochs=epochs,
        verbose=0,
        seed=seed,
        callbacks=[doctor, late],
    )
    return Ended(drawn, doctor, model, late.hits, late.places)


class Snapshots(GenerativeDoctor):
    """Which modes are hit, now and then in the last third."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__(verbose=0)
        self.drawn = drawn
        self.hits: list[Any] = []
        self.places: list[Any] = []

    def on_train_begin(self, logs: Any = None) -> None:
        """Nothing yet."""

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Every 90 steps."""
        trainer = self.trainer
        if (
            trainer
            and self.drawn.modes is not None
            and trainer.step > trainer.total_steps * 0.6
            and trainer.step % 90 == 0
        ):
            self._look(MADE // 4)

    def on_train_end(self, logs: Any = None) -> None:
        """The last one."""
        if self.drawn.modes is not None:
            self._look(MADE)

    def _look(self, count: int) -> None:
        """What is made, seen from the modes: near is what lies within four spreads."""
        modes = self.drawn.modes
        far = np.linalg.norm(self.model.sample(count, seed=991)[:, None] - modes[None], axis=2)
        self.hits.append((far < 4 * SPREAD).mean(0))
        self.places.append(np.bincount(far.argmin(1), minlength=len(modes)) / count)


# Data


def ring(rng: Rng) -> tuple[Dataset, Any]:
    """Points around 4 to 8 places on a ring."""
    many, turn = int(rng.integers(4, 9)), float(rng.uniform(0, 2 * np.pi))
    angles = turn + 2 * np.pi * np.arange(many) / many
    modes = 2 * np.stack([np.cos(angles), np.sin(angles)], 1)
    y = rng.integers(0, many, 700)
    x = (modes[y] + SPREAD * rng.normal(size=(700, 2))).astype(np.float32)
    return Dataset("ring", "points", x[100:], y[100:], x[:100], y[:100]), modes


def points(rng: Rng) -> tuple[Dataset, Any]:
    """A ring, or another of the built-in sets."""
    kind = str(rng.choice(["ring", "ring", "moons:noise=0.1", "circles", "spiral:classes=3"]))
    if kind == "ring":
        return ring(rng)
    return load(f"{kind}{',' if ':' in kind else ':'}n=600,seed={rng.integers(10**6)}"), None


def digits(rng: Rng) -> Dataset:
    """All of them."""
    return load("digits")


@cache
def clothes() -> Dataset:
    """A third of the small set of clothes."""
    data = load("fashion-mini")
    return replace(data, x_train=data.x_train[:3000], y_train=data.y_train[:3000], x_test=data.x_test[:1000],
                   y_test=data.y_test[:1000])  # fmt: skip


def steady(rng: Rng) -> tuple[Callable[[], Any], float]:
    """Adam at a usual rate that stays."""
    rate = float(np.exp(rng.uniform(np.log(1e-3), np.log(2e-3))))
    return lambda: Adam(rate), rate


# Outcomes


def sliced(a: Any, b: Any, seed: int = 0) -> float:
    """Sliced Wasserstein distance of order 1 over 64 directions (Bonneel et al. 2015), in units of b's spread."""
    rng = np.random.default_rng(seed)
    a, b = a.reshape(len(a), -1).astype(np.float64), b.reshape(len(b), -1).astype(np.float64)
    ways = rng.normal(size=(a.shape[1], 64))
    ways /= np.linalg.norm(ways, axis=0)
    grid = np.linspace(0.005, 0.995, 100)
    far = np.abs(np.quantile(a @ ways, grid, axis=0) - np.quantile(b @ ways, grid, axis=0)).mean(0)
    return float((far / (b @ ways).std(0)).mean())


def distance(ended: Ended) -> float:
    """Of fresh examples from all real ones."""
    data = ended.drawn.data
    return sliced(ended.model.sample(MADE, seed=993), np.concatenate([data.x_train, data.x_test]))


def restored(ended: Ended) -> tuple[float, Any]:
    """Of a VAE: error over variance on held-out examples, and the variance of each coordinate's mean over them."""
    model, x = ended.model, ended.drawn.data.x_test
    mean = model.encode(x)
    error = np.square(model.decode(mean).astype(np.float64) - x).mean()
    return float(error / x.astype(np.float64).var(0).mean()), mean.var(0)


def used(ended: Ended) -> float:
    """The share of a VAE's coordinates that are missed: with 0 instead, the prior's mean, the error on held-out
    examples grows by more than a thousandth of their variance."""
    model, x = ended.model, ended.drawn.data.x_test.astype(np.float64)
    codes, grown = model.encode(ended.drawn.data.x_test), []
    whole = np.square(model.decode(codes) - x).mean()
    for place in range(codes.shape[1]):
        without = codes.copy()
        without[:, place] = 0
        grown.append(np.square(model.decode(without) - x).mean() - whole)
    return float((np.array(grown) > 0.001 * x.var(0).mean()).mean())


def is_healthy(ended: Ended) -> bool:
    """A GAN's examples are spread as real ones, all modes among them; a VAE restores held-out ones."""
    if isinstance(ended.model, VAE):
        error, spread = restored(ended)
        return error < 0.5 and bool((spread > 0.01).mean() > 0.3)
    if ended.hits and (ended.hits[-1] < 0.3 / len(ended.hits[-1])).any():
        return False
    return distance(ended) < (0.15 if ended.drawn.data.kind == "points" else 0.25)


# Draws


def draw_healthy(rng: Rng) -> Drawn:
    """What a person who knows the trade would set up."""
    return _healthy_gan(rng) if rng.random() < 0.6 else _healthy_vae(rng)


def _healthy_gan(rng: Rng) -> Drawn:
    data, modes = points(rng) if rng.random() < 0.6 else (digits(rng), None)
    options = {
        "penalty": f"{rng.choice([0.1, 0.3, 1.0])}", "average": f"{rng.choice([0.99, 0.995])}",
        "hidden": str(rng.choice(["64,64", "128,128", "128"])), "critic_turns": str(rng.choice([1, 1, 2])),
    }  # fmt: skip
    rate = float(np.exp(rng.uniform(np.log(8e-4), np.log(3e-3))))
    return Drawn(
        "healthy", data, "gan", options, _two(rate, rate), modes, is_healthy, {**options, "rate": rate}
    )


def _healthy_vae(rng: Rng) -> Drawn:
    options = {"latent": str(rng.choice([2, 4, 8, 16])), "beta": f"{rng.choice([0.5, 1.0, 1.0])}",
               "hidden": str(rng.choice(["128", "256", "256,128"]))}  # fmt: skip
    players, rate = steady(rng)
    return Drawn("healthy", clothes(), "vae", options, players, None, is_healthy, {**options, "rate": rate})


def _two(forger: float, detective: float, beta_1: float = 0.5) -> Callable[[], Any]:
    return lambda: {"generator": Adam(forger, beta_1=beta_1), "discriminator": Adam(detective, beta_1=beta_1)}


def beta_of(rng: Rng, low: float, high: float) -> str:
    """Drawn evenly over its logarithm."""
    return f"{np.exp(rng.uniform(np.log(low), np.log(high))):.3g}"


def draw_posterior_collapse(rng: Rng) -> Drawn:
    """A KL that weighs so much that nothing is worth saying."""
    options = {"latent": str(rng.choice([2, 8, 16, 32])), "beta": beta_of(rng, 300, 2000),
               "hidden": str(rng.choice(["128", "256,128"]))}  # fmt: skip

    def accept(ended: Ended) -> bool:
        error, spread = restored(ended)
        return error > 0.9 and bool((spread < 0.01).all())

    players, rate = steady(rng)
    return Drawn(
        "posterior_collapse", clothes(), "vae", options, players, None, accept, {**options, "rate": rate}
    )


def draw_blur(rng: Rng) -> Drawn:
    """A KL that weighs too much, but not everything."""
    options = {"latent": str(rng.choice([4, 8, 16])), "beta": beta_of(rng, 8, 60),
               "hidden": str(rng.choice(["128", "256"]))}  # fmt: skip

    def accept(ended: Ended) -> bool:
        error, spread = restored(ended)
        return 0.45 < error < 0.9 and bool((spread > 0.05).any())

    players, rate = steady(rng)
    return Drawn("blur", clothes(), "vae", options, players, None, accept, {**options, "rate": rate})


def draw_dead_codes(rng: Rng) -> Drawn:
    """Far more coordinates than the data fill."""
    options = {
        "latent": str(rng.choice([64, 96, 128])),
        "beta": f"{rng.choice([1.0, 1.4, 2.0])}",
        "hidden": "128",
    }

    def accept(ended: Ended) -> bool:
        return restored(ended)[0] < 0.8 and used(ended) < 0.25

    players, rate = steady(rng)
    return Drawn("dead_codes", clothes(), "vae", options, players, None, accept, {**options, "rate": rate})


def judged(ended: Ended) -> tuple[float, float]:
    """The shares that the discriminator judges right, of held-out examples and of fresh forgeries."""
    data, model = ended.drawn.data, ended.model
    made = model.generator.predict(model.draw(MADE, seed=997), verbose=0)
    with torch.no_grad():
        real = model.judge(torch.from_numpy(data.x_test)) > 0
        fake = model.judge(torch.from_numpy(made)) <= 0
    return float(real.float().mean()), float(fake.float().mean())


def draw_detective_wins(rng: Rng) -> Drawn:
    """A discriminator that learns much faster than its forger, and nothing that holds it."""
    slow = float(np.exp(rng.uniform(np.log(3e-5), np.log(2e-4))))
    options = {"penalty": "0", "average": "0", "hidden": "128,128", "critic_turns": str(rng.choice([1, 3]))}
    fast = slow * float(rng.uniform(20, 60))
    data = digits(rng)
    about = {**options, "rates": [slow, fast]}

    def accept(ended: Ended) -> bool:
        return min(judged(ended)) > 0.95

    return Drawn("detective_wins", data, "gan", options, _two(slow, fast), None, accept, about)


def draw_forger_wins(rng: Rng) -> Drawn:
    """A discriminator that hardly learns, against a forger that does."""
    fast = float(np.exp(rng.uniform(np.log(2e-3), np.log(1e-2))))
    slow = fast / float(rng.uniform(100, 1000))
    data, modes = points(rng) if rng.random() < 0.5 else (digits(rng), None)
    options = {"penalty": "0", "average": "0", "hidden": "64,64"}
    about = {**options, "rates": [fast, slow]}

    def accept(ended: Ended) -> bool:
        return judged(ended)[1] < 0.15

    return Drawn("forger_wins", data, "gan", options, _two(fast, slow), modes, accept, about)


def draw_mode_collapse(rng: Rng) -> Drawn:
    """Nothing that holds the discriminator, and a forger that learns fast."""
    data, modes = ring(rng)
    options = {
        "penalty": "0",
        "average": "0",
        "hidden": str(rng.choice(["32", "64", "64,64"])),
        "latent": "2",
    }
    rates = float(rng.uniform(2e-3, 8e-3)), float(rng.uniform(5e-4, 3e-3))
    about = {**options, "rates": rates}

    def accept(ended: Ended) -> bool:
        # nothing is made anywhere near these modes; who hits few of them but sprays all around them has not collapsed
        many = len(ended.places[-1])
        return all((place < 0.1 / many).sum() >= max(2, round(0.3 * many)) for place in ended.places[-3:])

    return Drawn("mode_collapse", data, "gan", options, _two(*rates), modes, accept, about)


def draw_oscillation(rng: Rng) -> Drawn:
    """Two players with much momentum and no penalty run around each other."""
    data, modes = ring(rng)
    options = {"penalty": "0", "average": "0", "hidden": str(rng.choice(["64", "64,64"])), "latent": "2"}
    rate = float(rng.uniform(3e-3, 1e-2))

    def accept(ended: Ended) -> bool:
        moved = [0.5 * np.abs(a - b).sum() for a, b in pairwise(ended.places)]
        return float(np.mean(moved)) > 0.5

    players = _two(rate, rate / 3, 0.9)
    return Drawn("oscillation", data, "gan", options, players, modes, accept, {**options, "rate": rate})


DRAWERS: dict[str, Callable[[Rng], Drawn]] = {
    "posterior_collapse": draw_posterior_collapse, "blur": draw_blur, "dead_codes": draw_dead_codes,
    "detective_wins": draw_detective_wins, "forger_wins": draw_forger_wins, "mode_collapse": draw_mode_collapse,
    "oscillation": draw_oscillation, "healthy": draw_healthy,
}  # fmt: skip


def matches(rule: str, name: str) -> bool:
    """Whether a finding of that name is what the rule's cases should bring."""
    return rule == name


__all__ = ["DRAWERS", "matches", "train"]
