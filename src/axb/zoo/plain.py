"""The plain networks that He et al. 2015 set beside ResNet: the same layers, and no way around them.

Deeper, they learn worse, on the training pictures too (the paper's figures 1 and 6). In 6n + 2 layers a plain network
has exactly as many numbers as the ResNet with option A, and from the same seed starts with the same ones.
"""

from axb import layers
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture, one_cycle
from axb.zoo.resnet import bent, plan, stem

LIKE_RESNETS = (18, 34)  # the plain ones of table 2


def build(facts: Facts, depth: int = 20, width: float = 1.0, batch_norm: bool = True) -> Model:
    """`depth` layers with weights, one after another; `width` multiplies all numbers of filters.

    `batch_norm` goes between each convolution and its bend.
    """
    chosen = plan("plain", depth, LIKE_RESNETS)
    check_picture("plain", facts, smallest=8)
    inputs, x = facts.enter()
    x = stem(x, facts, chosen, width, batch_norm)
    for filters, strides, blocks in chosen.stages(width):
        for number in range(2 * blocks):
            x = bent(x, filters, 3, strides if number == 0 else 1, batch_norm)
    return facts.leave(inputs, layers.GlobalAveragePooling2D()(x), "plain")


PLAIN = Family("plain", build, Recipe(5, 128, one_cycle(peak=0.1, weight_decay=0.005), steps=500))
