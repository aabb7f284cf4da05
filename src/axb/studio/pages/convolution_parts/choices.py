"""What is chosen: the picture and the filter, how the window moves, what follows the sum."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from axb.labs.convolution import CHANNELS, KERNELS, PADDINGS, PICTURES, POOLS, SIZES, STRIDES, ConvolutionLab
from axb.labs.convolution.kernels import OWN
from axb.studio.follower import Follower
from axb.studio.pages.convolution_parts.doing import Do
from axb.studio.visitor import Visitor

Act = Callable[[ConvolutionLab, Any], None]


class Choices:
    """Each follows the lab, which may change one where another was chosen."""

    def __init__(self, visitor: Visitor, do: Do, lab: ConvolutionLab) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        filters = {name: say(f"labs_convolution.filter_{name}") for name in (*KERNELS, OWN)}
        with ui.element("div").classes("axb-row convolution-choices"):
            self.picture = self._select(
                "picture", {name: say(f"labs_convolution.on_{name}") for name in PICTURES},
                lambda: lab.picture, ConvolutionLab.set_picture,
            )  # fmt: skip
            self.filter = self._select("filter", filters, lambda: lab.filter, _set_filter)
            sizes = {size: f"{size} × {size}" for size in SIZES}
            self.size = self._toggle("size", sizes, lambda: len(lab.seen.a), ConvolutionLab.set_size)
            strides = {stride: str(stride) for stride in STRIDES}
            self._toggle("stride", strides, lambda: lab.seen.stride, ConvolutionLab.set_stride)
            paddings = {name: name for name in PADDINGS}
            self._toggle("padding", paddings, lambda: lab.seen.padding, ConvolutionLab.set_padding)
            relu = {False: say("studio_lessons.off"), True: say("studio_lessons.on")}
            self._toggle("relu", relu, lambda: lab.seen.relu, ConvolutionLab.set_relu)
            pools = {name: say(f"labs_convolution.pool_{name}") for name in POOLS}
            self._toggle("pool", pools, lambda: lab.seen.pool, ConvolutionLab.set_pool)

    def channels(self, lab: ConvolutionLab) -> None:
        """Whose maps are the channels: beside these, not among what one filter is asked."""
        words = {name: self.visitor.say(f"studio_lessons.channels_{name}") for name in CHANNELS}
        self._toggle("channels", words, lambda: lab.channels, ConvolutionLab.set_channels)

    def refresh(self) -> None:
        """As the lab is now."""
        self.filter.follow()
        self.size.follow()

    def _select(self, name: str, words: dict[str, str], read: Callable[[], str], act: Act) -> Follower:
        label = self.visitor.say(f"studio_lessons.choice_{name}")
        return self._follower(ui.select(words, value=read(), label=label).classes("axb-select"), read, act)

    def _toggle(self, name: str, words: dict[Any, str], read: Callable[[], Any], act: Act) -> Follower:
        label = self.visitor.say(f"studio_lessons.choice_{name}")
        with ui.element("div").classes("convolution-choice"):
            ui.label(label).classes("axb-muted").props("aria-hidden=true")
            toggle = ui.toggle(words, value=read())
            toggle.props("no-caps unelevated toggle-color=primary role=group")
            toggle.props["aria-label"] = label
        return self._follower(toggle, read, act)

    def _follower(self, element: ui.select | ui.toggle, read: Callable[[], Any], act: Act) -> Follower:
        return Follower(self.visitor, element, lambda value: self.do(lambda lab: act(lab, value)), read)


def _set_filter(lab: ConvolutionLab, name: str) -> None:
    """One's own numbers are there as soon as one of them is moved."""
    if name not in (OWN, lab.filter):
        lab.set_filter(name)
