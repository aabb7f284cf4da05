"""How forger and detective play, and the presets in which one of them is too strong."""

from dataclasses import dataclass, replace
from typing import Any

from axb.data.ranges import one_of, real, whole

LOSSES = ("non_saturating", "minimax")
MOST_TURNS = 10
LEAST_RATE, MOST_RATE = 1e-5, 0.1
RATES = ("generator_rate", "discriminator_rate")
TURNS = ("generator_turns", "discriminator_turns")


@dataclass(frozen=True)
class Settings:
    """Adam's rate and the turns in each step of either player; 0 turns: it stands still.

    loss: what the generator lowers, of Goodfellow et al. 2014, section 3: "minimax" log(1 - D(G(z))), or
    "non_saturating" -log D(G(z)), which is steep where "minimax" is flat.
    Raises InputError where a value is out of range.
    """

    generator_rate: float = 0.003
    discriminator_rate: float = 0.004
    generator_turns: int = 1
    discriminator_turns: int = 1
    loss: str = "non_saturating"
    seed: int = 0

    def __post_init__(self) -> None:
        one_of("loss", self.loss, LOSSES)
        checked: dict[str, Any] = {
            name: real(name, getattr(self, name), LEAST_RATE, MOST_RATE) for name in RATES
        }
        checked |= {name: whole(name, getattr(self, name), 0, MOST_TURNS) for name in TURNS}
        checked["seed"] = whole("seed", self.seed, 0, 2**31)
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def changed(self, **values: Any) -> "Settings":
        """The same but for these."""
        return replace(self, **values)


CALM = 0.0005, 0.002  # rates that balance where the data hang together; between far places a forger must jump
BALANCED = {"ring": (0.003, 0.004), "digits": (0.002, 0.004), "fashion-mini": (0.002, 0.004)}
PRESETS = {
    "balanced": Settings(),
    "detective": Settings(0.0001, 0.01, 1, 4, "minimax"),
    "forger": Settings(0.005, 0.0002, 5, 1),
    "collapse": Settings(0.003, 0.008, 1, 3),
}


def preset_for(name: str, data: str) -> Settings:
    """The preset of that name; balanced rates are not the same for all data. Raises InputError for an unknown name."""
    chosen = PRESETS[one_of("preset", name, PRESETS)]
    if name != "balanced":
        return chosen
    forger, detective = BALANCED.get(data, CALM)
    return chosen.changed(generator_rate=forger, discriminator_rate=detective)
