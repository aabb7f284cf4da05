"""The lab in one word of a command line: `network:data=moons,hidden=8-8,activation=relu`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.network.lab import NetworkLab
from axb.labs.network.settings import Settings
from axb.labs.network.sources import preset, read_csv

WORDS = ("activation", "initializer", "optimizer")
NUMBERS = ("rate", "l1", "l2", "held")
WHOLES = ("batch", "weights")
OF_POINTS = {
    "n": True,
    "classes": True,
    "seed": True,
    "noise": False,
    "turns": False,
    "factor": False,
}  # whole?
KNOWN = ("data", "hidden", *WORDS, *NUMBERS, *WHOLES, "steps", *OF_POINTS)


def network_lab(options: Mapping[str, str]) -> NetworkLab:
    """From a spec's options, all of them text.

    data: a toy set, or a CSV file; n, noise, seed, classes, turns, factor: the toy set's own. hidden: "8-8", or ""
    for none. steps: so many are taken at once. The others as in `Settings`.
    Raises InputError for another option, or a value out of range.
    """
    check_options("network", options, KNOWN)
    chosen: dict[str, Any] = {name: options[name] for name in WORDS if name in options}
    chosen |= {name: real(name, options[name], 0, 1e9) for name in NUMBERS if name in options}
    chosen |= {name: _whole(name, options[name]) for name in WHOLES if name in options}
    if "hidden" in options:
        chosen["hidden"] = tuple(_whole("hidden", units) for units in options["hidden"].split("-") if units)
    lab = NetworkLab(Settings(**chosen), _points(options))
    for _ in range(_whole("steps", options.get("steps", "0"))):
        lab.advance()
    return lab


def _points(options: Mapping[str, str]) -> Any:
    name = options.get("data", "circles")
    if name.lower().endswith(".csv"):
        return read_csv(Path(name))
    own = {key: options[key] for key in OF_POINTS if key in options}
    return preset(
        name, {key: _whole(key, v) if OF_POINTS[key] else real(key, v, 0, 100) for key, v in own.items()}
    )


def _whole(name: str, text: str) -> int:
    return read_whole(name, text, 0, 2**31)
