"""Models combined, third: a VAE on the codes of a VAE (Dai & Wipf 2019), the idea of Stable Diffusion on one page.

The first VAE learns what pictures look like, with so little KL that it restores well and its codes lie where they
please. The second learns how these codes lie, and makes new ones; the first one's decoder draws them. It fails where
codes that the second makes are not REACH times nearer to those of real pictures than codes drawn from N(0, I).

    python examples/two_stage_vae.py
    python examples/two_stage_vae.py --data digits --epochs 10 --reach 1.5
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from axb import zoo
from axb.data import load
from axb.insight.measures import frechet_distance
from axb.models import VAE, Model
from axb.training import head
from axb.utils import set_random_seed

REACH, LATENT = 3.0, 16

parser = argparse.ArgumentParser(description="A VAE on the codes of a VAE")
parser.add_argument("--data", choices=("fashion-mini", "digits"), default="fashion-mini")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--reach", type=float, default=REACH, help="times nearer, below which this fails")
parser.add_argument("--picture", type=Path, help="where to write what both ways make, as a PNG")
options = parser.parse_args()

data = load(options.data)
set_random_seed(0)

# The first stage: pictures to codes, and back
plain = {"latent": str(LATENT), "batch_norm": "false"}
first = zoo.find("vae").make(zoo.facts_of(data), plain | {"beta": "0.1", "hidden": "256"})
first.compile("adam")
first.fit(data.x_train, batch_size=64, epochs=options.epochs, verbose=0, seed=0)
assert isinstance(first, VAE)


def codes_of(pictures: np.ndarray) -> np.ndarray:
    """A code out of q(z|x) for each picture."""
    mean, log_variance = first.encoder.predict(pictures, verbose=0)
    noise = np.random.default_rng(0).standard_normal(mean.shape, np.float32)
    return mean + np.exp(log_variance / 2) * noise


# The second stage: codes are its data, 16 numbers each
codes = codes_of(data.x_train)
scale = {"mean": tuple(map(float, codes.mean(0))), "variance": tuple(map(float, codes.var(0)))}
facts = zoo.Facts((LATENT,), head("regression"), **scale)
second = zoo.find("vae").make(facts, plain | {"hidden": "128,128"})
second.compile("adam")
second.fit(codes, batch_size=64, epochs=2 * options.epochs, verbose=0, seed=0)
assert isinstance(second, VAE)

# Both as one: from a random code, through the second decoder and the first, to a picture
draws = second.decoder.inputs[0]
whole = Model(draws, first.decoder(second.decoder(draws)), name="two_stages")

real = codes_of(data.x_test)
apart = {
    "one stage": frechet_distance(first.draw(len(real)), real),
    "two stages": frechet_distance(second.sample(len(real)), real),
}
for name, distance in apart.items():
    print(f"{name}: drawn codes lie {distance:.3f} from those of real pictures")
if options.picture:
    made = [first.decode(first.draw(10)), whole.predict(second.draw(10), verbose=0)]
    rows = [np.concatenate(list(row[..., 0].clip(0, 255).astype(np.uint8)), axis=1) for row in made]
    Image.fromarray(np.concatenate(rows)).save(options.picture)

times = apart["one stage"] / apart["two stages"]
if times < options.reach:
    sys.exit(f"The second stage's codes are {times:.2f} times nearer, below {options.reach}.")
