"""The lab from words of a command line: `race:data=digits,optimizers=sgd+adam,rates=0.01+0.1,seeds=5`."""

from collections.abc import Mapping
from typing import Any

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.race.lab import RaceLab
from axb.labs.surface.options import names_in

COUNTS = ("seeds", "epochs")
KNOWN = ("data", "optimizers", "rates", "hidden", *COUNTS)


def race_lab(options: Mapping[str, str]) -> RaceLab:
    """data: a small set; optimizers, rates: theirs with + or | between; hidden: "16-16", or "" for none; seeds, epochs.

    Raises InputError for another option, or a value that can't be used.
    """
    check_options("race", options, KNOWN)
    chosen: dict[str, Any] = {name: read_whole(name, options[name]) for name in COUNTS if name in options}
    if "data" in options:
        chosen["data"] = options["data"]
    if "optimizers" in options:
        chosen["optimizers"] = names_in(options["optimizers"])
    if "rates" in options:
        chosen["rates"] = rates_in(options["rates"])
    if "hidden" in options:
        chosen["hidden"] = [read_whole("hidden", units) for units in options["hidden"].split("-") if units]
    return RaceLab(**chosen)


def rates_in(text: str) -> list[float]:
    """ "0.01+0.1" """
    return [real("rate", one, 0, 1e9) for one in names_in(text)]
