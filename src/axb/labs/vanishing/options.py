"""The lab from words of a command line: `vanishing:recipes=plain+skip,depths=3-20,seeds=3,epochs=2,data=digits`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from axb.data.ranges import whole
from axb.data.spec import check_options
from axb.labs.vanishing.lab import LIVE, VanishingLab
from axb.labs.vanishing.plan import Plan

COUNTS = ("width", "seeds", "epochs")
KNOWN = ("recipes", "depths", "data", *COUNTS)


def vanishing_lab(options: Mapping[str, str]) -> VanishingLab:
    """One sick network, unless told otherwise. Raises InputError for another option, or a value that can't be used."""
    return VanishingLab(changed(LIVE, options))


def changed(plan: Plan, options: Mapping[str, str]) -> Plan:
    """The plan with what the options say. Raises InputError as above."""
    check_options("vanishing", options, KNOWN)
    told: dict[str, Any] = {name: count(name, options[name]) for name in COUNTS if name in options}
    if "data" in options:
        told["data"] = options["data"]
    if "recipes" in options:
        told["recipes"] = names_in(options["recipes"])
    if "depths" in options:
        told["depths"] = tuple(count("depths", one) for one in options["depths"].split("-"))
    return replace(plan, **told)


def names_in(text: str) -> tuple[str, ...]:
    """ "plain+skip" """
    return tuple(name.strip() for name in text.replace("|", "+").split("+"))


def count(name: str, text: str) -> int:
    """A whole number as it is typed; the plan knows its range."""
    return whole(name, int(text) if text.strip().isdecimal() else text, 0, 10**6)
