"""What every family can be asked for beside its own options: a penalty on large weights, pictures changed at random."""

from collections.abc import Callable
from dataclasses import replace
from inspect import signature
from typing import Any

from axb import layers
from axb.regularizers import L2
from axb.training import Model
from axb.words import InputError
from axb.zoo.facts import Facts

# By name: so little that a piece of clothing, or a digit, stays what it is.
CHANGES: dict[str, Callable[[], layers.Layer]] = {
    "flip": lambda: layers.RandomFlip("horizontal"),
    "shift": lambda: layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
    "rotate": lambda: layers.RandomRotation(0.04, fill_mode="constant"),
    "zoom": lambda: layers.RandomZoom(0.1, fill_mode="constant"),
}
NONE = "none"


def regularized(
    build: Callable[..., Model], facts: Facts, /, l2: float = 0.0, augment: str = NONE, **options: Any
) -> Model:
    """The model that `build(facts, **options)` makes, with the same first weights.

    l2: l2 * sum(a²) over every kernel a joins the loss, at least 0 (see `axb.regularizers.L2`). augment: how
    pictures `(N, H, W, C)` are changed at random while training, each in its own way: "flip", "shift", "rotate",
    "zoom", or several joined by "+"; "none". Raises InputError for another word, and where the data are no pictures.
    """
    model = build(replace(facts, augment=_changes(augment, facts)), **options)
    penalty = L2(l2)
    if l2:
        for part in model.modules():
            if isinstance(part, layers.Layer) and "kernel_regularizer" in part.get_config():
                part.penalize(penalty)
    return model


COMMON_OPTIONS = {
    name: option
    for name, option in signature(regularized).parameters.items()
    if option.kind is option.POSITIONAL_OR_KEYWORD
}


def _changes(asked: str, facts: Facts) -> tuple[Callable[[], layers.Layer], ...]:
    if asked == NONE:
        return ()
    words = asked.split("+")
    if unknown := [word for word in words if word not in CHANGES]:
        known = ", ".join((NONE, *CHANGES))
        raise InputError("registry.unknown_choice", what="augment", known=known, got=unknown[0])
    if not facts.is_picture:
        raise InputError("zoo.augments_pictures", shape=facts.input_shape)
    return tuple(CHANGES[word] for word in words)
