"""Every lab by its name: `find("line:points=noisy")`, `find("network:data=moons,hidden=4")`."""

from difflib import get_close_matches
from importlib import import_module

from axb.data.spec import parse_spec
from axb.labs.lab import Lab
from axb.words import InputError

# name: module and function; a lab's module is read when the lab is wanted
LABS = {
    "line": ("axb.labs.line", "line_lab"),
    "network": ("axb.labs.network", "network_lab"),
    "certainty": ("axb.labs.certainty", "certainty_lab"),
    "surface": ("axb.labs.surface", "surface_lab"),
    "race": ("axb.labs.race", "race_lab"),
    "convolution": ("axb.labs.convolution", "convolution_lab"),
}


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
