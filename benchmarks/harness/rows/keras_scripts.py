"""The scripts of examples/keras, with axb and with every backend of Keras: a row each."""

from dataclasses import dataclass

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import TF, TORCH

JAX = {"KERAS_BACKEND": "jax"}
BACKENDS = {
    "torch": ("Keras on PyTorch", "axb", TORCH),
    "tf": ("Keras on TensorFlow", "peers", TF),
    "jax": ("Keras on JAX", "peers", JAX),
}
ROUNDS = 3  # seeds
CONVOLVED, DENSE, NEVER_SLOWER = 1.5, 3.0, 1.0  # how many times faster axb has to be


@dataclass(frozen=True)
class Script:
    """result: what it ends with; noise: how far apart means of 3 seeds may be; faster: than any backend of Keras."""

    name: str
    about: str
    result: str
    noise: float
    faster: float
    backends: tuple[str, ...] = tuple(BACKENDS)

    @property
    def unit(self) -> str:
        return "%" if self.result == "accuracy" else ""


SCRIPTS = (
    Script("convnet", "the Keras MNIST convnet, 5 epochs", "accuracy", 0.5, CONVOLVED),
    Script("autoencoder_simple", "784-32-784, 10 epochs", "error", 0.0005, DENSE),
    Script("autoencoder_sparse", "784-32-784 with a cost on activity, 10 epochs", "error", 0.001, DENSE),
    Script("autoencoder_deep", "784-128-64-32-64-128-784, 10 epochs", "error", 0.0007, DENSE),
    Script("autoencoder_convolutional", "20,000 pictures, 3 epochs", "error", 0.0015, CONVOLVED),
    Script("autoencoder_denoising", "20,000 noisy pictures, 3 epochs", "error", 0.001, CONVOLVED),
    Script("resnet", "7 convolutions with skips, 20,000 pictures, 3 epochs", "accuracy", 2.0, CONVOLVED),
    Script("inception", "two Inception modules, 20,000 pictures, 4 epochs", "accuracy", 1.5, CONVOLVED),
    Script("regression", "a table of ten columns, up to 20 epochs", "mean absolute error", 0.03, DENSE),
    Script("custom_layer_and_loss", "a layer, a loss and a metric of one's own, 15 epochs", "mean absolute error", 0.01,
           NEVER_SLOWER, ("torch", "jax")),  # TensorFlow's tensors have no mean()
    Script("custom_train_step", "train_step written for PyTorch, 5 epochs", "accuracy", 0.5, NEVER_SLOWER,
           ("torch",)),
)  # fmt: skip


def _row(one: Script) -> Row:
    contestants = [Contestant("axb", "axb", "keras_script.py", ("axb", one.name, "--seed", "{seed}"))]
    goals = []
    for key in one.backends:
        label, python, environment = BACKENDS[key]
        arguments = ("keras", one.name, "--seed", "{seed}")
        contestants.append(
            Contestant(f"keras-{key}", label, "keras_script.py", arguments, python, environment)
        )  # type: ignore[arg-type]
        goals.append(
            Goal(f"{label}'s epoch over axb's", "epoch", "axb", "ratio", f"keras-{key}", one.faster, unit="x")
        )
        goals.append(
            Goal(
                f"axb's result less that of {label}", "result", "axb", "difference", f"keras-{key}", one.noise,
                sense="within", unit=one.unit and " points", digits=2 if one.unit else 4, summary="mean",
            )
        )  # fmt: skip
    measures = (
        Measure("result", f"test {one.result}", one.unit, 2 if one.unit else 4),
        Measure("epoch", "an epoch, median without the first", "s"),
        Measure("total", "the whole script", "s", 1),
    )
    settings = (
        f"examples/keras/{one.name}.py: {one.about}. The same script with axb and with Keras; only its import lines "
        "differ. Each round has another seed, and nothing is printed while training."
    )
    key = f"keras-{one.name.replace('_', '-')}"
    return Row(
        key, f"A Keras script: {one.name}", settings, tuple(contestants), measures, tuple(goals), ROUNDS
    )


KERAS_SCRIPTS = tuple(_row(one) for one in SCRIPTS)
