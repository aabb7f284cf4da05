"""Trainings to measure the doctor on: healthy ones, and ones with a known illness, drawn by seed.

Small networks on digits, spirals and fashion-mini, a second or so each. What a training is does not come from the
doctor's own thresholds: an illness is put in by a setting, and where a setting may or may not make ill (rates,
overfitting, dead units) the draw counts only if the outcome says so, by a measure that no rule reads.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import torch

from axb import Sequential, layers, optimizers
from axb.data import load
from axb.insight import Doctor
from axb.jobs import Job, prepare
from axb.training import set_random_seed
from axb.training.divergence import Divergence

Rng = np.random.Generator


@dataclass
class Drawn:
    """A training before it begins. `accept(drawn)` says afterwards whether it is what it was drawn as."""

    rule: str
    data: str
    parts: list[Any]
    optimizer: Any
    batch: int
    epochs: int
    examples: int = 10**9
    loss: Any = "sparse_categorical_crossentropy"
    gain: float = 1.0  # what inputs are multiplied by
    one_hot: bool = False
    accept: Callable[["Ended"], bool] = lambda ended: True
    about: dict[str, Any] = field(default_factory=dict)
    same_first: "Drawn | None" = None  # a healthy twin that `accept` compares with
    job: Job | None = None  # instead of parts, optimizer and so on: a recipe


@dataclass
class Ended:
    """What became of it."""

    drawn: Drawn
    doctor: Doctor
    model: Any
    x: Any
    history: dict[str, list[float]]
    accuracy: float  # on the examples that are held out
    own: float  # on those that were learned from
    twin: "Ended | None" = None


@cache
def arrays(name: str) -> tuple[Any, Any]:
    """x as float32 (pixels 0..1), y: all examples of the training part."""
    data = load("spiral:classes=3" if name == "spiral" else name)
    x = data.x_train.astype(np.float32)
    return (x / 255 if data.kind == "images" else x), data.y_train


def parts_of(drawn: Drawn, seed: int) -> tuple[Any, Any, Any, Any]:
    """Examples to learn from, and held out, shuffled by the seed."""
    x, y = arrays(drawn.data)
    order = np.random.default_rng(seed).permutation(len(x))
    x, y = x[order] * np.float32(drawn.gain), y[order]
    held = min(len(x) // 5, 1000)
    if drawn.one_hot:
        y = np.eye(int(y.max()) + 1, dtype=np.float32)[y]
    kept = min(drawn.examples, len(x) - held)
    return x[held : held + kept], y[held : held + kept], x[:held], y[:held]


def train(drawn: Drawn, seed: int) -> Ended:
    """Train it, the doctor beside it, as `axb train --doctor` does."""
    if drawn.job is not None:
        return train_job(drawn, drawn.job, seed)
    twin = train(drawn.same_first, seed) if drawn.same_first else None
    x, y, held_x, held_y = parts_of(drawn, seed)
    set_random_seed(seed)
    model = Sequential([layers.Input(x.shape[1:]), *(make() for make in drawn.parts)])
    doctor = Doctor(verbose=0)
    model.compile(drawn.optimizer(), drawn.loss, metrics=["accuracy"], precision="float32", device="cpu")
    model.fit(
        x, y, batch_size=drawn.batch, epochs=drawn.epochs, verbose=0, seed=seed,
        validation_data=(held_x, held_y), callbacks=[doctor, Divergence()],
    )  # fmt: skip
    history = dict(model.history.history)
    own, accuracy = (score(model, *part) for part in ((x, y), (held_x, held_y)))
    return Ended(drawn, doctor, model, x, history, accuracy, own, twin)


def train_job(drawn: Drawn, job: Job, seed: int) -> Ended:
    """The same for a recipe."""
    ready = prepare(replace(job, seed=seed))
    doctor = Doctor(verbose=0)
    ready.model.fit(
        *ready.train, batch_size=ready.batch_size, epochs=ready.epochs, verbose=0, seed=seed,
        validation_data=ready.held, callbacks=[doctor, Divergence()],
    )  # fmt: skip
    history = dict(ready.model.history.history)
    last = {name: values[-1] for name, values in history.items()}
    return Ended(drawn, doctor, ready.model, None, history, last["val_accuracy"], last["accuracy"])


def score(model: Any, x: Any, y: Any) -> float:
    """The share that is right; 0 where it gives no numbers."""
    told = np.asarray(model.predict(x, verbose=0))
    if not np.isfinite(told).all():
        return 0.0
    right = y.argmax(1) if y.ndim > 1 else y
    return float((told.argmax(1) == right).mean())


# What all are drawn from


def setting(rng: Rng) -> tuple[str, int, int, bool]:
    """Data, classes, epochs for a few hundred steps, whether it convolves."""
    data = str(rng.choice(["digits", "spiral", "fashion-mini"], p=[0.45, 0.3, 0.25]))
    convolve = data != "spiral" and rng.random() < (0.2 if data == "digits" else 0.4)
    return data, {"digits": 10, "spiral": 3, "fashion-mini": 10}[data], 0, convolve


def initializer(name: str, activation: str) -> str:
    """He's for relu, where that is asked for."""
    return "he_normal" if activation == "relu" and name == "he" else "glorot_uniform"


def dense(units: int, activation: str, **more: Any) -> Callable[[], Any]:
    """A layer to be made."""
    return lambda: layers.Dense(units, activation=activation, **more)


def network(
    rng: Rng,
    classes: int,
    convolve: bool,
    activation: str,
    depth: int,
    norm: bool,
    head: Any = None,
    **more: Any,
) -> list[Any]:
    """Hidden layers of one activation and a softmax."""
    units = int(rng.choice([24, 32, 64, 128]))
    parts: list[Any] = []
    if convolve:
        filters = int(rng.choice([8, 12]))
        parts = [
            lambda: layers.Conv2D(filters, 3, activation=activation, **more),
            lambda: layers.MaxPooling2D(2),
            lambda: layers.Conv2D(2 * filters, 3, padding="same", activation=activation, **more),
        ]
    parts.append(lambda: layers.Flatten())
    for _ in range(depth if not convolve else 1):
        if norm:
            parts += [
                lambda: layers.Dense(units, **more), lambda: layers.BatchNormalization(),
                lambda: layers.Activation(activation),
            ]  # fmt: skip
        else:
            parts.append(dense(units, activation, **more))
    return [*parts, head or dense(classes, "softmax")]


def batch_and_epochs(rng: Rng, data: str, examples: int | None = None) -> tuple[int, int, int]:
    """Batch size, epochs and examples for 200 to 600 steps."""
    batch = int(rng.choice([16, 32, 64]) if data == "spiral" else rng.choice([32, 64, 128]))
    limit = examples or {"digits": 1200, "spiral": 240, "fashion-mini": 4000}[data]
    steps = int(rng.integers(300, 700))
    return batch, max(4, round(steps / -(-limit // batch))), limit


def usual(rng: Rng, activation: str) -> tuple[str, float]:
    """An optimizer and a rate at which it learns well."""
    kind = str(rng.choice(["adam", "adam", "sgd", "rmsprop"]))
    rate = {"adam": (1e-3, 5e-3), "rmsprop": (5e-4, 2e-3), "sgd": (0.03, 0.15)}[kind]
    return kind, float(np.exp(rng.uniform(*np.log(rate))))


def optimizer(kind: str, rate: float) -> Callable[[], Any]:
    """An optimizer to be made."""
    if kind == "sgd":
        return lambda: optimizers.SGD(rate, momentum=0.9)
    return lambda: {"adam": optimizers.Adam, "rmsprop": optimizers.RMSprop}[kind](rate)


RECIPES = {
    "mlp": ("spiral:classes=3", "moons", "circles", "xor", "digits"), "logistic": ("digits",), "cnn": ("fashion-mini",),
    "lenet5": ("fashion-mini",), "resnet:depth=8,width=0.25": ("digits",), "plain:depth=8,width=0.25": ("digits",),
}  # fmt: skip


def draw_recipe(rng: Rng) -> Drawn:
    """What `axb train MODEL DATA` sets up by itself."""
    model = str(rng.choice(list(RECIPES), p=[0.5, 0.1, 0.1, 0.1, 0.1, 0.1]))
    data = str(rng.choice(RECIPES[model]))
    if model == "mlp":
        model += str(rng.choice(["", ":hidden=16", ":activation=tanh", ":batch_norm=true", ":dropout=0.3"]))
    epochs = 1 if data == "fashion-mini" else None if model.startswith(("mlp", "logistic")) else 10
    if data not in ("digits", "fashion-mini"):  # points are drawn anew
        data += f"{',' if ':' in data else ':'}seed={rng.integers(10**6)}"
    about = {"model": model, "data": data, "epochs": epochs}
    job = Job(model, data, epochs=epochs, precision="float32")
    return Drawn("healthy", data.partition(":")[0], [], None, 0, 0, accept=is_healthy, about=about, job=job)


def draw_healthy(rng: Rng) -> Drawn:
    """What a person who knows the trade would set up; every fourth is a recipe of the zoo's."""
    return draw_recipe(rng) if rng.random() < 0.25 else draw_well(rng)


def draw_well(rng: Rng) -> Drawn:
    """Networks of a usual size, with usual first weights, at usual rates."""
    data, classes, _, convolve = setting(rng)
    activation = str(rng.choice(["relu", "relu", "tanh", "elu"]))
    depth, norm = int(rng.integers(1, 4)), bool(rng.random() < 0.25)
    first = initializer(str(rng.choice(["he", "glorot"])), activation)
    parts = network(rng, classes, convolve, activation, depth, norm, kernel_initializer=first)
    kind, rate = usual(rng, activation)
    batch, epochs, examples = batch_and_epochs(rng, data)
    about = {"data": data, "convolve": convolve, "activation": activation, "depth": depth, "norm": norm,
             "optimizer": kind, "rate": rate, "batch": batch, "epochs": epochs}  # fmt: skip
    return Drawn(
        "healthy", data, parts, optimizer(kind, rate), batch, epochs, examples, accept=is_healthy, about=about
    )


ENOUGH = {
    "digits": 0.85,
    "spiral": 0.6,
    "fashion-mini": 0.7,
    "moons": 0.9,
    "circles": 0.85,
    "xor": 0.8,
}  # of held-out examples right


def is_healthy(ended: Ended) -> bool:
    """It learned well, and its held-out loss ended within a tenth (or 0.05) of its best."""
    held = ended.history.get("val_loss", [np.inf])
    kept = held[-1] <= max(1.1 * min(held), min(held) + 0.05)
    return bool(ended.accuracy >= ENOUGH[ended.drawn.data] and kept)


# Illnesses


def draw_vanishing(rng: Rng) -> Drawn:
    """Ten and more layers of sigmoid, or of tanh with small weights."""
    data, classes, _, _ = setting(rng)
    activation = str(rng.choice(["sigmoid", "tanh"]))
    depth = int(rng.integers(8, 15))
    std = None if activation == "sigmoid" else float(rng.uniform(0.2, 0.5))
    units = int(rng.choice([24, 32, 64]))
    first = "glorot_uniform" if std is None else scaled(std / np.sqrt(units))
    parts = [lambda: layers.Flatten()]
    parts += [dense(units, activation, kernel_initializer=first)] * depth + [dense(classes, "softmax")]
    kind, rate = usual(rng, activation)
    batch, epochs, examples = batch_and_epochs(rng, data)
    about = {"activation": activation, "depth": depth, "std": std, "optimizer": kind, "data": data}
    return Drawn("vanishing", data, parts, optimizer(kind, rate), batch, epochs, examples, about=about)


def scaled(std: float) -> Any:
    """First weights of that spread."""
    from axb.initializers import RandomNormal

    return RandomNormal(stddev=std)


def draw_exploding(rng: Rng) -> Drawn:
    """Relu layers whose weights are two to four times too large: each multiplies the gradient by that."""
    data, classes, _, _ = setting(rng)
    depth, units = int(rng.integers(8, 15)), int(rng.choice([24, 32, 64]))
    gain = float(rng.uniform(2.5, 4.5))
    parts = [lambda: layers.Flatten()]
    first = scaled(gain * np.sqrt(2 / units))
    parts += [dense(units, "relu", kernel_initializer=first)] * depth + [dense(classes, "softmax")]
    batch, epochs, examples = batch_and_epochs(rng, data)
    kind = str(rng.choice(["adam", "sgd"]))
    rate = 1e-3 if kind == "adam" else 1e-5
    about = {"depth": depth, "gain": gain, "optimizer": kind, "data": data}
    return Drawn("exploding", data, parts, optimizer(kind, rate), batch, epochs, examples, about=about)


def draw_dead(rng: Rng) -> Drawn:
    """Biases far below 0 at the start, or a rate at which units die; accepted by what all examples do in the end."""
    data, classes, _, convolve = setting(rng)
    kind, rate = usual(rng, "relu")
    if rng.random() < 0.5:
        from axb.initializers import Constant

        more = {"bias_initializer": Constant(-float(rng.uniform(1.5, 6)))}
    else:
        more, rate = {}, rate * float(np.exp(rng.uniform(np.log(10), np.log(60))))
    depth = int(rng.integers(1, 4))
    parts = network(rng, classes, convolve, "relu", depth, False, **more)
    batch, epochs, examples = batch_and_epochs(rng, data)
    about = {"bias": bool(more), "rate": rate, "optimizer": kind, "data": data, "convolve": convolve}
    return Drawn(
        "dead", data, parts, optimizer(kind, rate), batch, epochs, examples, accept=is_dead, about=about
    )


def is_dead(ended: Ended) -> bool:
    """In some layer three quarters of the units are 0 for every one of the training examples."""
    outputs: list[float] = []
    x = torch.as_tensor(ended.x)
    with torch.no_grad():
        for part in ended.model.layers:
            x = part(x)
            name = getattr(getattr(part, "activation", None), "__name__", getattr(part, "activation", None))
            if name == "relu":
                outputs.append(float(1 - (x.reshape(-1, x.shape[-1]) > 0).any(0).float().mean()))
    return max(outputs, default=0.0) >= 0.75


def draw_saturated(rng: Rng) -> Drawn:
    """tanh or sigmoid layers with first weights so large that sums lie at the flat ends."""
    data, classes, _, _ = setting(rng)
    activation = str(rng.choice(["tanh", "sigmoid"]))
    depth, units = int(rng.integers(1, 4)), int(rng.choice([32, 64, 128]))
    std = float(rng.uniform(1.5, 4)) * (1 if activation == "tanh" else 2)
    parts = [lambda: layers.Flatten()]
    parts += [dense(units, activation, kernel_initializer=scaled(std))] * depth + [dense(classes, "softmax")]
    kind, rate = usual(rng, activation)
    batch, epochs, examples = batch_and_epochs(rng, data)
    about = {"activation": activation, "std": std, "depth": depth, "data": data}
    return Drawn("saturated", data, parts, optimizer(kind, rate), batch, epochs, examples,
                 accept=is_saturated_at_first, about=about)  # fmt: skip


def is_saturated_at_first(ended: Ended) -> bool:
    """Some hidden layer of the same first weights, on all examples: half of the sums where the slope is below 5%."""
    found = [look.layers[place].saturated for look in ended.doctor.seen[:1] for place in look.path[:-1]]
    return max((one for one in found if one == one), default=0.0) > 0.4


def _twins(rng: Rng, rule: str, factor: float) -> Drawn:
    """A healthy draw, and the same with its rate multiplied."""
    well = draw_well(rng)
    kind, rate = well.about["optimizer"], well.about["rate"]
    about = {**well.about, "rate": rate * factor, "factor": factor}
    return Drawn(rule, well.data, well.parts, optimizer(kind, rate * factor), well.batch, well.epochs, well.examples,
                 accept=is_much_worse, about=about, same_first=well)  # fmt: skip


def draw_rate_too_high(rng: Rng) -> Drawn:
    """30 to 3000 times a good rate."""
    return _twins(rng, "rate_too_high", float(np.exp(rng.uniform(np.log(30), np.log(3000)))))


def draw_rate_too_low(rng: Rng) -> Drawn:
    """A 1000th to a 100,000th of a good rate."""
    return _twins(rng, "rate_too_low", float(np.exp(-rng.uniform(np.log(1e3), np.log(1e5)))))


def is_much_worse(ended: Ended) -> bool:
    """On its own examples at least 20 points of accuracy below a twin that learned well."""
    return ended.twin is not None and is_healthy(ended.twin) and ended.own < ended.twin.own - 0.2


def draw_scale(rng: Rng) -> Drawn:
    """Pixels as 0..255, or divided by 255 twice; points a hundred times too far or too near."""
    well = draw_well(rng)
    while well.about["norm"] and well.data == "spiral":
        well = draw_well(rng)
    gain = float(rng.choice([255.0, 1 / 255]) if well.data != "spiral" else rng.choice([100.0, 0.01]))
    return Drawn("scale", well.data, well.parts, well.optimizer, well.batch, well.epochs, well.examples, gain=gain,
                 about={**well.about, "gain": gain})  # fmt: skip


def draw_overfitting(rng: Rng) -> Drawn:
    """A large network, few examples, many epochs; accepted where the held-out loss has risen by a third."""
    data = str(rng.choice(["digits", "spiral", "fashion-mini"]))
    classes = {"digits": 10, "spiral": 3, "fashion-mini": 10}[data]
    examples = int(rng.integers(40, 200))
    depth, units = int(rng.integers(2, 4)), int(rng.choice([128, 256]))
    activation = str(rng.choice(["relu", "tanh"]))
    parts = [lambda: layers.Flatten(), *[dense(units, activation)] * depth, dense(classes, "softmax")]
    kind, rate = usual(rng, activation)
    batch = int(rng.choice([16, 32]))
    epochs = int(rng.integers(600, 1200) / -(-examples // batch))
    about = {
        "data": data,
        "examples": examples,
        "activation": activation,
        "optimizer": kind,
        "epochs": epochs,
    }
    return Drawn(
        "overfitting",
        data,
        parts,
        optimizer(kind, rate),
        batch,
        epochs,
        examples,
        accept=is_overfitted,
        about=about,
    )


def is_overfitted(ended: Ended) -> bool:
    """The held-out loss ended more than a third above its best, and 15 points of accuracy lie between the parts."""
    held = ended.history.get("val_loss", [np.inf])
    return held[-1] > 1.33 * min(held) and ended.own - ended.accuracy > 0.15


def draw_nan(rng: Rng) -> Drawn:
    """A rate at which numbers overflow, or a layer that takes a logarithm of what is below 0, or divides by 0."""
    well = draw_well(rng)
    which = str(rng.choice(["rate", "log", "divide"]))
    parts, make = list(well.parts), well.optimizer
    if which == "rate":
        make = optimizer("sgd", 1e12)
    else:
        at = int(rng.integers(len(parts) - 1))
        parts.insert(at + 1, lambda: Bad(which, name=BAD))
    return Drawn("nan", well.data, parts, make, well.batch, well.epochs, well.examples, accept=is_nan,
                 about={**well.about, "which": which})  # fmt: skip


BAD = "bad"


class Bad(layers.Layer):
    """Gives no number where its input is below 0 ("log"), or is exactly 0 everywhere in a column ("divide")."""

    def __init__(self, which: str, name: str) -> None:
        super().__init__(name=name)
        self.which = which

    def call(self, inputs: torch.Tensor) -> torch.Tensor:
        """log(x + 1e-3), or x / max |x|"""
        if not self.training:
            return inputs
        return (inputs - 0.5).log() if self.which == "log" else inputs / (inputs.abs() - inputs.abs())


def is_nan(ended: Ended) -> bool:
    """A loss was none."""
    return not np.isfinite([float(v) for v in ended.doctor.evidence.losses]).all()


def draw_ending(rng: Rng) -> Drawn:
    """relu, linear or sigmoid before a cross-entropy of classes, softmax before one from logits, a squared error whose
    answers the last activation cannot reach."""
    from axb import losses

    well = draw_well(rng)
    which = str(rng.choice(["relu", "linear", "sigmoid", "from_logits", "categorical"]))
    classes = 3 if well.data == "spiral" else 10
    last = (
        which
        if which in ("relu", "linear", "sigmoid")
        else "sigmoid"
        if which == "categorical"
        else "softmax"
    )
    loss: Any = "sparse_categorical_crossentropy"
    if which == "from_logits":
        loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    if which == "categorical":
        loss = "categorical_crossentropy"
    parts = [*well.parts[:-1], dense(classes, last)]
    return Drawn("ending", well.data, parts, well.optimizer, well.batch, well.epochs, well.examples, loss=loss,
                 one_hot=which == "categorical", about={**well.about, "which": which})  # fmt: skip


DRAWERS: dict[str, Callable[[Rng], Drawn]] = {
    "vanishing": draw_vanishing, "exploding": draw_exploding, "dead": draw_dead, "saturated": draw_saturated,
    "rate_too_high": draw_rate_too_high, "rate_too_low": draw_rate_too_low, "scale": draw_scale,
    "overfitting": draw_overfitting, "nan": draw_nan, "ending": draw_ending, "healthy": draw_healthy,
}  # fmt: skip


def matches(rule: str, found: str) -> bool:
    """Whether a finding is of that rule; rules with several sentences begin alike."""
    return found == rule or found.startswith(f"{rule}_")
