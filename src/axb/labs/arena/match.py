"""A game that is played: the library's own loop, and what is written down of it."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from axb.data.batches import Batches
from axb.labs.arena.game import PLAYERS, new_game
from axb.labs.arena.material import Material, flat
from axb.labs.arena.referee import SHARES, Look, looked
from axb.labs.arena.settings import RATES, Settings
from axb.training.callbacks import Callback
from axb.training.loop import Trainer

ENDLESS = 10**9  # epochs
BATCH = 128
MADE = 200  # codes that are followed all through
EVERY = 10  # steps between two looks
MEMORY = 100  # steps over which what moved is measured
CODES = 7  # the seed of the followed codes


class Norms(Callback):
    """The length of each player's last gradient."""

    def __init__(self) -> None:
        self.last: dict[str, float] = {}

    def on_gradient(self, player: str, parameters: Sequence[nn.Parameter], g: Sequence[Tensor]) -> None:
        self.last[player] = float(torch.stack(torch._foreach_norm(list(g))).norm())


class Match:
    """step: updates done. losses, gradients: of each step by player, NaN where it had no turn. looks: every tenth."""

    def __init__(self, material: Material, settings: Settings) -> None:
        self.material = material
        self.game = new_game(material, settings)
        self.norms = Norms()
        self.trainer = Trainer(
            self.game, self._batches(material), [self.norms], epochs=ENDLESS, seed=settings.seed
        )
        self.codes = torch.from_numpy(self.game.draw(MADE, seed=CODES))
        self.losses: dict[str, list[float]] = defaultdict(list)
        self.gradients: dict[str, list[float]] = defaultdict(list)
        self.past: deque[Tensor] = deque(maxlen=MEMORY // EVERY + 1)
        self.looks: list[Look] = []
        self._look()

    @property
    def step(self) -> int:
        """Steps that were played."""
        return self.trainer.step

    @property
    def recent(self) -> Look:
        """The last look, its shares the means of those of the last 100 steps: a game sways."""
        last = self.looks[-MEMORY // EVERY :]
        means: dict[str, Any] = {
            name: float(np.mean([getattr(one, name) for one in last])) for name in SHARES
        }
        return replace(last[-1], **means)

    def _batches(self, material: Material) -> Batches:
        size = -(-len(material.x) // -(-len(material.x) // BATCH))  # batches of one size, at most so large
        return Batches(material.x, batch_size=size, shuffle=True, seed=0)

    def advance(self) -> None:
        """One step: all turns of both."""
        self.norms.last.clear()
        self.trainer.advance()
        told = self.trainer.losses
        for player in PLAYERS:
            alone = told["loss"] if "loss" in told and player in self.norms.last else float("nan")
            self.losses[player].append(float(told.get(f"{player}_loss", alone)))
            self.gradients[player].append(self.norms.last.get(player, float("nan")))
        if self.step % EVERY == 0:
            self._look()

    def change(self, settings: Settings) -> None:
        """Play on like this."""
        self.game.settings = settings
        for name in RATES:
            self.game.optimizers[name.removesuffix("_rate")].learning_rate = getattr(settings, name)

    def change_material(self, material: Material) -> None:
        """Go on with other examples of the same shape."""
        self.material = material
        self.trainer.batches = self._batches(material)
        self.trainer.steps = self.trainer.batches.steps

    @torch.no_grad()
    def made(self) -> Tensor:
        """What the forger makes now of the followed codes, `(MADE, *shape)`."""
        made: Tensor = self.game.generator(self.codes)
        return made

    def _look(self) -> None:
        made = self.made()
        self.past.append(flat(made))
        self.looks.append(looked(self.game, self.material, made, self.step, self.past))
