"""An autoencoder and a VAE learn the same pictures with codes of two numbers: holes against order."""

from axb.labs.latent.lab import BETAS, MODELS, LatentLab
from axb.labs.latent.options import latent_lab

__all__ = ["BETAS", "MODELS", "LatentLab", "latent_lab"]
