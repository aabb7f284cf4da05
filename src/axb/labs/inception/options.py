"""What can be chosen: `inception:windows=3x3+inception,parameters=8000,seeds=3,epochs=4,data=digits`."""

from collections.abc import Mapping

from axb.labs.inception.lab import LIVE, InceptionLab
from axb.labs.inception.networks import NETWORKS
from axb.labs.inception.plan import DATA
from axb.labs.plans import Offer, changed, offer
from axb.words import say


def inception_lab(options: Mapping[str, str]) -> InceptionLab:
    """Handwritten digits, unless told otherwise. Raises InputError for another option, or a value of no use."""
    return InceptionLab(changed("inception", LIVE, options))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    windows = {name: one.title for name, one in NETWORKS.items()}
    return [
        Offer("windows", say("labs_experiment.choose_windows"), windows),
        offer("parameters", 5000, 8000, 16000),
        offer("seeds", 1, 3, 5, 10),
        offer("epochs", 2, 5, 20),
        offer("data", *DATA),
    ]
