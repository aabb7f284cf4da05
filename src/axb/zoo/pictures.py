"""What families for pictures share: what they refuse, how wide they are, and a recipe for deep ones."""

from axb.optimizers import SGD, Optimizer
from axb.optimizers.schedules import OneCycle
from axb.words import InputError
from axb.zoo.facts import Facts
from axb.zoo.family import MakeOptimizer

BIG = 64  # pixels a side from which a picture is one for the published network of photographs


def check_picture(family: str, facts: Facts, smallest: int, instead: str = "mlp") -> None:
    """Refuse data that are not pictures, or smaller than `smallest` pixels a side; `instead` is for these."""
    if not facts.is_picture or min(facts.input_shape[:2]) < smallest:
        said = {"family": family, "smallest": smallest, "got": facts.input_shape}
        raise InputError("zoo.needs_pictures", **said, instead=instead)


def is_big(facts: Facts) -> bool:
    """Whether the pictures are photographs, and not small ones like Fashion-MNIST's or CIFAR's."""
    return min(facts.input_shape[:2]) >= BIG


def check_depth(family: str, fits: bool, known: str, got: int) -> None:
    """Refuse a depth that the family does not have."""
    if not fits:
        raise InputError("zoo.no_such_depth", family=family, known=known, got=got)


def scaled(filters: int, width: float) -> int:
    """So many filters in a network `width` times as wide (the alpha of Howard et al. 2017); at least one."""
    if width <= 0:
        raise InputError("registry.out_of_range", what="width", rule="> 0", got=width)
    return max(round(filters * width), 1)


def one_cycle(peak: float, weight_decay: float, warmup: float = 0.2) -> MakeOptimizer:
    """Nesterov momentum whose rate rises to `peak` and falls within one training (Smith & Topin 2018).

    The decay is beside the gradient, which momentum makes ten times as strong: 0.005 here is what papers call 0.0005.
    """

    def optimizer(facts: Facts, steps: int, learning_rate: float | None) -> Optimizer:
        cycle = OneCycle(learning_rate or peak, steps, warmup=warmup, start_factor=10, shape="linear")
        return SGD(cycle, momentum=0.9, nesterov=True, weight_decay=weight_decay)

    return optimizer
