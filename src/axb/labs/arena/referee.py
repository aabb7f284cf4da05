"""Who is winning, in numbers: what the detective judges right, how much of the data the forger reaches.

reached and genuine are coverage and precision by nearest neighbours (Naeem et al. 2020, equation 8; Kynkaanniemi et
al. 2019, equation 2): an example's ball reaches to its fifth neighbour among the examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from axb.labs.arena.material import Material, flat, spread

if TYPE_CHECKING:
    from axb.labs.arena.game import Game

SHARES = ("real_accuracy", "fake_accuracy", "reached", "genuine")
FAIR = 0.25  # of its fair share of the forgeries, that a place needs to count as reached


@dataclass(frozen=True)
class Look:
    """At one step. real_accuracy, fake_accuracy: shares of examples and forgeries that the discriminator judges right.

    reached: the share of the examples in whose ball a forgery lies; genuine: of the forgeries in some example's ball;
    places: how many of the classes have a fair part of the genuine ones. spread: how far forgeries lie apart; moved:
    how far they have come in the last 100 steps, both for the size of the data (moved is NaN before).
    """

    step: int
    real_accuracy: float
    fake_accuracy: float
    reached: float
    genuine: float
    places: int
    of_places: int
    spread: float
    moved: float


@torch.no_grad()
def looked(game: "Game", material: Material, made: Tensor, step: int, past: Sequence[Tensor]) -> Look:
    """What there is to say of the forgeries `made`; `past`: what the same codes gave before and now, oldest first."""
    real = torch.from_numpy(material.x[material.picked])
    away = torch.cdist(material.rows, flat(made))
    inside = away < material.radii[:, None]
    genuine = inside.any(0)
    labels = torch.from_numpy(material.labels[material.picked])
    nearest = labels[away.argmin(0)][genuine]
    classes = torch.unique(labels)
    least = FAIR * len(made) / len(classes)
    moved = (
        (past[-1] - past[0]).norm(dim=1).mean() / material.size if len(past) > 1 else torch.tensor(torch.nan)
    )
    return Look(
        step=step,
        real_accuracy=float((game.judge(real, None) > 0).float().mean()),
        fake_accuracy=float((game.judge(made, None) <= 0).float().mean()),
        reached=float(inside.any(1).float().mean()),
        genuine=float(genuine.float().mean()),
        places=sum(int((nearest == one).sum()) >= least for one in classes),
        of_places=len(classes),
        spread=spread(flat(made)) / material.size,
        moved=float(moved),
    )
