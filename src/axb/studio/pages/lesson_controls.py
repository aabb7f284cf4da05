"""What can be operated beside a lesson's pictures, each by the name that the lesson calls it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.data.spec import parse_spec
from axb.labs.lab import Lab
from axb.lessons import Bench
from axb.lessons.hands import Hands
from axb.studio.dial import Dial
from axb.studio.visitor import Visitor
from axb.studio.worker import Session
from axb.words import say

DIALS = {"a": (-1.0, 3.0), "b": (-1.0, 3.0)}  # from, to
# What can be chosen: the value, and the key of its words (or none, where it is its own).
CHOICES: dict[str, dict[str, str]] = {
    "rate": dict.fromkeys(("0.01", "0.05", "0.1", "0.2", "0.3", "0.4"), ""),
    "hidden": {"": "studio_lessons.hidden_none", "2": "", "4": "", "8": "", "8-8": ""},
    "activation": {"tanh": "", "relu": "", "linear": ""},
    "data": {
        "hills": "studio_lessons.data_number",
        "moons": "studio_lessons.data_two",
        "spiral:classes=3": "studio_lessons.data_many",
    },
    "on": {name: f"labs_surface.on_{name}" for name in ("trap", "bowl", "saddle", "network")},
    "sgd_rate": dict.fromkeys(("0.005", "0.01", "0.02", "0.036", "0.045"), ""),
    "momentum_momentum": dict.fromkeys(("0", "0.5", "0.9"), ""),
    "adam_rate": dict.fromkeys(("0.01", "0.03", "0.1", "0.3", "1"), ""),
    "adam_beta_1": dict.fromkeys(("0", "0.5", "0.9", "0.99"), ""),
    "rates": dict.fromkeys(("0.01", "0.01+0.1+1"), ""),
    "f": dict.fromkeys(("sigmoid", "tanh", "relu", "linear"), ""),
    "layers": dict.fromkeys(("1", "2", "3", "4"), ""),
    "recipes": {
        name: f"labs_vanishing.name_{name}" for name in ("plain", "he", "tanh", "relu", "norm", "skip", "all")
    },
    "windows": {
        "inception": "labs_inception.several",
        **{f"{size}x{size}": f"studio_lessons.only_{size}" for size in (1, 3, 5)},
    },
    "off": {
        "none": "studio_lessons.none_off",
        **dict.fromkeys(("1x1", "3x3", "5x5"), ""),
        "pool": "labs_inception.pooled",
    },
    "window": dict.fromkeys(("1", "3", "5", "7"), ""),
    "reduce": dict.fromkeys(("192", "96", "64", "32", "16", "8"), ""),
    "depths": dict.fromkeys(("3", "6", "10", "20"), ""),
    "families": {name: f"labs_degradation.name_{name}" for name in ("plain", "resnet")},
    "deep": dict.fromkeys(("8", "20", "32"), ""),
    "norm": {norm: f"labs_degradation.norm_{norm}" for norm in ("on", "off")},
    "networks": {
        name: f"labs_history.name_{name}"
        for name in ("mlp", "lenet5", "alexnet", "vgg", "googlenet", "plain", "resnet")
    },
    "model": {name: f"labs_latent.name_{name}" for name in ("autoencoder", "vae")},
    "beta": dict.fromkeys(("1", "0.3", "4"), ""),
    "shown": {name: f"studio_desk.layers_{name}" for name in ("both", "pictures", "codes")},
    "seeds": dict.fromkeys(("3", "5", "10"), ""),
    "picture": {name: f"labs_convolution.on_{name}" for name in ("shirt", "trousers", "bag", "boot", "zero")},
    "filter": {
        name: f"labs_convolution.filter_{name}"
        for name in ("identity", "left", "right", "top", "bottom", "blur", "sharpen")
    },
    "size": dict.fromkeys(("3", "5", "1"), ""),
    "stride": dict.fromkeys(("1", "2"), ""),
    **{
        f"{player}_turns": dict.fromkeys(("1", "0", "2", "3", "4", "5"), "")
        for player in ("generator", "discriminator")
    },
    "loss": {name: f"studio_arena.loss_{name}" for name in ("minimax", "non_saturating")},
    "padding": dict.fromkeys(("valid", "same"), ""),
    "relu": {"off": "studio_lessons.off", "on": "studio_lessons.on"},
    "channels": {"chosen": "studio_lessons.channels_chosen", "learned": "studio_lessons.channels_learned"},
    "kind": {
        name: f"labs_squeeze.kind_{name}"
        for name in ("line", "bent", "sigmoids", "layers", "sparse", "noisy")
    },
    "latent": dict.fromkeys(("2", "4", "8", "16", "32", "64"), ""),
    "patch": dict.fromkeys(("2", "3", "4", "5"), ""),
    "up": {name: f"labs_overlap.way_{name}" for name in ("transposed", "resize")},
    "parts": {name: f"labs_combined.name_{name}" for name in ("codes", "vae_gan", "two_stage")},
    "pool": {"max": "labs_convolution.pool_max", "average": "labs_convolution.pool_average"},
}
PLAYS = ("learn", "slide")  # the same, in other words: a window that slides learns nothing
BUTTONS = {"learn": "play_arrow", "slide": "play_arrow", "step": "skip_next", "over": "replay"}
MOVES = {"step": "learn 1", "over": "over"}


class Controls:
    """The controls of a bench, in the order of its list."""

    def __init__(self, visitor: Visitor, bench: Bench, hands: Hands, session: Session[Lab]) -> None:
        self.visitor, self.hands, self.session = visitor, hands, session
        self.start = parse_spec(bench.lab)[1]
        self.dials: dict[str, Dial] = {}
        self.learn: tuple[str, ui.button] | None = None
        with ui.element("div").classes("axb-lesson-tools"):
            for name in bench.controls:
                if name in BUTTONS:
                    self._button(name)
                elif name in DIALS:
                    self._dial(name)
                else:
                    self._choice(name)

    def _button(self, name: str) -> None:
        plays = name in PLAYS
        act: Callable[[], Any] = self._learn if plays else partial(self._do, MOVES[name])
        button = ui.button(
            say(f"studio_lessons.press_{name}"), icon=BUTTONS[name], on_click=self.visitor.does(act)
        )
        button.props("no-caps " + ("unelevated" if plays else "outline"))
        if plays:
            self.learn = name, button

    def _dial(self, name: str) -> None:
        value = self.hands.lab.numbers()[name]
        with ui.element("div").classes("axb-lesson-slider"):
            self.dials[name] = Dial(
                self.visitor, name, value, *DIALS[name], lambda to: self._do(f"{name}={to!r}")
            )

    def _choice(self, name: str) -> None:
        words = {value: say(key) if key else value.replace("+", ", ") for value, key in CHOICES[name].items()}
        label = say(f"studio_lessons.choice_{name}")
        first = self.start.get(name, next(iter(words)))
        with ui.element("div").classes("axb-lesson-tool"):
            ui.label(label).classes("axb-muted")
            ui.toggle(
                words, value=first if first in words else None,
                on_change=self.visitor.does(partial(self._set, name)),
            ).props(f'no-caps unelevated role="group" aria-label="{label}"')  # fmt: skip

    async def _set(self, name: str, event: ValueChangeEventArguments[str]) -> None:
        await self._do(f"{name}={event.value}")

    async def _learn(self) -> None:
        await self.session.do(lambda lab: self.hands.pause() if lab.running else self.hands.learn())

    async def _do(self, move: str) -> None:
        await self.session.do(lambda _: self.hands.do(move))

    def follow(self, numbers: Mapping[str, float]) -> None:
        """Show where things are now."""
        for name, dial in self.dials.items():
            dial.follow(numbers[name], *DIALS[name])
        if self.learn is not None:
            (name, button), running = self.learn, self.hands.lab.running
            button.set_text(self.visitor.say(f"studio_lessons.press_{'pause' if running else name}"))
            button.set_icon("pause" if running else BUTTONS[name])
