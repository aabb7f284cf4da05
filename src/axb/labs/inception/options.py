"""What can be chosen: `inception:windows=3x3+inception,parameters=8000,seeds=3,epochs=4,data=digits`."""

from collections.abc import Mapping

from axb.labs.inception.lab import LIVE, InceptionLab
from axb.labs.inception.networks import NETWORKS
from axb.labs.inception.plan import DATA
from axb.labs.plans import Offer, changed
from axb.words import say


def inception_lab(options: Mapping[str, str]) -> InceptionLab:
    """Handwritten digits, unless told otherwise. Raises InputError for another option, or a value of no use."""
    return InceptionLab(changed("inception", LIVE, options))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    networks = Offer(
        "windows", say("labs_inception.choose_windows"), {name: one.title for name, one in NETWORKS.items()}
    )
    parameters = Offer("parameters", say("labs_inception.choose_parameters"), _numbers(5000, 8000, 16000))
    usual = {"seeds": _numbers(1, 3, 5), "epochs": _numbers(2, 4, 12), "data": {name: name for name in DATA}}
    return [
        networks, parameters,
        *(Offer(field, say(f"labs_experiment.choose_{field}"), values) for field, values in usual.items()),
    ]  # fmt: skip


def _numbers(*numbers: int) -> dict[str, str]:
    return {str(one): str(one) for one in numbers}
