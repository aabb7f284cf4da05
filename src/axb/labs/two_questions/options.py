"""The lab from words of a command line: `two_questions:data=spiral,components=10,x=1.5,y=-1`."""

from collections.abc import Mapping

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.labs.two_questions.lab import COMPONENTS, TwoQuestionsLab

KNOWN = ("data", "components", "seed", "x", "y")


def two_questions_lab(options: Mapping[str, str]) -> TwoQuestionsLab:
    """data: a toy set of classes; components: bell curves for each class; x and y: the place that is asked about.

    Raises InputError for another option, or a value that can't be used.
    """
    check_options("two_questions", options, KNOWN)
    components = read_whole("components", options.get("components", str(COMPONENTS)), 1, 32)
    lab = TwoQuestionsLab(
        options.get("data", "moons"), components, read_whole("seed", options.get("seed", "0"))
    )
    places = {name: real(name, options[name], -1e9, 1e9) for name in ("x", "y") if name in options}
    lab.set_probe(**places)
    return lab
