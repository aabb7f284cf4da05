"""One filter slides over a small picture: y = ax + b, patch by patch."""

from axb.labs.convolution.channels import CHANNELS
from axb.labs.convolution.kernels import KERNELS
from axb.labs.convolution.lab import PADDINGS, POOLS, SIZES, STRIDES, ConvolutionLab
from axb.labs.convolution.options import convolution_lab
from axb.labs.convolution.pictures import PICTURES

__all__ = [
    "CHANNELS", "KERNELS", "PADDINGS", "PICTURES", "POOLS", "SIZES", "STRIDES", "ConvolutionLab", "convolution_lab",
]  # fmt: skip
