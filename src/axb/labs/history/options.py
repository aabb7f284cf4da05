"""What can be chosen: `history:networks=lenet5+resnet,width=0.5,seeds=3,epochs=5,data=fashion-mnist`."""

from collections.abc import Mapping

from axb.labs.history.lab import LIVE, HistoryLab
from axb.labs.history.networks import NETWORKS
from axb.labs.history.plan import DATA
from axb.labs.plans import Offer, changed
from axb.words import say


def history_lab(options: Mapping[str, str]) -> HistoryLab:
    """LeNet-5 for an epoch, unless told otherwise. Raises InputError for another option, and what can't be used."""
    return HistoryLab(changed("history", LIVE, options))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    values = {
        "networks": (
            say("labs_history.choose_networks"),
            {name: one.title for name, one in NETWORKS.items()},
        ),
        "width": (say("labs_history.choose_width"), _same("0.25", "0.5", "1")),
        "seeds": (say("labs_experiment.choose_seeds"), _same("1", "2", "3", "5")),
        "epochs": (say("labs_experiment.choose_epochs"), _same("1", "2", "3", "5", "10", "15")),
        "data": (say("labs_experiment.choose_data"), _same(*DATA)),
    }
    return [Offer(field, label, named) for field, (label, named) in values.items()]


def _same(*values: str) -> dict[str, str]:
    """Each is its own name."""
    return {one: one for one in values}
