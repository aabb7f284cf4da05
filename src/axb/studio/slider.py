"""A slider by itself, named for those who do not see it."""

from nicegui.elements.mixins.value_element import ValueElement


class Slider(ValueElement[float], component="slider.js"):
    """Moves under the hand at once, without asking the server."""

    LOOPBACK = False

    def __init__(self, label: str, low: float, high: float, step: float, value: float) -> None:
        super().__init__(value=value, throttle=0.05)
        self.props.update({"aria-label": label, "min": low, "max": high, "step": step})
