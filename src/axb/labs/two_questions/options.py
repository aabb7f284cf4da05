"""The lab from words of a command line: `two_questions:data=spiral,components=10,x=1.5,y=-1`, or on pictures
`two_questions:data=digits,x=0.5`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.two_questions.lab import COMPONENTS, DATA, TwoQuestionsLab

if TYPE_CHECKING:
    from axb.labs.two_questions.pictured import PicturesLab

KNOWN = ("data", "components", "seed", "x", "y")


def two_questions_lab(options: Mapping[str, str]) -> "TwoQuestionsLab | PicturesLab":
    """data: a toy set of classes; components: bell curves for each class; x and y: the place that is asked about.

    Other data are pictures of classes: steps, seed, a and b as the experiment takes them; x: where on the way from A to
    B, 0 to 1, both are asked. Raises InputError for another option, or a value that can't be used.
    """
    if options.get("data", "moons") not in DATA:
        return _on_pictures(options)
    check_options("two_questions", options, KNOWN)
    components = read_whole("components", options.get("components", str(COMPONENTS)), 1, 32)
    lab = TwoQuestionsLab(
        options.get("data", "moons"), components, read_whole("seed", options.get("seed", "0"))
    )
    places = {name: real(name, options[name], -1e9, 1e9) for name in ("x", "y") if name in options}
    lab.set_probe(**places)
    return lab


def _on_pictures(options: Mapping[str, str]) -> "PicturesLab":
    from axb.labs.plans import changed
    from axb.labs.two_questions.pictured import PicturesLab, Plan

    rest = {name: value for name, value in options.items() if name != "x"}
    lab = PicturesLab(changed("two_questions", Plan(), rest))
    lab.set_probe(real("x", options.get("x", "0.5"), 0, 1))
    return lab
