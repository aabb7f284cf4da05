"""Every lab by its name: `find("line:points=noisy")`; those that end in a finding: `run("vanishing", "class")`."""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from axb.data.spec import parse_spec
from axb.labs.lab import Lab
from axb.words import InputError

if TYPE_CHECKING:
    from axb.labs.experiment import Finding

# name: module and function; a lab's module is read when the lab is wanted
LABS = {
    "line": ("axb.labs.line", "line_lab"),
    "network": ("axb.labs.network", "network_lab"),
    "certainty": ("axb.labs.certainty", "certainty_lab"),
    "chain": ("axb.labs.chain", "chain_lab"),
    "surface": ("axb.labs.surface", "surface_lab"),
    "race": ("axb.labs.race", "race_lab"),
    "vanishing": ("axb.labs.vanishing", "vanishing_lab"),
    "convolution": ("axb.labs.convolution", "convolution_lab"),
}

EXPERIMENTS = {"vanishing": ("axb.labs.vanishing", "run")}


def find(spec: str) -> Lab:
    """The lab that `spec` names: `NAME`, or `NAME:key=value,key=value`.

    Raises InputError where there is no such lab, or it doesn't take an option.
    """
    name, options = parse_spec(spec)
    if name not in LABS:
        close = get_close_matches(name, LABS, n=2) or list(LABS)
        raise InputError("lessons.no_lab", got=repr(name), known=", ".join(close))
    module, maker = LABS[name]
    lab: Lab = getattr(import_module(module), maker)(options)
    return lab


def run(spec: str, preset: str, told: "Callable[[float, str], None]") -> "Finding":
    """Do the experiment that `spec` names, as `find` takes it; `told` hears how far it is, 0..1, and what learns.

    Raises InputError where there is no such experiment or preset, or it doesn't take an option.
    """
    name, options = parse_spec(spec)
    if name not in EXPERIMENTS:
        raise InputError("cli_lab.no_experiment", known=", ".join(EXPERIMENTS), got=name)
    module, function = EXPERIMENTS[name]
    finding: Finding = getattr(import_module(module), function)(preset, options, told)
    return finding
