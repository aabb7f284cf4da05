"""What can be chosen: `history:networks=lenet5+resnet,width=0.5,seeds=3,epochs=5,data=fashion-mnist`."""

from collections.abc import Mapping

from axb.labs.history.lab import LIVE, HistoryLab
from axb.labs.history.networks import NETWORKS
from axb.labs.history.plan import DATA
from axb.labs.plans import Offer, changed, offer
from axb.words import say


def history_lab(options: Mapping[str, str]) -> HistoryLab:
    """LeNet-5 for an epoch, unless told otherwise. Raises InputError for another option, and what can't be used."""
    return HistoryLab(changed("history", LIVE, options))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    networks = {name: one.title for name, one in NETWORKS.items()}
    widths = ("0.25", "0.5", "1")
    return [
        Offer("networks", say("labs_history.choose_networks"), networks),
        Offer("width", say("labs_history.choose_width"), dict(zip(widths, widths, strict=True))),
        offer("seeds", 1, 2, 3, 5),
        offer("epochs", 1, 2, 3, 5, 10, 15),
        offer("data", *DATA),
    ]
