"""One example of every registered part: how to make it, and the shapes of what goes in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from axb import initializers, layers, regularizers
from axb.graph import Input, InputLayer, Layer
from axb.registry import _classes
from axb.training import VAE, Autoencoder, LayerwiseAutoencoder, Model, Sequential

PICTURE, ROW, SEQUENCE = ((6, 7, 4),), ((5,),), ((9, 4),)
MEANS = np.arange(24.0).reshape(6, 4)


@dataclass(frozen=True)
class Example:
    """`make` builds the part; `shapes` are those of its inputs, `dtype` theirs."""

    make: Callable[[], Layer]
    shapes: tuple[tuple[int, ...], ...]
    dtype: str = "float32"

    def model(self) -> Model:
        """A model of this part alone, with weights unlike those it starts with."""
        inputs = [Input(shape, self.dtype) for shape in self.shapes]
        model = Model(inputs, self.make()(inputs if len(inputs) > 1 else inputs[0]), name="exam")
        stirred(model)
        return model

    def batch(self, examples: int = 3) -> list[np.ndarray[Any, Any]]:
        """Inputs of whole numbers or fractions, as the dtype has it."""
        random = np.random.default_rng(1)
        scale = 200 if self.dtype == "uint8" else 1
        return [(random.random((examples, *shape)) * scale).astype(self.dtype) for shape in self.shapes]


def stirred(model: Any, seed: int = 0) -> Any:
    """The model with other weights, positive ones (variances have to be)."""
    random = np.random.default_rng(seed)
    model.set_weights(
        [random.uniform(0.2, 1, weight.shape).astype("float32") for weight in model.get_weights()]
    )
    return model


def inner_model() -> Model:
    """A model that serves as a part."""
    inputs = Input((5,))
    return Model(inputs, layers.Dense(3, activation="tanh")(inputs), name="inner")


def autoencoder() -> Autoencoder:
    inputs, codes = layers.Input((5,)), layers.Input((2,))
    encoder = Model(inputs, layers.Dense(2)(inputs), name="encoder")
    return Autoencoder(encoder, Model(codes, layers.Dense(5)(codes), name="decoder"), 2.0)


def layerwise() -> LayerwiseAutoencoder:
    one = autoencoder()
    return LayerwiseAutoencoder(one.encoder, one.decoder, 2.0, 3)


def vae() -> VAE:
    inputs, codes = layers.Input((5,)), layers.Input((2,))
    encoder = Model(inputs, [layers.Dense(2)(inputs), layers.Dense(2)(inputs)], name="encoder")
    return VAE(encoder, Model(codes, layers.Dense(5, "sigmoid")(codes), name="decoder"))


# Their discriminator stands beside the graph: it goes into files, and not into source (`tests/training` looks at them).
JUDGED = {"GAN", "VAEGAN"}

EXAMPLES: dict[str, list[Example]] = {
    "InputLayer": [Example(lambda: Sequential([InputLayer((5,)), layers.Flatten()], name="entered"), ROW)],
    "Dense": [
        Example(lambda: layers.Dense(3), ROW),
        Example(lambda: layers.Dense(3, activation="softmax", use_bias=False, name="own"), ((4, 5),)),
        Example(lambda: layers.Dense(3, activation=layers.LeakyReLU(0.1), trainable=False), ROW),
        Example(lambda: layers.Dense(3, layers.Activation("relu")), ROW),
        Example(lambda: layers.Dense(3, bias_initializer=initializers.Constant(0.5)), ROW),
        Example(lambda: layers.Dense(3, kernel_regularizer="l2", bias_regularizer=regularizers.L1(0.2)), ROW),
    ],
    "Conv2D": [
        Example(lambda: layers.Conv2D(4, 3), PICTURE),
        Example(lambda: layers.Conv2D(4, (3, 2), strides=(2, 1), padding="same", activation="relu"), PICTURE),
        Example(lambda: layers.Conv2D(6, 2, dilation_rate=2, groups=2, padding="same"), PICTURE),
        Example(lambda: layers.Conv2D(4, 5, use_bias=False, kernel_initializer="he_normal"), PICTURE),
        Example(lambda: layers.Conv2D(4, 1, kernel_initializer=initializers.HeNormal(seed=3)), PICTURE),
        Example(lambda: layers.Conv2D(4, 1, kernel_regularizer=regularizers.L1L2(0.1, 0.2)), PICTURE),
    ],
    "Conv2DTranspose": [
        Example(lambda: layers.Conv2DTranspose(3, 3), PICTURE),
        Example(lambda: layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="elu"), PICTURE),
        Example(lambda: layers.Conv2DTranspose(3, (2, 5), strides=(3, 2), padding="same"), PICTURE),
        Example(lambda: layers.Conv2DTranspose(3, 4, strides=2, padding="same", use_bias=False), PICTURE),
        Example(lambda: layers.Conv2DTranspose(3, 3, strides=2, padding="same", output_padding=1), PICTURE),
        Example(lambda: layers.Conv2DTranspose(3, 2, dilation_rate=2), PICTURE),
    ],
    "MaxPooling2D": [
        Example(lambda: layers.MaxPooling2D(), PICTURE),
        Example(lambda: layers.MaxPooling2D((3, 2), strides=2, padding="same"), PICTURE),
    ],
    "AveragePooling2D": [
        Example(lambda: layers.AveragePooling2D(), PICTURE),
        Example(lambda: layers.AveragePooling2D(3, strides=1), PICTURE),
        # Keras on PyTorch repeats the edge where the padding is uneven; here it is even
        Example(lambda: layers.AveragePooling2D(3, strides=2, padding="same"), ((7, 7, 4),)),
    ],
    "GlobalAveragePooling2D": [Example(lambda: layers.GlobalAveragePooling2D(), PICTURE)],
    "GlobalMaxPooling2D": [
        Example(lambda: layers.GlobalMaxPooling2D(), PICTURE),
        Example(lambda: layers.GlobalMaxPooling2D(keepdims=True), PICTURE),
    ],
    "UpSampling2D": [
        Example(lambda: layers.UpSampling2D(), PICTURE),
        Example(lambda: layers.UpSampling2D((2, 3)), PICTURE),
        Example(lambda: layers.UpSampling2D(2, interpolation="bilinear"), PICTURE),
    ],
    "ZeroPadding2D": [
        Example(lambda: layers.ZeroPadding2D(), PICTURE),
        Example(lambda: layers.ZeroPadding2D((2, 0)), PICTURE),
        Example(lambda: layers.ZeroPadding2D(((1, 0), (2, 3))), PICTURE),
    ],
    "BatchNormalization": [
        Example(lambda: layers.BatchNormalization(), PICTURE),
        Example(lambda: layers.BatchNormalization(momentum=0.8, epsilon=0.01), ROW),
        Example(lambda: layers.BatchNormalization(axis=1), PICTURE),
        Example(lambda: layers.BatchNormalization(center=False, scale=False), PICTURE),
        Example(lambda: layers.BatchNormalization(), ((6, 4),)),
    ],
    "Dropout": [Example(lambda: layers.Dropout(0.5, seed=3), ROW)],
    "Activation": [
        Example(lambda: layers.Activation("gelu"), ROW),
        Example(lambda: layers.Activation(layers.activations.softmax), ROW),
    ],
    "ReLU": [
        Example(lambda: layers.ReLU(), ROW),
        Example(lambda: layers.ReLU(max_value=0.8, negative_slope=0.1, threshold=0.3), ROW),
    ],
    "LeakyReLU": [Example(lambda: layers.LeakyReLU(), ROW), Example(lambda: layers.LeakyReLU(0.2), ROW)],
    "Flatten": [Example(lambda: layers.Flatten(), PICTURE)],
    "Reshape": [
        Example(lambda: layers.Reshape((7, 24)), PICTURE),
        Example(lambda: layers.Reshape((-1, 2)), PICTURE),
    ],
    "Rescaling": [
        Example(lambda: layers.Rescaling(1 / 255), PICTURE, "uint8"),
        Example(lambda: layers.Rescaling(2.0, -0.5), ROW),
    ],
    "Normalization": [Example(lambda: layers.Normalization(-1, [1, 2, 3, 4, 5], [0.5, 1, 2, 4, 9]), ROW),
                      Example(lambda: layers.Normalization(None, 2.0, 4.0, invert=True), PICTURE),
                      Example(lambda: layers.Normalization([1, 3], MEANS, MEANS + 1), PICTURE)],
    "Conv1D": [
        Example(lambda: layers.Conv1D(3, 3), SEQUENCE),
        Example(lambda: layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"), SEQUENCE),
        Example(lambda: layers.Conv1D(4, 4, strides=2, padding="same", groups=2, use_bias=False), SEQUENCE),
        Example(lambda: layers.Conv1D(2, 5, padding="same", kernel_regularizer="l2"), SEQUENCE),
    ],
    "DepthwiseConv2D": [
        Example(lambda: layers.DepthwiseConv2D(3), PICTURE),
        Example(lambda: layers.DepthwiseConv2D((3, 2), 2, "same", depth_multiplier=2, activation="relu"), PICTURE),
        Example(lambda: layers.DepthwiseConv2D(3, dilation_rate=2, use_bias=False, depthwise_regularizer="l1"),
                PICTURE),
    ],
    "SeparableConv2D": [
        Example(lambda: layers.SeparableConv2D(5, 3, padding="same", activation="relu", name="apart"), PICTURE),
        Example(lambda: layers.SeparableConv2D(5, 3, strides=2, depth_multiplier=2, use_bias=False), PICTURE),
    ],
    "MaxPooling1D": [
        Example(lambda: layers.MaxPooling1D(), SEQUENCE),
        Example(lambda: layers.MaxPooling1D(3, strides=2, padding="same"), SEQUENCE),
    ],
    "AveragePooling1D": [
        Example(lambda: layers.AveragePooling1D(2), SEQUENCE),
        Example(lambda: layers.AveragePooling1D(3, strides=2, padding="same"), SEQUENCE),
    ],
    "GlobalAveragePooling1D": [Example(lambda: layers.GlobalAveragePooling1D(), SEQUENCE)],
    "GlobalMaxPooling1D": [Example(lambda: layers.GlobalMaxPooling1D(keepdims=True), SEQUENCE)],
    "Cropping2D": [
        Example(lambda: layers.Cropping2D(), PICTURE),
        Example(lambda: layers.Cropping2D((1, 2)), PICTURE),
        Example(lambda: layers.Cropping2D(((2, 0), (1, 3))), PICTURE),
    ],
    "LayerNormalization": [
        Example(lambda: layers.LayerNormalization(), PICTURE),
        Example(lambda: layers.LayerNormalization([1, 3], epsilon=0.01, gamma_regularizer="l2"), PICTURE),
        Example(lambda: layers.LayerNormalization(center=False, scale=False), ROW),
    ],
    "GaussianNoise": [Example(lambda: layers.GaussianNoise(0.5), ROW)],
    "GaussianDropout": [Example(lambda: layers.GaussianDropout(0.5), ROW)],
    "SpatialDropout2D": [Example(lambda: layers.SpatialDropout2D(0.5), PICTURE)],
    "PReLU": [
        Example(lambda: layers.PReLU(), PICTURE),
        Example(lambda: layers.PReLU("ones", alpha_regularizer="l1", shared_axes=[1, 2]), PICTURE),
        Example(lambda: layers.PReLU(), ROW),
    ],
    "ELU": [Example(lambda: layers.ELU(), ROW), Example(lambda: layers.ELU(0.5), ROW)],
    "Softmax": [Example(lambda: layers.Softmax(), ROW), Example(lambda: layers.Softmax(axis=1), PICTURE)],
    "Permute": [Example(lambda: layers.Permute((2, 3, 1)), PICTURE)],
    "RepeatVector": [Example(lambda: layers.RepeatVector(3), ROW)],
    "Identity": [Example(lambda: layers.Identity(), ROW)],
    "Subtract": [Example(lambda: layers.Subtract(), (*PICTURE, (6, 7, 1)))],
    "Multiply": [Example(lambda: layers.Multiply(), (*PICTURE, (1, 1, 4), *PICTURE))],
    "Average": [Example(lambda: layers.Average(), (*ROW, *ROW, *ROW))],
    "Maximum": [Example(lambda: layers.Maximum(), (*PICTURE, (6, 7, 1)))],
    "Minimum": [Example(lambda: layers.Minimum(), (*ROW, *ROW))],
    "Add": [Example(lambda: layers.Add(), (*PICTURE, *PICTURE, *PICTURE))],
    "Concatenate": [
        Example(lambda: layers.Concatenate(), (*PICTURE, (6, 7, 2))),
        Example(lambda: layers.Concatenate(axis=1), (*PICTURE, (2, 7, 4))),
    ],
    "Residual": [
        Example(lambda: layers.Residual(layers.Conv2D(4, 3, padding="same", activation="relu"),
                                        layers.Conv2D(4, 3, padding="same", name="last")), PICTURE),
        Example(lambda: layers.Residual(layers.Conv2D(6, 3, strides=2, padding="same"),
                                        layers.BatchNormalization(), shortcut="auto", name="skip"), PICTURE),
        Example(lambda: layers.Residual(layers.Conv2D(6, 3, strides=(2, 1), padding="same"), shortcut="pad"), PICTURE),
        Example(lambda: layers.Residual(layers.Dense(3), shortcut=[layers.Dense(2), layers.Dense(3)]), ROW),
        Example(lambda: layers.Residual(layers.Dense(5, trainable=False), shortcut=layers.Dense(5)), ROW),
        Example(lambda: layers.Residual(layers.Residual(Sequential([layers.Dense(5)], name="inner"))), ROW),
    ],
    "ResidualBlock": [
        Example(lambda: layers.ResidualBlock(4), PICTURE),
        Example(lambda: layers.ResidualBlock(6, 2, shortcut="pad", name="wider"), PICTURE),
        Example(lambda: layers.ResidualBlock(2, 2, bottleneck=True, activation="elu"), PICTURE),
        Example(lambda: layers.ResidualBlock(3, pre_activation=True, trainable=False), PICTURE),
        Example(lambda: layers.ResidualBlock(6, 2, batch_norm=False), PICTURE),
    ],
    "Parallel": [
        Example(lambda: layers.Parallel(layers.Conv2D(3, 1), [layers.Conv2D(2, 1), layers.LeakyReLU()], []), PICTURE),
        Example(lambda: layers.Parallel(layers.Dense(3), layers.Residual(layers.Dense(5))), ROW),
    ],
    "Inception": [
        Example(lambda: layers.Inception(2, 3, 4, 1, 2, 3), PICTURE),
        Example(lambda: layers.Inception(2, 3, 4, 1, 2, 3, batch_norm=True), PICTURE),
    ],
    "RandomFlip": [
        Example(lambda: layers.RandomFlip(), PICTURE),
        Example(lambda: layers.RandomFlip("horizontal"), PICTURE),
    ],
    "RandomTranslation": [
        Example(lambda: layers.RandomTranslation(0.1, (-0.1, 0.2), "constant", fill_value=0.5), PICTURE)
    ],
    "RandomRotation": [Example(lambda: layers.RandomRotation(0.1, interpolation="nearest"), PICTURE)],
    "RandomZoom": [Example(lambda: layers.RandomZoom((-0.2, 0.1)), PICTURE)],
    "Model": [Example(inner_model, ROW)],
    "Autoencoder": [Example(autoencoder, ROW)], "LayerwiseAutoencoder": [Example(layerwise, ROW)],
    "VAE": [Example(vae, ROW)],
    "Sequential": [Example(lambda: Sequential([layers.Dense(4), layers.Dense(3)], name="chain"), ROW)],
}  # fmt: skip


def registered_parts() -> list[str]:
    """The names of all parts that axb registers."""
    return [
        name for name, cls in _classes.items() if issubclass(cls, Layer) and cls.__module__.startswith("axb.")
    ]
