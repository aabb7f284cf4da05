"""Whole models for the tests of this room: each a way in which parts can be joined."""

from collections.abc import Callable
from typing import Any

import numpy as np

from axb import layers
from axb.graph import Input
from axb.training import Model, Sequential
from graph.exam import stirred


def branching() -> Model:
    """A skip connection, then two branches end to end."""
    inputs = Input((8, 8, 3), name="picture")
    x = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
    y = layers.Conv2D(4, 3, padding="same")(x)
    x = layers.ReLU()(layers.Add()([x, y]))
    wide, narrow = layers.Conv2D(2, 5, padding="same")(x), layers.Conv2D(3, 1)(x)
    x = layers.Flatten()(layers.MaxPooling2D()(layers.Concatenate()([wide, narrow])))
    return Model(inputs, layers.Dense(10, activation="softmax")(x), name="branching")


def sharing() -> Model:
    """Two inputs through the same part, and that part once more on what came out."""
    left, right = Input((6,), name="left"), Input((6,), name="right")
    part = layers.Dense(6, activation="tanh", name="both")
    outputs = layers.Dense(1)(layers.Concatenate()([part(left), part(part(right))]))
    return Model([left, right], outputs, name="siamese")


def nested() -> Model:
    """An encoder and a decoder, the encoder used twice."""
    encoder = Sequential(
        [layers.Input((6,)), layers.Dense(4, activation="relu"), layers.Dense(2)], name="encoder"
    )
    code = Input((2,), name="code")
    decoder = Model(code, layers.Dense(6)(layers.Dense(4, activation="relu")(code)), name="decoder")
    inputs = Input((6,))
    restored = decoder(encoder(inputs))
    return Model(inputs, [restored, encoder(restored)], name="autoencoder")


def several_ends() -> Model:
    """Two inputs, three outputs: one of them inside, one an input's own shape."""
    picture, row = Input((4, 4, 2), name="picture"), Input((3,), name="row")
    flat = layers.Flatten()(picture)
    both = layers.Concatenate()([flat, row])
    label = layers.Dense(5, activation="softmax", name="label")(both)
    again = layers.Reshape((4, 4, 2))(layers.Dense(32)(label))
    return Model([picture, row], [both, label, again], name="ends")


def pixels() -> Model:
    """Bytes in, augmented, convolved and normalised, up and down again."""
    inputs = Input((9, 9, 1), dtype="uint8")
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.RandomFlip("horizontal")(x)
    x = layers.RandomRotation(0.1)(x)
    x = layers.RandomTranslation(0.1, 0.1)(x)
    x = layers.RandomZoom(0.1, fill_mode="constant")(x)
    x = layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.LeakyReLU()(layers.BatchNormalization()(x))
    x = layers.Conv2DTranspose(3, 4, strides=2, padding="same", activation="relu")(x)
    x = layers.UpSampling2D(interpolation="bilinear")(x)
    x = layers.AveragePooling2D(2)(layers.Dropout(0.2)(x))
    return Model(inputs, layers.GlobalMaxPooling2D()(x), name="pixels")


def strange_names() -> Model:
    """Names that are no identifiers, or would be something else in a source."""
    inputs = Input((4,), name="class")
    x = inputs
    for name in (
        "x",
        "layers",
        "a.b",
        "a_b",
        "a b",
        "1st",
        "層",
        'quo"te',
        "forward",
        "back\\slash",
        "build_model",
    ):
        x = layers.Dense(4, name=name)(x)
    side = layers.Dense(4, name="inputs")(x)
    return Model(inputs, layers.Add(name="F")([side, x]), name='a "model"')


def long_calls() -> Model:
    """Calls that do not fit a line."""
    inputs = Input((8, 8, 3), name="a_picture_with_a_long_name")
    branches = [
        layers.Conv2D(
            2, (3, 5), strides=(2, 1), padding="same", activation="leaky_relu", use_bias=False,
            kernel_initializer="he_normal", name=f"a_rather_long_name_of_branch_{n}",
        )(inputs)
        for n in range(5)
    ]  # fmt: skip
    return Model(inputs, layers.Concatenate(name="all_of_them")(branches), name="long")


WHOLE: dict[str, Callable[[], Any]] = {
    make.__name__: make
    for make in (branching, sharing, nested, several_ends, pixels, strange_names, long_calls)
}


def whole(name: str) -> Any:
    """A model of that name, with weights unlike those it starts with."""
    return stirred(WHOLE[name]())


def batch(model: Any, examples: int = 3) -> list[np.ndarray[Any, Any]]:
    """Arrays that fit the model's inputs."""
    random = np.random.default_rng(2)
    scales = [255 if tensor.dtype == "uint8" else 1 for tensor in model.inputs]
    return [
        (random.random((examples, *tensor.shape[1:])) * scale).astype(tensor.dtype)
        for tensor, scale in zip(model.inputs, scales, strict=True)
    ]
