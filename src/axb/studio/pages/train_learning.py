"""An optimizer's hyperparameters under the hand, with their meaning beside them."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from nicegui import ui

from axb.studio.signs import signs
from axb.studio.slider import Slider
from axb.studio.visitor import Visitor
from axb.words import speaking

if TYPE_CHECKING:
    from axb.optimizers.hyper import Hyper

SMALLEST, LARGEST = -6.0, 0.0  # powers of ten


def hyper_slider(
    hyper: "Hyper",
    usual: float,
    visitor: Visitor,
    changed: Callable[[str, float], None],
    value: float | None = None,
) -> None:
    """A slider for one hyperparameter, at `value` or what is `usual`; what spans many sizes moves in powers of ten.

    Each move calls `changed(name, value)`.
    """
    powers, now = hyper.high == math.inf and usual > 0, usual if value is None else value
    with speaking(visitor.language), ui.element("div").classes("axb-hyper"):
        head = ui.label(_said(hyper, now)).classes("axb-hyper-name")
        if powers:
            slider = Slider(hyper.name, SMALLEST - 2, LARGEST, 0.05, math.log10(now))
        else:
            high = 1.0 if hyper.high == math.inf else hyper.high - 0.001 * hyper.high_open
            slider = Slider(hyper.name, hyper.low, high, 0.001, now)
        ui.label(hyper.meaning).classes("axb-muted")
        signs(visitor, hyper)

    def moved() -> None:
        value = float(f"{10**slider.value:.2g}") if powers else round(float(slider.value), 4)
        head.text = _said(hyper, value)
        changed(hyper.name, value)

    slider.on_value_change(moved)


def _said(hyper: "Hyper", value: float) -> str:
    symbol = f" {hyper.symbol}" if hyper.symbol else ""
    return f"{hyper.name}{symbol} = {value:g}"
