"""GoogLeNet (Szegedy et al. 2014, "Going deeper with convolutions"): windows of several sizes side by side.

1x1 convolutions before the large windows keep 22 layers at a tenth of AlexNet's weights: 6,998,552 numbers for 224
pixels, 3 channels and 1000 classes without batch normalisation, as in the paper and in Caffe's bvlc_googlenet.
"""

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import Model
from axb.zoo.facts import Facts
from axb.zoo.family import Family, Recipe
from axb.zoo.pictures import check_picture, is_big, one_cycle, scaled

# Table 1, rows of inception modules: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool proj; a pooling stands between rows.
MODULES = (
    ((64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64)),
    (
        (192, 96, 208, 16, 48, 64), (160, 112, 224, 24, 64, 64), (128, 128, 256, 24, 64, 64),
        (112, 144, 288, 32, 64, 64), (256, 160, 320, 32, 128, 128),
    ),
    ((256, 160, 320, 32, 128, 128), (384, 192, 384, 48, 128, 128)),
)  # fmt: skip
SMALL = 0.25  # of the published width suits small pictures


def build(
    facts: Facts, width: float = 1.0, dropout: float = 0.4, batch_norm: bool = True, strides: int = 2
) -> Model:
    """Nine Inception modules.

    `width` multiplies the published numbers of filters; a quarter of them for pictures below 64 pixels, whose stem is
    one convolution with these `strides`: with 1 the modules see as many pixels of 28x28 ones as the published ones see
    of 224x224, and take four times as long. `batch_norm` (Ioffe & Szegedy 2015) lets it learn without the auxiliary
    heads.
    """
    return _network(facts, width, dropout, batch_norm, strides=strides)


def with_auxiliary_heads(
    facts: Facts, width: float = 1.0, dropout: float = 0.4, batch_norm: bool = False
) -> Model:
    """The same with the paper's two classifiers in the middle, which carry the gradient into the lower half.

    Three outputs: the answer, then the heads behind 4a and 4d. Compile it with `loss_weights=[1, 0.3, 0.3]` and give
    `fit` the labels three times; for use, `Model(model.input, model.outputs[0])` leaves the heads out.
    """
    return _network(facts, width, dropout, batch_norm, auxiliary=True)


def _network(
    facts: Facts, width: float, dropout: float, batch_norm: bool, strides: int = 2, auxiliary: bool = False
) -> Model:
    check_picture("googlenet", facts, smallest=8)
    width = width if is_big(facts) else SMALL * width
    inputs, x = facts.enter()
    if is_big(facts):
        x = _stem(x, width, batch_norm)
    else:
        x = _convolve(x, scaled(192, width), 5, strides, batch_norm)
    middle: list[SymbolicTensor] = []
    for row, modules in enumerate(MODULES):
        if row:
            x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        for number, filters in enumerate(modules):
            a, b, c, d, e, f = (scaled(one, width) for one in filters)
            name = f"inception_{row + 3}{'abcde'[number]}"
            x = layers.Inception(a, b, c, d, e, f, batch_norm=batch_norm, name=name)(x)
            if auxiliary and name in ("inception_4a", "inception_4d"):
                middle.append(_head(facts, x, width))
    model = facts.leave(inputs, layers.Dropout(dropout)(layers.GlobalAveragePooling2D()(x)), "googlenet")
    return Model(inputs, [*model.outputs, *middle], name="googlenet") if auxiliary else model


def _stem(x: SymbolicTensor, width: float, batch_norm: bool) -> SymbolicTensor:
    """What comes before the first module: an eighth of the pixels a side, of photographs."""
    x = _convolve(x, scaled(64, width), 7, 2, batch_norm)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = _convolve(x, scaled(64, width), 1, 1, batch_norm)
    x = _convolve(x, scaled(192, width), 3, 1, batch_norm)
    return layers.MaxPooling2D(3, strides=2, padding="same")(x)


def _convolve(x: SymbolicTensor, filters: int, size: int, strides: int, batch_norm: bool) -> SymbolicTensor:
    convolution = layers.Conv2D(
        filters, size, strides, "same", use_bias=not batch_norm, kernel_initializer="he_normal"
    )
    x = convolution(x)
    return layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x) if batch_norm else x)


def _head(facts: Facts, x: SymbolicTensor, width: float) -> SymbolicTensor:
    """Section 5: mean of 5x5 with stride 3, 1x1 convolution of 128, 1024 units, dropout of 70%."""
    side = min(5, *(size or 5 for size in x.shape[1:3]))
    x = layers.AveragePooling2D(side, strides=3)(x)
    x = layers.Conv2D(scaled(128, width), 1, activation="relu")(x)
    x = layers.Dense(scaled(1024, width), activation="relu")(layers.Flatten()(x))
    return layers.Dense(facts.head.units, facts.head.activation)(layers.Dropout(0.7)(x))


GOOGLENET = Family("googlenet", build, Recipe(5, 128, one_cycle(peak=0.2, weight_decay=0.005), steps=500))
