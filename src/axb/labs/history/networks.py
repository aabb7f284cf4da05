"""The networks of the history, in the order of their papers: families of the zoo at their sizes for small pictures."""

from dataclasses import dataclass

from axb.training import Model
from axb.words import say
from axb.zoo import Facts, Family, find


@dataclass(frozen=True)
class Network:
    """A family, and where it was published. cost: about how long an epoch takes, beside the others."""

    name: str
    year: int
    paper: str
    cost: float

    @property
    def title(self) -> str:
        """What people call it, in the current language."""
        return say(f"labs_history.name_{self.name}")

    @property
    def news(self) -> str:
        """What was new, in a few words of the current language; a line may end where it says so."""
        return say(f"labs_history.new_{self.name}")

    @property
    def family(self) -> Family:
        """How it is built and trained."""
        return find(self.name)

    def build(self, facts: Facts, width: float) -> Model:
        """The network, `width` times as wide as the family's small size where the family has a width."""
        return self.family.build(facts, **({"width": width} if "width" in self.family.options else {}))


NETWORKS = {
    one.name: one
    for one in (
        Network("mlp", 1986, "Rumelhart, Hinton & Williams 1986", 0.2),
        Network("lenet5", 1998, "LeCun et al. 1998", 1.0),
        Network("alexnet", 2012, "Krizhevsky, Sutskever & Hinton 2012", 2.0),
        Network("vgg", 2014, "Simonyan & Zisserman 2014", 2.0),
        Network("googlenet", 2014, "Szegedy et al. 2014", 14.0),
        Network("plain", 2015, "He et al. 2015", 8.0),
        Network("resnet", 2015, "He et al. 2015", 9.0),
    )
}
