"""The parts a person can take, in groups, and what each begins with."""

from typing import Any

from axb.labs.board.block import Block, Chain, Place
from axb.words import say

GROUPS = {
    "weights": ("Dense", "Conv2D", "Conv2DTranspose"),
    "bends": ("Activation", "ReLU", "LeakyReLU"),
    "sizes": (
        "MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D", "UpSampling2D",
        "ZeroPadding2D",
    ),
    "blocks": ("Residual", "ResidualBlock", "Parallel", "Inception"),
    "shapes": ("Flatten", "Reshape", "Rescaling"),
    "steady": ("BatchNormalization", "Dropout"),
    "pictures": ("RandomFlip", "RandomTranslation", "RandomRotation", "RandomZoom"),
}  # fmt: skip
KINDS = tuple(kind for kinds in GROUPS.values() for kind in kinds)
FIRST = ("Rescaling", *GROUPS["pictures"])  # where no place is chosen these go to the beginning
FOR_PICTURES = (
    "Conv2D",
    "Conv2DTranspose",
    *GROUPS["sizes"],
    *GROUPS["blocks"],
)  # and these before a FLATTENING
FLATTENING = ("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D")
STARTERS: dict[str, dict[str, Any]] = {
    "Dense": {"units": 64, "activation": "relu"},
    "Conv2D": {"filters": 32, "kernel_size": 3, "padding": "same", "activation": "relu"},
    "Conv2DTranspose": {"filters": 16, "kernel_size": 2, "strides": 2, "activation": "relu"},
    "Activation": {"activation": "relu"},
    "Reshape": {"target_shape": [-1]},
    "Rescaling": {"scale": 1 / 255},
    "Dropout": {"rate": 0.25},
    "ResidualBlock": {"filters": 32},
    "Inception": {
        "filters_1x1": 16, "reduce_3x3": 12, "filters_3x3": 16, "reduce_5x5": 4, "filters_5x5": 8, "filters_pool": 8,
    },
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
    "RandomRotation": {"factor": 0.05},
    "RandomZoom": {"height_factor": 0.1},
}  # fmt: skip


def starter(kind: str, shape: tuple[int | None, ...] | None = None) -> Block:
    """A new block of that kind; parts made of parts begin with blocks that suit an input of `shape` (no batch axis)."""
    picture = shape is None or len(shape) == 3
    if kind == "Residual":
        width = (shape[-1] if shape else None) or 32
        return Block(
            kind, {"shortcut": "auto"}, ((_layer(picture, width, 3), _layer(picture, width, 3, bend=False)),)
        )
    if kind == "Parallel":
        return Block(kind, {}, ((_layer(picture, 16, 1),), (_layer(picture, 16, 3),)))
    return Block(kind, STARTERS.get(kind, {}))


def _layer(picture: bool, width: int, size: int, bend: bool = True) -> Block:
    """A convolution that keeps the size of a picture, or a Dense for a row."""
    activation = {"activation": "relu"} if bend else {}
    if picture:
        return Block("Conv2D", {"filters": width, "kernel_size": size, "padding": "same", **activation})
    return Block("Dense", {"units": width, **activation})


def usual_place(kind: str, blocks: Chain) -> Place:
    """Scales and variations of pictures come first, parts for pictures before a Flatten, others before the answer."""
    kinds = [block.kind for block in blocks]
    if kind in FIRST:
        return Place(index=0 if kind == "Rescaling" else sum(one in FIRST for one in kinds))
    flat = next((index for index, one in enumerate(kinds) if one in FLATTENING), None)
    if kind in FOR_PICTURES and flat is not None:
        return Place(index=flat)
    return Place(index=len(kinds) - (kinds[-1:] == ["Dense"]))


def about(kind: str) -> str:
    """One sentence on a part in the current language."""
    return say(f"labs_board.about_{kind.lower()}") if kind in KINDS else kind


def group_name(group: str) -> str:
    """The heading of a group in the current language."""
    return say(f"labs_board.group_{group}")
