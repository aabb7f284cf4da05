"""What can be done to each kind of laboratory: settings in words, marks that a hand drags, sentences it says."""

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


def _hidden(lab: Any, text: str) -> None:
    """ "8-4": two hidden layers; nothing: none."""
    lab.change(hidden=tuple(number(units) for units in text.split("-") if units.strip()))


def _data(lab: Any, text: str) -> None:
    """ "spiral:classes=3": a toy set, and its options."""
    name, options = parse_spec(text)
    lab.load_preset(name, {option: number(value) for option, value in options.items()})


def _end_of(lab: Any) -> str:
    """What axb chose for the end of a network, and why; or what happened to its numbers."""
    from axb.training.task import head

    classes = len(lab.points.labels)
    task = (
        head("regression") if not classes else head("binary") if classes == 2 else head("multiclass", classes)
    )
    return str(lab.trouble or task.why)


def _optimizers(lab: Any, text: str) -> None:
    """ "sgd+momentum": those that walk."""
    lab.show(_named(text))


def _named(text: str) -> list[str]:
    return [name.strip() for name in text.split("+")]


def _knob(name: str) -> Setting:
    """ "adam_rate" and the like."""

    def set_it(lab: Any, text: str) -> None:
        from axb.labs.surface.options import set_knob

        set_knob(lab, name, text)

    return set_it


def _rates(lab: Any, text: str) -> None:
    """ "0.01+0.1": of every optimizer that races."""
    from axb.labs.race.options import rates_in

    lab.set_rates(rates_in(text))


def _relu(lab: Any, text: str) -> None:
    """ "on" or "off" """
    from axb.labs.convolution.options import switched

    lab.set_relu(switched("relu", text))


def _layers(lab: Any, text: str) -> None:
    """ "3": so many layers of one unit."""
    lab.set_units([1] * whole("layers", number(text), 1, 4))


def _changed(name: str) -> Setting:
    """One number of the arena's settings."""
    return lambda lab, text: lab.change(**{name: number(text)})


def _learn(lab: Any) -> None:
    lab.running = True


def _code(name: str) -> Drag:
    """ "code", "a" or "b" of a latent space."""
    return lambda lab, index, x, y: lab.put(x, y, name)


WALKERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "rmsprop_momentum", "adam", "adamw")
KNOBS = ("rate", "momentum", "rho", "beta_1", "beta_2")  # of those that have them
ARENA = ("generator_rate", "discriminator_rate", "generator_turns", "discriminator_turns")

KINDS = {
    "line": Kind(
        settings={
            "a": lambda lab, text: lab.set_line(a=number(text)),
            "b": lambda lab, text: lab.set_line(b=number(text)),
            "rate": lambda lab, text: lab.set_hyper("learning_rate", number(text)),
        },
        drags={
            "points": lambda lab, index, x, y: lab.move_point(index, x, y),
            "turn": lambda lab, index, x, y: lab.turn(x, y),
            "shift": lambda lab, index, x, y: lab.shift(x, y),
            "place": lambda lab, index, x, y: lab.set_line(x, y),
        },
        says=lambda lab: str(lab.verdict()[1]),
        pause=lambda lab: lab.pause(),
        speed=12,
        taps={
            "data": lambda lab, index, x, y: lab.add_point(x, y),
            "surface": lambda lab, index, x, y: lab.set_line(x, y),
        },
        removes={"points": lambda lab, index: lab.remove_point(index)},
    ),
    "network": Kind(
        settings={
            "hidden": _hidden,
            "activation": lambda lab, text: lab.change(activation=text),
            "rate": lambda lab, text: lab.change(rate=number(text)),
            "data": _data,
        },
        drags={"point": lambda lab, index, x, y: lab.move_point(index, x, y)},
        says=_end_of,
        learn=lambda lab: lab.start(),
        speed=120,
    ),
    "certainty": Kind(
        settings={
            "z": lambda lab, text: lab.set_start(text),
            "rate": lambda lab, text: lab.set_rate(text),
        },
        drags={"point": lambda lab, index, x, y: lab.move_point(index, x, y)},
        says=lambda lab: "",
        learn=_learn,
        speed=6,
    ),
    "chain": Kind(
        settings={
            "f": lambda lab, text: lab.set_activation(text),
            "layers": _layers,
            "a": lambda lab, text: lab.set_weight(number(text)),
            "x": lambda lab, text: lab.set_input(number(text)),
        },
        speed=2,
    ),
    "vanishing": Kind(
        settings={
            "recipes": lambda lab, text: lab.set_recipes(_named(text)),
            "depths": lambda lab, text: lab.set_depths([number(one) for one in text.split("-")]),
        },
        speed=60,
    ),
    "degradation": Kind(
        settings={
            "families": lambda lab, text: lab.set_families(_named(text)),
            "depths": lambda lab, text: lab.set_depths([number(one) for one in text.split("-")]),
            "deep": lambda lab, text: lab.set_depths([number(text)]),
            "norm": lambda lab, text: lab.set_norm(_named(text)),
        },
        speed=60,
    ),
    "inception": Kind(
        settings={
            "windows": lambda lab, text: lab.set_windows(tuple(_named(text))),
            "off": lambda lab, text: lab.switch_off(text),
        },
        speed=60,
    ),
    "reduction": Kind(
        settings={
            "channels": lambda lab, text: lab.set_channels(number(text)),
            "window": lambda lab, text: lab.set_window(number(text)),
            "reduce": lambda lab, text: lab.set_reduce(number(text)),
        },
        speed=2,
    ),
    "history": Kind(
        settings={"networks": lambda lab, text: lab.set_networks(_named(text))},
        speed=30,
    ),
    "squeeze": Kind(
        settings={
            "kind": lambda lab, text: lab.set_kind(text),
            "latent": lambda lab, text: lab.set_latent(number(text)),
        },
        speed=60,
    ),
    "overlap": Kind(
        settings={
            "patch": lambda lab, text: lab.set_patch(number(text)),
            "up": lambda lab, text: lab.set_up(text),
        },
        speed=4,
    ),
    "combined": Kind(
        settings={"parts": lambda lab, text: lab.set_parts(_named(text))},
        speed=60,
    ),
    "surface": Kind(
        settings={
            "on": lambda lab, text: lab.set_surface(text),
            "optimizers": _optimizers,
            "x": lambda lab, text: lab.set_start(x=number(text)),
            "y": lambda lab, text: lab.set_start(y=number(text)),
            "condition": lambda lab, text: lab.set_condition(number(text)),
            "steps": lambda lab, text: lab.set_steps(number(text)),
            **{f"{name}_{knob}": _knob(f"{name}_{knob}") for name in WALKERS for knob in KNOBS},
        },
        drags={"start": lambda lab, index, x, y: lab.set_start(x, y)},
        speed=30,
        taps={"surface": lambda lab, index, x, y: lab.set_start(x, y)},
    ),
    "latent": Kind(
        settings={
            "model": lambda lab, text: lab.set_model(text),
            "beta": lambda lab, text: lab.set_beta(number(text)),
            "shown": lambda lab, text: lab.set_layers(text),
            "way": lambda lab, text: lab.set_way(text),
            "share": lambda lab, text: lab.set_share(number(text)),
            "z1": lambda lab, text: lab.set_number(0, number(text)),
            "z2": lambda lab, text: lab.set_number(1, number(text)),
        },
        drags={name: _code(name) for name in ("code", "a", "b")},
        speed=60,
        taps={"plane": lambda lab, index, x, y: lab.put(x, y)},
    ),
    "two_questions": Kind(
        settings={
            "points": lambda lab, text: lab.set_data(text),
            "x": lambda lab, text: lab.set_probe(x=number(text)),
            "y": lambda lab, text: lab.set_probe(y=number(text)),
        },
        drags={
            "probe": lambda lab, index, x, y: lab.set_probe(x, y),
            "point": lambda lab, index, x, y: lab.move_point(index, x, y),
        },
        speed=60,
        taps=dict.fromkeys(("border", "density"), lambda lab, index, x, y: lab.set_probe(x, y)),
    ),
    "arena": Kind(
        settings={
            "forged": lambda lab, text: lab.set_data(text),
            "preset": lambda lab, text: lab.set_preset(text),
            "loss": lambda lab, text: lab.change(loss=text),
            **{name: _changed(name) for name in ARENA},
        },
        drags={"point": lambda lab, index, x, y: lab.move_point(index, x, y)},
        speed=60,
        taps={"arena": lambda lab, index, x, y: lab.add_point(x, y)},
        removes={"point": lambda lab, index: lab.remove_point(index)},
    ),
    "race": Kind(
        settings={
            "optimizers": lambda lab, text: lab.set_optimizers(_named(text)),
            "rates": _rates,
            "seeds": lambda lab, text: lab.set_seeds(number(text)),
        },
        speed=15,
    ),
    "convolution": Kind(
        settings={
            "picture": lambda lab, text: lab.set_picture(text),
            "filter": lambda lab, text: lab.set_filter(text),
            "size": lambda lab, text: lab.set_size(number(text)),
            "stride": lambda lab, text: lab.set_stride(number(text)),
            "padding": lambda lab, text: lab.set_padding(text),
            "b": lambda lab, text: lab.set_b(number(text)),
            "relu": _relu,
            "pool": lambda lab, text: lab.set_pool(text),
            "channels": lambda lab, text: lab.set_channels(text),
            "row": lambda lab, text: lab.set_place(row=number(text)),
            "column": lambda lab, text: lab.set_place(column=number(text)),
        },
        drags={
            "window": lambda lab, index, x, y: lab.put_window(x, y),
            "place": lambda lab, index, x, y: lab.put_place(x, y),
        },
        speed=8,
        taps={
            "picture": lambda lab, index, x, y: lab.put_window(x, y),
            "map": lambda lab, index, x, y: lab.put_place(x, y),
        },
    ),
}
