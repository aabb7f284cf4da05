"""The parts: y = ax + b, and all that is built of it."""

from axb.graph.foreign import TorchModule
from axb.graph.input import Input, InputLayer
from axb.graph.layer import Layer
from axb.layers.activations import Activation, LeakyReLU, ReLU
from axb.layers.affine import Affine, Conv2D, Dense
from axb.layers.augmentation import RandomFlip, RandomRotation, RandomTranslation, RandomZoom
from axb.layers.blocks import Inception, Parallel, Residual
from axb.layers.merging import Add, Concatenate, add, concatenate
from axb.layers.normalization import BatchNormalization
from axb.layers.pooling import (
    AveragePooling2D,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    MaxPooling2D,
    UpSampling2D,
)
from axb.layers.regularization import Dropout
from axb.layers.residual_block import ResidualBlock
from axb.layers.shaping import Flatten, Normalization, Rescaling, Reshape
from axb.layers.transposed import Conv2DTranspose
from axb.layers.zero_padding import ZeroPadding2D

__all__ = [
    "Activation", "Add", "Affine", "AveragePooling2D", "BatchNormalization", "Concatenate", "Conv2D",
    "Conv2DTranspose", "Dense", "Dropout", "Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D",
    "Inception", "Input", "InputLayer", "Layer", "LeakyReLU", "MaxPooling2D", "Normalization", "Parallel",
    "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom", "ReLU", "Rescaling", "Reshape",
    "Residual", "ResidualBlock", "TorchModule", "UpSampling2D", "ZeroPadding2D", "add", "concatenate",
]  # fmt: skip
