"""The lab from words of a command line: `chain:units=1-1-1,activation=sigmoid,a=1,a2=-0.5,b1=0.3,x=1,target=0`."""

from collections.abc import Mapping, Sequence

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.chain.lab import LARGEST, MOST_LAYERS, MOST_UNITS, UNITS, ChainLab
from axb.words import InputError

PLACES = tuple(f"{letter}{layer}" for letter in "ab" for layer in range(1, MOST_LAYERS + 1))
KNOWN = ("units", "layers", "activation", "x", "target", "a", "b", *PLACES)


def chain_lab(options: Mapping[str, str]) -> ChainLab:
    """units: those of each layer, or layers: so many of one unit; activation; x; target; a, b: all weights and offsets;
    a2, b2: those of a layer.

    Raises InputError for another option, or a value that can't be used.
    """
    check_options("chain", options, KNOWN)
    lab = ChainLab(_units(options), options.get("activation", "sigmoid"))
    for name in ("x", "target", "a", "b", *PLACES):
        if name in options:
            set_number(lab, name, options[name])
    return lab


def _units(options: Mapping[str, str]) -> Sequence[int]:
    if "layers" not in options:
        return units_in(options["units"]) if "units" in options else UNITS
    if "units" in options:
        raise InputError("labs_chain.units_or_layers")
    return [1] * _count("layers", options["layers"], MOST_LAYERS)


def units_in(text: str) -> list[int]:
    """ "1-2-1" """
    return [_count("units", one, MOST_UNITS) for one in text.split("-")]


def _count(name: str, text: str, most: int) -> int:
    return read_whole(name, text, 1, most)


def set_number(lab: ChainLab, name: str, text: str) -> None:
    """Set x, target, a, b, or a layer's "a2", "b2"."""
    value = real(name, text, -LARGEST, LARGEST)
    if name == "x":
        lab.set_input(value)
    elif name == "target":
        lab.set_target(value)
    else:
        change = lab.set_weight if name[0] == "a" else lab.set_offset
        change(value, int(name[1:]) - 1 if name[1:] else None)
