"""The arena: a forger and a detective play, and a hand changes either one while they do."""

import math
from collections.abc import Mapping
from typing import Any

from axb.labs.arena.charts import gradient_scene, loss_scene, score_scene
from axb.labs.arena.match import Match
from axb.labs.arena.material import Material
from axb.labs.arena.plane import board_scene, plane_scene
from axb.labs.arena.settings import RATES, TURNS, preset_for
from axb.labs.arena.sheet import sheet_scene
from axb.labs.arena.verdict import sentence, state
from axb.labs.network.points import FEWEST, Points
from axb.views.scene import Scene
from axb.words import InputError

MOST_STEPS = 100_000


class ArenaLab:
    """What is imitated, how they play, and the match.

    Rates, turns and the loss change while it runs; a preset or other data begins anew, from the same first weights.
    Raises InputError for what can't be used, here and in every method.
    """

    material: Material
    match: Match
    preset: str  # the last one that was taken; "" once a hand has changed something

    def __init__(self, data: str = "ring", preset: str = "balanced", **changes: Any) -> None:
        self.settings, self.running = preset_for(preset, data).changed(**changes), False
        self.preset = "" if changes else preset
        self.set_data(data)

    @property
    def step(self) -> int:
        """Steps that were played."""
        return self.match.step

    @property
    def is_plane(self) -> bool:
        """Whether there are points, not pictures."""
        return self.material.points is not None

    # Time

    def advance(self) -> None:
        """One step: all turns of both."""
        if not self.material.enough or self.step >= MOST_STEPS or self.broken:
            self.running = False
            return
        self.match.advance()

    def learn(self) -> None:
        """Let them play. Raises InputError where there is too little to imitate."""
        if not self.material.enough:
            raise InputError("labs_network.few", count=len(self.material.x), fewest=FEWEST)
        self.running = not self.broken

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def start_over(self) -> None:
        """Both untrained, with the same first weights."""
        self.running = False
        known = (
            self.material if self.material.enough else Material.named("ring")
        )  # until there are some points
        self.match = Match(known, self.settings)

    @property
    def broken(self) -> bool:
        """Whether a loss is no number any more."""
        return any(bool(losses) and math.isinf(losses[-1]) for losses in self.match.losses.values())

    # What a hand changes

    def set_preset(self, name: str) -> None:
        """ "balanced", "detective" or "forger" (that one too strong), "collapse"; from the start."""
        self.settings = preset_for(name, self.material.name).changed(seed=self.settings.seed)
        self.preset = name
        self.start_over()

    def change(self, **values: Any) -> None:
        """Rates, turns or the loss, from the next step on; another seed begins anew."""
        self.settings, self.preset = self.settings.changed(**values), ""
        if "seed" in values:
            self.start_over()
        else:
            self.match.change(self.settings)

    def set_data(self, name: str, options: Mapping[str, float] | None = None) -> None:
        """A toy set, a CSV file of points, or small pictures; from the start."""
        self._begin_with(Material.named(name, options))

    def clear(self) -> None:
        """An empty board to draw on."""
        self._begin_with(Material.of_points(Points.none()))

    def add_point(self, x: float, y: float) -> None:
        """One more real point. Points of pictures there are none: nothing happens."""
        if self.material.points is not None:
            self._exchange(self.material.points.with_point(x, y, 0))

    def move_point(self, index: int, x: float, y: float) -> None:
        """Drag a real point."""
        if self.material.points is not None:
            self._exchange(self.material.points.moved(index, x, y))

    def remove_point(self, index: int) -> None:
        """Take a real point away."""
        if self.material.points is not None:
            self._exchange(self.material.points.without(index))

    def _begin_with(self, material: Material) -> None:
        self.material = material
        if self.preset:
            self.set_preset(self.preset)
        else:
            self.start_over()

    def _exchange(self, points: Points) -> None:
        """Other points of the same plane: they play on, and what is shown of it stays."""
        before, self.material = self.material, Material.of_points(points)
        self.material.__dict__["seen"] = before.seen
        if before.enough and self.material.enough:
            self.material.__dict__["facts"] = before.facts
            self.match.change_material(self.material)
        else:
            self.start_over()

    # Looking

    @property
    def state(self) -> str:
        """In one word how it stands, as `verdict.state`."""
        return state(self.match)

    def verdict(self) -> str:
        """How it stands, in a sentence or two."""
        return sentence(self.match)

    def numbers(self) -> dict[str, float]:
        """step; both rates and turns; what the last look found; generator_loss, discriminator_loss and
        generator_gradient of the last step."""
        look, match = self.match.recent, self.match
        told = {name: float(getattr(self.settings, name)) for name in (*RATES, *TURNS)}
        told |= {
            "step": float(self.step), "real_accuracy": look.real_accuracy, "fake_accuracy": look.fake_accuracy,
            "reached": look.reached, "genuine": look.genuine, "places": float(look.places), "moved": look.moved,
            "spread": look.spread,
        }  # fmt: skip
        for name, values in (
            ("generator_loss", match.losses["generator"]),
            ("discriminator_loss", match.losses["discriminator"]),
            ("generator_gradient", match.gradients["generator"]),
        ):
            told[name] = values[-1] if values else math.nan
        return told

    def scenes(self) -> dict[str, Scene]:
        """ "arena": the players' field; "score": what is judged right; "gradient" and "loss" of both."""
        if not self.is_plane:
            arena = sheet_scene(self.match)
        else:
            arena = plane_scene(self.match) if self.material.enough else board_scene(self.material)
        return {
            "arena": arena, "score": score_scene(self.match), "gradient": gradient_scene(self.match),
            "loss": loss_scene(self.match),
        }  # fmt: skip
