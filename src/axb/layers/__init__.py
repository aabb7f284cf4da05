"""The parts: y = ax + b, and all that is built of it."""

from axb.graph.foreign import TorchModule
from axb.graph.input import Input, InputLayer
from axb.graph.layer import Layer
from axb.layers.activations import Activation, LeakyReLU, ReLU, Softmax
from axb.layers.affine import Affine, Conv2D, Dense
from axb.layers.augmentation import RandomFlip, RandomRotation, RandomTranslation, RandomZoom
from axb.layers.blocks import Inception, Parallel, Residual
from axb.layers.conv1d import Conv1D
from axb.layers.cropping import Cropping2D
from axb.layers.depthwise import DepthwiseConv2D, SeparableConv2D
from axb.layers.function import Lambda
from axb.layers.layer_normalization import LayerNormalization
from axb.layers.merging import (
    Add,
    Average,
    Concatenate,
    Maximum,
    Minimum,
    Multiply,
    Subtract,
    add,
    average,
    concatenate,
    maximum,
    minimum,
    multiply,
    subtract,
)
from axb.layers.noise import GaussianDropout, GaussianNoise, SpatialDropout2D
from axb.layers.normalization import BatchNormalization
from axb.layers.pooling import (
    AveragePooling2D,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    MaxPooling2D,
    UpSampling2D,
)
from axb.layers.pooling1d import AveragePooling1D, GlobalAveragePooling1D, GlobalMaxPooling1D, MaxPooling1D
from axb.layers.rearranging import Identity, Permute, RepeatVector
from axb.layers.regularization import Dropout
from axb.layers.residual_block import ResidualBlock
from axb.layers.shaping import Flatten, Rescaling, Reshape
from axb.layers.slopes import ELU, PReLU
from axb.layers.standardizing import Normalization
from axb.layers.transposed import Conv2DTranspose
from axb.layers.zero_padding import ZeroPadding2D

# Keras's own second names.
AvgPool1D, AvgPool2D, MaxPool1D, MaxPool2D = AveragePooling1D, AveragePooling2D, MaxPooling1D, MaxPooling2D
GlobalAvgPool1D, GlobalMaxPool1D = GlobalAveragePooling1D, GlobalMaxPooling1D
GlobalAvgPool2D, GlobalMaxPool2D = GlobalAveragePooling2D, GlobalMaxPooling2D
Convolution1D, Convolution2D, Convolution2DTranspose = Conv1D, Conv2D, Conv2DTranspose
SeparableConvolution2D = SeparableConv2D

__all__ = [
    "Activation", "Add", "Affine", "Average", "AveragePooling1D", "AveragePooling2D", "AvgPool1D", "AvgPool2D",
    "BatchNormalization", "Concatenate", "Conv1D", "Conv2D", "Conv2DTranspose", "Convolution1D", "Convolution2D",
    "Convolution2DTranspose", "Cropping2D", "Dense", "DepthwiseConv2D", "Dropout", "ELU", "Flatten",
    "GaussianDropout", "GaussianNoise", "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAvgPool1D",
    "GlobalAvgPool2D", "GlobalMaxPool1D", "GlobalMaxPool2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D",
    "Identity", "Inception", "Input", "InputLayer", "Lambda", "Layer", "LayerNormalization", "LeakyReLU",
    "MaxPool1D", "MaxPool2D", "MaxPooling1D", "MaxPooling2D", "Maximum", "Minimum", "Multiply", "Normalization",
    "PReLU", "Parallel", "Permute", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom", "ReLU",
    "RepeatVector", "Rescaling", "Reshape", "Residual", "ResidualBlock", "SeparableConv2D",
    "SeparableConvolution2D", "Softmax", "SpatialDropout2D", "Subtract", "TorchModule", "UpSampling2D",
    "ZeroPadding2D", "add", "average", "concatenate", "maximum", "minimum", "multiply", "subtract",
]  # fmt: skip
