"""A small convolutional network and a fixed recipe, made to learn pictures of clothes in seconds on a CPU.

What makes it fast: the first convolution strides at once (one input channel feeds a processor badly), batch
normalisation allows a high rate, and the rate rises and falls within few epochs (Smith & Topin 2018).
"""

from axb import layers
from axb.graph import SymbolicTensor
from axb.optimizers import SGD, Optimizer
from axb.optimizers.schedules import OneCycle
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture


def build(facts: Facts, width: int = 16) -> Model:
    """Three convolutions of `width`, 2 width and 4 width filters, halving the picture twice; then one dense layer."""
    check_picture("fastcnn", facts, smallest=12)
    inputs, x = facts.enter()
    x = _bend(layers.Conv2D(width, 5, strides=2, padding="same", use_bias=False, kernel_initializer="he_normal")(x))
    x = layers.Conv2D(2 * width, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    x = _bend(layers.MaxPooling2D(2)(x))
    x = _bend(layers.Conv2D(4 * width, 3, use_bias=False, kernel_initializer="he_normal")(x))
    return facts.leave(inputs, layers.Flatten()(x), "fastcnn")


def _bend(x: SymbolicTensor) -> SymbolicTensor:
    return layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Nesterov momentum; the rate rises for a fifth of the steps and falls in a straight line."""
    cycle = OneCycle(learning_rate or 0.2, steps, warmup=0.2, start_factor=10, shape="linear")
    return SGD(cycle, momentum=0.9, nesterov=True, weight_decay=0.01)


FASTCNN = Family("fastcnn", build, Recipe(3, 128, optimizer))
