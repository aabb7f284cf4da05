"""A generative model whose density can be written down: for each class a few bell curves."""

import math
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from axb.data.batches import Batch
from axb.training import Model

Floats = NDArray[np.float64]
WIDTH = 0.4  # of the data's deviation: how wide bells are at first
NARROWEST = 0.02  # of the data's deviation: a bell on a single point would become a needle


class Mixture(Model):
    """p(x, c) = sum over k of pi_ck N(x; mu_ck, L_ck L_ck'), x in the plane, c a class (Bishop 2006, equation 9.7).

    pi are the shares (their logits `share` learn), mu `(classes, components, 2)` the means, L = [[e^a, 0], [b, e^c]]:
    `width` holds a and c, `tilt` b. It learns by gradient descent on -log p(x, c), as a network does.
    """

    def __init__(self, x: Floats, classes: int, components: int, seed: int = 0) -> None:
        super().__init__(name="mixture")
        self.deviation = float(x.std()) or 1.0
        starts = np.random.default_rng(seed).standard_normal((classes, components, 2))
        self.mean = nn.Parameter(torch.tensor(x.mean(0) + self.deviation * starts, dtype=torch.float32))
        shape = self.mean.shape[:2]
        self.share = nn.Parameter(torch.zeros(shape))
        self.width = nn.Parameter(torch.full((*shape, 2), math.log(WIDTH * self.deviation)))
        self.tilt = nn.Parameter(torch.zeros(shape))

    def joint(self, x: Tensor) -> Tensor:
        """log p(x, c) `(N, classes)` of places `(N, 2)`."""
        narrowest = math.log(NARROWEST * self.deviation)
        width = self.width.clamp(min=narrowest)
        away = x[:, None, None, :] - self.mean
        first = away[..., 0] * torch.exp(-width[..., 0])
        second = (away[..., 1] - self.tilt * first) * torch.exp(-width[..., 1])
        bell = -(first.square() + second.square()) / 2 - width.sum(-1) - math.log(2 * math.pi)
        shares = torch.log_softmax(self.share.reshape(-1), 0).reshape(self.share.shape)
        return torch.logsumexp(shares + bell, dim=2)

    def loss_function(self, batch: Batch) -> Any:
        """-log p(x, c) on average, in nats."""
        return -self.joint(batch.x).gather(1, batch.y[:, None]).mean()

    @torch.no_grad()
    def asked(self, places: NDArray[np.floating[Any]]) -> tuple[Floats, Floats]:
        """log p(x) `(N,)`, and by Bayes' rule p(c | x) `(N, classes)`."""
        joint = self.joint(torch.as_tensor(places, dtype=torch.float32)).double()
        return torch.logsumexp(joint, 1).numpy(), torch.softmax(joint, 1).numpy()

    @torch.no_grad()
    def sample(self, count: int, seed: int = 0) -> tuple[Floats, NDArray[np.int64]]:
        """New places `(count, 2)` and their classes: for the same seed they move little while the bells do."""
        rng = np.random.default_rng(seed)
        chance, noise = rng.random(count), rng.standard_normal((count, 2))
        ends = torch.softmax(self.share.reshape(-1).double(), 0).cumsum(0).numpy()
        number = np.minimum(np.searchsorted(ends, chance), len(ends) - 1)
        mean, tilt = self.mean.reshape(-1, 2).double().numpy()[number], self.tilt.reshape(-1).numpy()[number]
        wide = np.exp(self.width.reshape(-1, 2).double().numpy()[number])
        off = np.stack([wide[:, 0] * noise[:, 0], tilt * noise[:, 0] + wide[:, 1] * noise[:, 1]], axis=1)
        return mean + off, (number // self.share.shape[1]).astype(np.int64)
