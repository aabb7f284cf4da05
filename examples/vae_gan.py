"""Models combined, second: a VAE whose critic is a discriminator (Larsen et al. 2016).

Ordinary models are made from parts: an encoder and a decoder are a VAE, the same two with a discriminator a VAE-GAN.
Edges in what the VAE restores are weaker than in real pictures, since it compares pixel by pixel. It fails where those
of the VAE-GAN are less than REACH times as strong as the VAE's.

    python examples/vae_gan.py
    python examples/vae_gan.py --data digits --epochs 10
"""

import argparse
import sys
from typing import Any

import numpy as np

from axb import Model, layers
from axb.data import load
from axb.models import VAE, VAEGAN
from axb.optimizers import Adam
from axb.utils import set_random_seed

REACH, LATENT = 1.1, 16

parser = argparse.ArgumentParser(description="A VAE whose critic is a discriminator")
parser.add_argument("--data", choices=("fashion-mini", "digits"), default="fashion-mini")
parser.add_argument("--epochs", type=int, default=6)
parser.add_argument(
    "--reach", type=float, default=REACH, help="times the VAE's edges, below which this fails"
)
options = parser.parse_args()

data = load(options.data)
side = data.input_shape[0] // 4  # after two halvings


def parts() -> tuple[Model, Model, Model]:
    """Encoder, decoder, discriminator."""
    x = pictures = layers.Input(data.input_shape, dtype="uint8")
    x = layers.Rescaling(1 / 255)(x)
    for filters in (16, 32):
        x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Flatten()(x)
    encoder = Model(pictures, [layers.Dense(LATENT)(x), layers.Dense(LATENT)(x)], name="encoder")

    y = codes = layers.Input((LATENT,))
    y = layers.Reshape((side, side, 32))(layers.Dense(side * side * 32, "relu")(y))
    for filters, activation in ((16, "relu"), (1, "sigmoid")):
        y = layers.UpSampling2D(2)(y)
        y = layers.Conv2D(filters, 3, padding="same", activation=activation)(y)
    decoder = Model(codes, layers.Rescaling(255.0)(y), name="decoder")

    x = seen = layers.Input(data.input_shape, dtype="uint8")
    x = layers.Rescaling(1 / 255)(x)
    for filters in (16, 32):
        x = layers.LeakyReLU(0.2)(layers.Conv2D(filters, 4, strides=2, padding="same")(x))
    features = layers.Flatten()(x)
    discriminator = Model(seen, [features, layers.Dense(1)(features)], name="discriminator")
    return encoder, decoder, discriminator


def edges(pictures: Any) -> float:
    """The mean difference between neighbouring pixels."""
    x = np.asarray(pictures, np.float32)
    return float(np.abs(np.diff(x, axis=1)).mean() + np.abs(np.diff(x, axis=2)).mean())


set_random_seed(0)
encoder, decoder, _ = parts()
vae = VAE(encoder, decoder, beta=0.2, unit=255.0)
vae.compile(Adam(0.002))

set_random_seed(0)
both = VAEGAN(*parts(), gamma=3.0, beta=0.02, unit=255.0)
both.compile(Adam(0.002, beta_1=0.5))

strength = {}
for name, model in (("VAE", vae), ("VAE-GAN", both)):
    model.fit(data.x_train, batch_size=64, epochs=options.epochs, verbose=0, seed=0)
    strength[name] = edges(model.predict(data.x_test, verbose=0)) / edges(data.x_test)
    print(f"{name}: edges {strength[name]:.3f} times as strong as in real pictures")

times = strength["VAE-GAN"] / strength["VAE"]
if times < options.reach:
    sys.exit(f"The VAE-GAN's edges are {times:.2f} times as strong as the VAE's, below {options.reach}.")
