"""The families of models, one file each."""

from axb.words import InputError
from axb.zoo.alexnet import ALEXNET
from axb.zoo.autoencoder import AUTOENCODER
from axb.zoo.cnn import CNN
from axb.zoo.conv_autoencoder import CONV_AUTOENCODER
from axb.zoo.conv_vae import CONV_VAE
from axb.zoo.dcgan import DCGAN
from axb.zoo.facts import Facts, facts_of
from axb.zoo.family import Family, Recipe
from axb.zoo.fastcnn import FASTCNN
from axb.zoo.gan import GAN_FAMILY
from axb.zoo.googlenet import GOOGLENET
from axb.zoo.lenet5 import LENET5
from axb.zoo.line import LINE
from axb.zoo.logistic import LOGISTIC
from axb.zoo.mlp import MLP
from axb.zoo.plain import PLAIN
from axb.zoo.regularizing import COMMON_OPTIONS
from axb.zoo.resnet import RESNET
from axb.zoo.stacked_autoencoder import STACKED_AUTOENCODER
from axb.zoo.vae import VAE_FAMILY
from axb.zoo.vae_gan import VAE_GAN
from axb.zoo.vgg import VGG

HISTORY = LENET5, ALEXNET, VGG, GOOGLENET, PLAIN, RESNET  # in the order of their papers
AUTOENCODERS = AUTOENCODER, STACKED_AUTOENCODER, CONV_AUTOENCODER
VAES = VAE_FAMILY, CONV_VAE
ADVERSARIAL = GAN_FAMILY, DCGAN, VAE_GAN
FAMILIES = {
    family.name: family
    for family in (LINE, LOGISTIC, MLP, CNN, FASTCNN, *HISTORY, *AUTOENCODERS, *VAES, *ADVERSARIAL)
}


def find(name: str) -> Family:
    """The family of that name."""
    if name not in FAMILIES:
        raise InputError("registry.unknown_choice", what="model", known=", ".join(FAMILIES), got=name)
    return FAMILIES[name]


__all__ = ["COMMON_OPTIONS", "FAMILIES", "Facts", "Family", "Recipe", "facts_of", "find"]
