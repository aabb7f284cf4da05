"""The convolutional network of Keras's "Simple MNIST convnet" (Chollet, keras.io, 2015): LeNet's plan, ReLU's bend."""

from axb import layers
from axb.optimizers import Adam, Optimizer
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture


def build(facts: Facts, filters: tuple[int, ...] = (32, 64), dropout: float = 0.5) -> Model:
    """Convolution and pooling in turn, then one dense layer. 34,826 parameters for 28x28x1 and 10 classes."""
    # Backwards from one pixel: a pooling doubles the side, a convolution adds 2 to it.
    check_picture("cnn", facts, smallest=6 * 2 ** (len(filters) - 1) - 2 if filters else 1)
    inputs, x = facts.enter()
    for width in filters:
        x = layers.Conv2D(width, 3, activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Dropout(dropout)(layers.Flatten()(x))
    return facts.leave(inputs, x, "cnn")


def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
    """Adam with Keras's defaults"""
    return Adam(learning_rate or 0.001)


CNN = Family("cnn", build, Recipe(15, 128, optimizer))
