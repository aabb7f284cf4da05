"""What a kind of laboratory is, and how what a lesson's file or a hand says becomes its settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from axb.data.ranges import whole
from axb.data.spec import parse_spec
from axb.words import InputError

Setting = Callable[[Any, str], None]
Drag = Callable[[Any, int, float, float], None]  # lab, index, x, y


def _pause(lab: Any) -> None:
    lab.running = False


@dataclass(frozen=True)
class Kind:
    """settings: by their names. drags: by the mark's name. speed: steps a second that a person can follow."""

    settings: Mapping[str, Setting]
    speed: float
    drags: Mapping[str, Drag] = field(default_factory=dict)
    says: Callable[[Any], str] = lambda lab: str(lab.verdict())
    learn: Callable[[Any], None] = lambda lab: lab.learn()
    pause: Callable[[Any], None] = _pause
    taps: Mapping[str, Drag] = field(default_factory=dict)  # by the view's name: its empty ground
    removes: Mapping[str, Callable[[Any, int], None]] = field(default_factory=dict)  # by the mark's name


def number(text: str) -> float:
    """What was typed; an int where it is one. Raises InputError where it is no number."""
    try:
        told = float(text)
    except ValueError:
        raise InputError("lessons.no_number", got=repr(text)) from None
    return int(told) if told.is_integer() else told


def hidden(lab: Any, text: str) -> None:
    """ "8-4": two hidden layers; nothing: none."""
    lab.change(hidden=tuple(number(units) for units in text.split("-") if units.strip()))


def data(lab: Any, text: str) -> None:
    """ "spiral:classes=3": a toy set, and its options."""
    name, options = parse_spec(text)
    lab.load_preset(name, {option: number(value) for option, value in options.items()})


def end_of(lab: Any) -> str:
    """What axb chose for the end of a network, and why; or what happened to its numbers."""
    from axb.training.task import head

    classes = len(lab.points.labels)
    task = (
        head("regression") if not classes else head("binary") if classes == 2 else head("multiclass", classes)
    )
    return str(lab.trouble or task.why)


def optimizers(lab: Any, text: str) -> None:
    """ "sgd+momentum": those that walk."""
    lab.show(named(text))


def named(text: str) -> list[str]:
    """ "a+b": several names."""
    return [name.strip() for name in text.split("+")]


def knob(name: str) -> Setting:
    """ "adam_rate" and the like."""

    def set_it(lab: Any, text: str) -> None:
        from axb.labs.surface.options import set_knob

        set_knob(lab, name, text)

    return set_it


def rates(lab: Any, text: str) -> None:
    """ "0.01+0.1": of every optimizer that races."""
    from axb.labs.race.options import rates_in

    lab.set_rates(rates_in(text))


def relu(lab: Any, text: str) -> None:
    """ "on" or "off" """
    from axb.labs.convolution.options import switched

    lab.set_relu(switched("relu", text))


def layers(lab: Any, text: str) -> None:
    """ "3": so many layers of one unit."""
    lab.set_units([1] * whole("layers", number(text), 1, 4))


def changed(name: str) -> Setting:
    """One number of the arena's settings."""
    return lambda lab, text: lab.change(**{name: number(text)})


def learn(lab: Any) -> None:
    """For labs that run by themselves once they are told to."""
    lab.running = True


def code(name: str) -> Drag:
    """ "code", "a" or "b" of a latent space."""
    return lambda lab, index, x, y: lab.put(x, y, name)
