"""Where Keras users look for models."""

import axb.layers  # noqa: F401  what a model in a file is made of: its names are looked up among those imported
from axb.graph import from_json as model_from_json
from axb.training import GAN, VAE, VAEGAN, Autoencoder, LayerwiseAutoencoder, Model, Sequential, load_model

__all__ = [
    "GAN", "VAE", "VAEGAN", "Autoencoder", "LayerwiseAutoencoder", "Model", "Sequential", "load_model",
    "model_from_json",
]  # fmt: skip
