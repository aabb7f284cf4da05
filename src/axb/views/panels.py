"""Which of a run's series are drawn on which pair of axes."""

from dataclasses import dataclass

from axb.views.figure import plain
from axb.views.palette import PLAYERS
from axb.words import say

EPOCH, HELD_OUT = "epoch/", "epoch/val_"
RATE, LOSS, ACCURACY = "learning_rate", "loss", "accuracy"
TALL, LOW = 260, 110  # pixels: of a panel of losses or of a metric, of one of rates
AS_PERCENT = ("accuracy", "precision", "recall")
PARTS = ("kl", "reconstruction")
MORE_COLORS = ("#009E73", "#CC79A7", "#56B4E9", "#999999")  # of what belongs to no known player


@dataclass(frozen=True)
class Panel:
    """One pair of axes: the title of the upright one, the names drawn on them, their height in pixels."""

    title: str
    names: tuple[str, ...]
    height: int

    @property
    def is_percent(self) -> bool:
        """Whether its values are shares, to be read as percentages."""
        return self.names[0].endswith(AS_PERCENT)


def panels_of(names: list[str]) -> list[Panel]:
    """All losses on one panel, each metric on its own (a detective's accuracies together), all learning rates on a low
    one at the bottom."""
    base = sorted({name.removeprefix(HELD_OUT).removeprefix(EPOCH) for name in names})
    rates = tuple(name for name in base if name.endswith(RATE))
    losses = tuple(name for name in base if name == LOSS or name.endswith(f"_{LOSS}"))
    accuracies = tuple(n for n in base if n == ACCURACY or (n.endswith(ACCURACY) and player_of(n)))
    metrics = [name for name in base if name not in rates + losses + accuracies]
    found = [Panel(say("views.axis_loss"), losses, TALL)] if losses else []
    found += [Panel(say("views.axis_accuracy"), accuracies, TALL)] if accuracies else []
    found += [Panel(_title(name), (name,), TALL) for name in metrics]
    return [*found, Panel(say("views.axis_rate"), rates, LOW)] if rates else found


def _title(name: str) -> str:
    """The parts of a VAE's loss in words, any other name as it is."""
    return say(f"views_generated.axis_{name}") if name in PARTS else plain(name)


def player_of(name: str) -> str:
    """Whose loss or rate it is, or on what a player's accuracy; "" where a run has only one."""
    for ending in (RATE, LOSS):
        if name.endswith(f"_{ending}"):
            return name.removesuffix(f"_{ending}")
    stem = name.removesuffix(f"_{ACCURACY}")
    return stem if stem != name and stem in PLAYERS else ""


def color_of(name: str, number: int) -> str | None:
    """Its player's colour, or where it is unknown the `number`th of others; without a player None: ink."""
    player = player_of(name)
    return (PLAYERS.get(player) or MORE_COLORS[number % len(MORE_COLORS)]) if player else None
