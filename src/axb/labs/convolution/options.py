"""The lab from words of a command line: `convolution:picture=boot,filter=top,size=5,stride=2,padding=same,relu=on`."""

from collections.abc import Mapping
from typing import Any

from axb.data.ranges import one_of, read_whole, real
from axb.data.spec import check_options
from axb.labs.convolution.lab import MOST, ConvolutionLab

WORDS, WHOLE = ("picture", "filter", "padding", "pool", "channels"), ("size", "stride")
SWITCH = {"on": True, "off": False}
KNOWN = (*WORDS, *WHOLE, "b", "relu", "row", "column", "filled")


def convolution_lab(options: Mapping[str, str]) -> ConvolutionLab:
    """The arguments of `ConvolutionLab` by their names; row and column of the window, from 1; relu "on" or "off",
    and so is filled: whether the whole map is there at once.

    Raises InputError for another option, or a value that can't be used.
    """
    check_options("convolution", options, KNOWN)
    chosen: dict[str, Any] = {name: options[name] for name in WORDS if name in options}
    chosen |= {name: read_whole(name, options[name]) for name in WHOLE if name in options}
    if "b" in options:
        chosen["b"] = real("b", options["b"], -MOST, MOST)
    lab = ConvolutionLab(**chosen, relu=switched("relu", options.get("relu", "off")))
    lab.set_place(
        *(read_whole(name, options[name]) if name in options else None for name in ("row", "column"))
    )
    if switched("filled", options.get("filled", "off")):
        lab.show_all()
    return lab


def switched(name: str, text: str) -> bool:
    """ "on" or "off". Raises InputError for anything else."""
    return SWITCH[one_of(name, text, SWITCH)]
