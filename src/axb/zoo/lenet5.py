"""LeNet-5 (LeCun, Bottou, Bengio & Haffner 1998, "Gradient-based learning applied to document recognition", II.B).

Layers as the paper names them: C1, S2, C3, S4, C5, F6. This is the common version: C3 sees all of S2's maps, where the
paper joins them by a table (table I) to save connections; subsampling is a mean without an a and b of its own; the
output is a layer of y = ax + b instead of distances to drawn digits. So it has 61,706 numbers for one channel and 10
classes, and the paper's 60,000.
"""

from axb import layers
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture, one_cycle, scaled

FIELD = 32  # pixels a side of the paper's input, in whose middle a 28x28 digit lies


def build(facts: Facts, width: float = 1.0, activation: str = "tanh") -> Model:
    """Convolutions of 6, 16 and 120 filters and a layer of 84 units, each times `width`."""
    check_picture("lenet5", facts, smallest=1)
    inputs, x = facts.enter()
    height, breadth, _ = facts.input_shape
    if min(height, breadth) < FIELD:
        x = layers.ZeroPadding2D((_margins(height), _margins(breadth)))(x)
    x = layers.Conv2D(scaled(6, width), 5, activation=activation, name="c1")(x)
    x = layers.AveragePooling2D(2, name="s2")(x)
    x = layers.Conv2D(scaled(16, width), 5, activation=activation, name="c3")(x)
    x = layers.AveragePooling2D(2, name="s4")(x)
    x = layers.Conv2D(scaled(120, width), 5, activation=activation, name="c5")(x)
    x = layers.Dense(scaled(84, width), activation=activation, name="f6")(layers.Flatten()(x))
    return facts.leave(inputs, x, "lenet5")


def _margins(size: int) -> tuple[int, int]:
    """What a smaller picture needs before and after it."""
    missing = max(FIELD - size, 0)
    return missing // 2, missing - missing // 2


LENET5 = Family("lenet5", build, Recipe(10, 128, one_cycle(peak=0.1, weight_decay=0.002), steps=800))
