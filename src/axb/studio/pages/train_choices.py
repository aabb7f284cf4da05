"""What can be trained on what, how long that takes, and what a visitor has chosen."""

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from axb.data import parse_spec, published
from axb.jobs.job import Job
from axb.runs import Store
from axb.studio.own import all_own
from axb.studio.pages.train_pictures import examples_of
from axb.words import InputError

PICTURES = (
    "fastcnn", "resnet", "googlenet", "vgg", "alexnet", "lenet5", "cnn", "plain", "mlp", "logistic",
)  # fmt: skip
AUTOENCODERS = "conv_autoencoder", "stacked_autoencoder", "autoencoder"
VAES = "conv_vae", "vae", "vae_gan"
GANS = "dcgan", "gan"
# data -> the families that can learn it, the recommended one first
DATA = {
    "fashion-mini": (*PICTURES, *AUTOENCODERS, *VAES, *GANS),
    "digits": ("mlp", "logistic", "lenet5", "resnet", *AUTOENCODERS, "vae", "gan"),
    **dict.fromkeys(published.ALL, (*PICTURES, *AUTOENCODERS, *VAES, *GANS)),
    "spiral": ("mlp", "logistic", "stacked_autoencoder", "vae", "gan"),
    "moons": ("mlp", "logistic", "stacked_autoencoder", "vae", "gan"),
    "circles": ("mlp", "logistic", "stacked_autoencoder", "vae", "gan"),
    "ring": ("gan", "vae", "stacked_autoencoder", "mlp", "logistic"),
    "xor": ("mlp", "logistic"),
    "line": ("line", "mlp"),
}
# What data of one's own can be learned by, as their kind and their task tell.
OWN = {
    ("images", "unlabelled"): (*VAES, *AUTOENCODERS, *GANS),
    ("images", "regression"): tuple(one for one in DATA["fashion-mini"] if one != "logistic"),
    ("images", "any"): DATA["fashion-mini"],
    ("small", "unlabelled"): ("vae", *AUTOENCODERS, "gan"),
    ("small", "regression"): tuple(one for one in DATA["digits"] if one != "logistic"),
    ("small", "any"): DATA["digits"],
    ("table", "unlabelled"): ("vae", "stacked_autoencoder", "autoencoder", "gan"),
    ("table", "regression"): ("mlp",),
    ("table", "any"): ("mlp", "logistic"),
}
START_SECONDS = 4.0  # until a process has imported PyTorch and loaded its data
# Examples a second on two cores, until this machine has shown what it does.
USUAL_SPEED = {
    "fastcnn": 10_000, "cnn": 3_000, "mlp": 40_000, "logistic": 60_000, "line": 100_000, "lenet5": 8_000,
    "alexnet": 2_000, "vgg": 2_000, "googlenet": 1_500, "plain": 1_500, "resnet": 1_500,
    "conv_autoencoder": 2_500, "stacked_autoencoder": 20_000, "autoencoder": 40_000,
    "conv_vae": 5_000, "vae": 15_000, "vae_gan": 2_500,
    "dcgan": 1_500, "gan": 10_000,
}  # fmt: skip


def available() -> list[str]:
    """The data that this machine has, and what was dropped onto the studio."""
    sets = published.ALL
    here = [name for name in DATA if name not in sets or sets[name].find_folder() is not None]
    return [*here, *all_own()]


def answered() -> list[str]:
    """Those with an answer for each example: what a network of one's own can learn."""
    own = all_own()
    return [name for name in available() if name not in own or own[name].task != "unlabelled"]


def families(data: str) -> tuple[str, ...]:
    """What can learn it, the recommended one first."""
    if data in DATA:
        return DATA[data]
    own = all_own().get(data)
    if own is None:  # deleted meanwhile: to start a training says so
        return OWN["table", "any"]
    return OWN.get((own.kind, own.task)) or OWN[own.kind, "any"]


def networks(data: str) -> list[str]:
    """Those that are one network from an example to its answer: what the board can show."""
    return [family for family in families(data) if family not in (*AUTOENCODERS, *VAES, *GANS)]


def spec_of(data: str) -> str:
    """As `load` takes it."""
    own = None if data in DATA else all_own().get(data)
    return data if own is None else own.spec


def title_of(data: str, say: Callable[..., str]) -> str:
    """What it is called."""
    return say(f"studio_train.data_{data.replace('-', '_')}") if data in DATA else data


@dataclass
class Choice:
    """What a visitor has chosen; None and "" leave it to the network's recipe. `time`: seconds, instead of epochs.

    watch: look into the network while it trains.
    """

    data: str = "fashion-mini"
    model: str = "fastcnn"
    optimizer: str = ""
    hypers: dict[str, float] = field(default_factory=dict)
    epochs: int | None = None
    batch_size: int | None = None
    validation: float = 0.1
    seed: int = 0
    options: dict[str, str] = field(default_factory=dict)
    time: int | None = None
    watch: bool = False

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Self:
        """From an address's words (see `words`). What this page does not offer is left out: anybody can write one."""
        from axb.optimizers import NAMES

        choice = cls()
        if (data := words.get("data", "")) in available():
            choice.choose_data(data)
        model, options = _parsed(words.get("model", ""))
        if model in families(choice.data):
            choice.choose_model(model)
            choice.options = options
        optimizer, hypers = _parsed(words.get("optimizer", ""))
        if optimizer in NAMES:
            choice.optimizer = optimizer
            known = {hyper.name for hyper in NAMES[optimizer].hyperparameters}
            choice.hypers = {name: _number(text) for name, text in hypers.items() if name in known}
        with suppress(ValueError):
            choice.batch_size = max(int(words.get("batch_size", "")), 1)
        if 0 < (rate := _number(words.get("learning_rate", ""))) < math.inf:
            choice.hypers["learning_rate"] = rate
        return choice

    def words(self) -> dict[str, str]:
        """What an address says to have this choice again on another page."""
        job = self.job()
        told = {
            "data": self.data,
            "model": job.model,
            "optimizer": job.optimizer,
            "batch_size": job.batch_size,
        }
        return {name: str(value) for name, value in told.items() if value is not None}

    def title(self, say: Callable[..., str]) -> str:
        """The network and the data, in words, and the optimizer where one is chosen."""
        model, data = say(f"studio_train.model_{self.model}"), title_of(self.data, say)
        return " · ".join([model, data, *([self.optimizer] if self.optimizer else [])])

    def choose_data(self, name: str) -> None:
        """Other data; the network stays if it can learn them."""
        self.data, self.epochs = name, None
        if self.model not in families(name):
            self.choose_model(families(name)[0])

    def choose_model(self, name: str) -> None:
        """Another network, with its own recipe."""
        self.model, self.epochs, self.options = name, None, {}

    def job(self) -> Job:
        """The job that `axb train` would be told."""
        rate = self.hypers.get("learning_rate")
        others = {key: f"{value:g}" for key, value in self.hypers.items() if key != "learning_rate"}
        return Job(
            _spec(self.model, self.options), spec_of(self.data), None if self.time else self.epochs, self.batch_size,
            rate, _spec(self.optimizer, others) or None, self.seed, self.validation, seconds=self.time,
            watch=self.watch,
        )  # fmt: skip

    @property
    def learned_from(self) -> int:
        """How many examples are not held out."""
        return max(round(examples_of(spec_of(self.data)) * (1 - self.validation)), 1)

    def usual_epochs(self) -> int:
        """As many as the network's recipe takes on this data."""
        from axb import zoo

        recipe = zoo.find(self.model).recipe
        return recipe.usual_epochs(
            self.learned_from, min(self.batch_size or recipe.batch_size, self.learned_from)
        )

    def seconds(self) -> float:
        """About how long it takes."""
        if self.time:
            return START_SECONDS + self.time
        epochs = self.epochs or self.usual_epochs()
        return START_SECONDS + epochs * self.learned_from / speed(self.model, spec_of(self.data))


def speed(model: str, data: str) -> float:
    """Examples a second: as the last such run did on this machine, else as is usual."""
    with Store() as store:
        for run in store.runs():
            job = run.config.get("job") or {}
            if (job.get("model"), job.get("data")) == (model, data) and (totals := run.json("totals")):
                return max(float(totals["examples"] / totals["seconds"]), 1.0)
    return USUAL_SPEED[model]


def _parsed(spec: str) -> tuple[str, dict[str, str]]:
    """A name and its options; nothing where that is not what it says."""
    try:
        return parse_spec(spec)
    except InputError:
        return "", {}


def _number(text: str) -> float:
    """NaN where it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _spec(name: str, options: dict[str, str]) -> str:
    listed = ",".join(f"{key}={value}" for key, value in options.items())
    return f"{name}:{listed}" if listed else name
