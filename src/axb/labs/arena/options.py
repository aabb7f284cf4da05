"""The lab from words of a command line: `arena:data=moons,preset=detective,discriminator_turns=3`."""

from collections.abc import Mapping
from typing import Any

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.arena.lab import ArenaLab
from axb.labs.arena.settings import LEAST_RATE, MOST_RATE, MOST_TURNS, RATES, TURNS

KNOWN = ("data", "preset", "loss", "seed", *RATES, *TURNS)


def arena_lab(options: Mapping[str, str]) -> ArenaLab:
    """data: a toy set, a CSV file or small pictures; preset: who is too strong; the others as in `Settings`.

    Raises InputError for another option, or a value that can't be used.
    """
    check_options("arena", options, KNOWN)
    data, preset = options.get("data", "ring"), options.get("preset", "balanced")
    return ArenaLab(data, preset, **read_settings(options))


def read_settings(options: Mapping[str, str]) -> dict[str, Any]:
    """Those of the options that are settings, as numbers."""
    chosen: dict[str, Any] = {name: options[name] for name in ("loss",) if name in options}
    chosen |= {name: real(name, options[name], LEAST_RATE, MOST_RATE) for name in RATES if name in options}
    chosen |= {name: read_whole(name, options[name], 0, MOST_TURNS) for name in TURNS if name in options}
    return chosen | ({"seed": read_whole("seed", options["seed"], 0, 2**31)} if "seed" in options else {})
