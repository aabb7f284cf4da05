"""The lab from words of a command line: `surface:on=trap,optimizers=sgd+momentum+adam,adam_rate=0.05`."""

import re
from collections.abc import Mapping

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.surface.lab import FEWEST, MOST, SHOWN, STEPS, SurfaceLab
from axb.labs.surface.roster import KNOBS

NAMED = ("on", "optimizers", "x", "y", "condition", "steps")


def surface_lab(options: Mapping[str, str]) -> SurfaceLab:
    """on: a surface's name; optimizers: theirs with + or | between; x and y: the start; condition: the bowl's; steps.

    Every other option is an optimizer's hyperparameter: "adam_rate", "momentum_momentum", "adam_beta_1".
    Raises InputError for another option, or a value that can't be used.
    """
    check_options("surface", options, (*NAMED, *KNOBS))
    lab = SurfaceLab(options.get("on", "trap"), names_in(options.get("optimizers", "+".join(SHOWN))))
    lab.set_steps(_steps(options.get("steps", str(STEPS))))
    if "condition" in options:
        lab.set_condition(real("condition", options["condition"], 1, 1000))
    lab.set_start(_number(options, "x"), _number(options, "y"))
    for name in options.keys() & KNOBS.keys():
        set_knob(lab, name, options[name])
    return lab


def names_in(text: str) -> list[str]:
    """ "sgd+adam" or "sgd|adam" (a command line takes | for its own)"""
    return [name.strip() for name in re.split(r"[+|]", text)]


def set_knob(lab: SurfaceLab, name: str, text: str) -> None:
    """Set "adam_rate" and the like. Raises InputError for an unknown one."""
    check_options("surface", [name], KNOBS)
    lab.set_hyper(*KNOBS[name], real(name, text, -1e9, 1e9))


def _number(options: Mapping[str, str], name: str) -> float | None:
    return real(name, options[name], -1e9, 1e9) if name in options else None


def _steps(text: str) -> int:
    return read_whole("steps", text, FEWEST, MOST)
