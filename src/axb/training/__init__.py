"""compile, fit, evaluate, predict: where a graph learns."""

from axb.training.autoencoder import Autoencoder
from axb.training.callbacks import History
from axb.training.gan import GAN
from axb.training.latent import Latent
from axb.training.layerwise import LayerwiseAutoencoder
from axb.training.loop import StopTraining, Trainer
from axb.training.model import Model, Sequential
from axb.training.player import Player, Turn
from axb.training.rate_finder import find_learning_rate
from axb.training.rate_finding import RateFinding
from axb.training.saving import load_model
from axb.training.seeds import set_random_seed
from axb.training.task import Head, head, head_for
from axb.training.vae import VAE
from axb.training.vae_gan import VAEGAN

__all__ = [
    "GAN", "VAE", "VAEGAN", "Autoencoder", "Head", "History", "Latent", "LayerwiseAutoencoder", "Model", "Player",
    "RateFinding", "Sequential", "StopTraining", "Trainer", "Turn", "find_learning_rate", "head", "head_for",
    "load_model", "set_random_seed",
]  # fmt: skip
