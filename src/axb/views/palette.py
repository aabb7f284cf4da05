"""The colours of the picture grammar: the same thing has the same colour in every picture."""

from typing import Literal, NamedTuple

Scheme = Literal["light", "dark"]

NEGATIVE, POSITIVE = "#2a6fdb", "#e07b00"  # of weights (a) and biases (b)
GENERATOR, DISCRIMINATOR = "#0a9396", "#8a5cd6"
PLAYERS = {  # a decoder makes, as a generator does; an encoder judges, as a discriminator does
    "generator": GENERATOR,
    "discriminator": DISCRIMINATOR,
    "critic": DISCRIMINATOR,
    "decoder": GENERATOR,
    "encoder": DISCRIMINATOR,
    "real": DISCRIMINATOR,  # how much of it the discriminator judges right
    "fake": GENERATOR,
}

# Okabe & Ito (2008), "Color Universal Design"; its black is grey here, as pages can be dark.
OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999")
DARKER = 0.6  # the second round of classes has the colours again, at this share of their brightness

# Of optimizers that walk together: those with a rate for all parameters are cold, those with one for each are warm.
OPTIMIZERS = {
    "sgd": "#56B4E9",
    "momentum": "#0072B2",
    "nesterov": "#009E73",
    "adagrad": "#999999",
    "rmsprop": "#E69F00",
    "rmsprop_momentum": "#A6761D",
    "adam": "#D55E00",
    "adamw": "#CC79A7",
}


class Theme(NamedTuple):
    """What surrounds the data: background, text and lines, quieter text, grid lines."""

    paper: str
    ink: str
    muted: str
    grid: str


THEMES: dict[Scheme, Theme] = {
    "light": Theme("#ffffff", "#1b2430", "#5a6675", "#e3e7ec"),
    "dark": Theme("#14181f", "#e9ecf0", "#9aa5b3", "#2c333d"),
}


def class_color(label: int) -> str:
    """The colour of class `label` (from 0), as "#rrggbb". Sixteen differ; then they come again."""
    color, second_round = OKABE_ITO[label % 8], label // 8 % 2
    if not second_round:
        return color
    return "#" + "".join(f"{int(int(color[i : i + 2], 16) * DARKER):02X}" for i in (1, 3, 5))


def weight_color(value: float) -> str | None:
    """The colour of a weight or bias by its sign; None for zero, which is neutral."""
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else None
