"""The lab from words of a command line: `reduction:channels=192,filters=32,window=5,reduce=16,side=28`."""

from collections.abc import Mapping

from axb.data.ranges import read_whole
from axb.data.spec import check_options
from axb.labs.reduction.lab import ReductionLab

KNOWN = ("channels", "filters", "window", "reduce", "side")


def reduction_lab(options: Mapping[str, str]) -> ReductionLab:
    """The arguments of `ReductionLab` by their names. Raises InputError for another option, or a value of no use."""
    check_options("reduction", options, KNOWN)
    return ReductionLab(**{name: read_whole(name, text) for name, text in options.items()})
