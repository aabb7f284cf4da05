"""Options of families, as they are typed."""

import pytest

from axb import data, zoo
from axb.words import InputError
from zoo.makers import build, images

SPIRAL = data.spiral(n=40)


def test_options_build_what_they_say() -> None:
    model = build("mlp", SPIRAL, hidden="5,7", activation="tanh", batch_norm="true", dropout="0.25")
    kinds = [type(part).__name__ for part in model.layers]
    block = ["Dense", "BatchNormalization", "Activation", "Dropout"]
    assert [kind for kind in kinds if kind not in ("InputLayer", "Flatten")] == [*block, *block, "Dense"]
    assert [part.get_config()["units"] for part in model.layers if type(part).__name__ == "Dense"] == [
        5,
        7,
        1,
    ]
    assert model.layers[-2].get_config()["rate"] == 0.25


def test_no_hidden_layer_is_allowed() -> None:
    assert build("mlp", SPIRAL, hidden="").count_params() == 3


@pytest.mark.parametrize(("family", "options", "says"), [
    ("mlp", {"hiden": "3"}, "mlp has no option 'hiden'. Options: hidden, activation, dropout"),
    ("line", {"a": "3"}, "line has no option 'a'. Options: l2, augment"),
    ("mlp", {"hidden": "many"}, "mlp: hidden must be like 128,64; got 'many'"),
    ("mlp", {"batch_norm": "maybe"}, "mlp: batch_norm must be like False; got 'maybe'"),
    ("mlp", {"dropout": "a lot"}, "mlp: dropout must be like 0.0; got 'a lot'"),
    ("mlp", {"dropout": "1.5"}, "Dropout"),
    ("mlp", {"hidden": "0"}, "Dense"),
    ("mlp", {"activation": "bent"}, "bent"),
    ("mlp", {"initializer": "lucky"}, "lucky"),
    ("cnn", {"filters": "-4"}, "Conv2D"),
    ("fastcnn", {"widths": "16"}, "fastcnn: len(widths)"),
    ("fastcnn", {"widths": "16,0"}, "Conv2D"),
])  # fmt: skip
def test_what_cannot_be_used_gets_a_sentence(family: str, options: dict[str, str], says: str) -> None:
    fitting = {"line": data.line(n=40), "mlp": SPIRAL}.get(family, images(28, 1, 10))
    with pytest.raises(InputError) as caught:
        build(family, fitting, **options)
    assert says in str(caught.value)


def test_every_option_has_a_default_and_a_reader() -> None:
    for family in zoo.FAMILIES.values():
        for name, option in family.options.items():
            default = option.default
            text = ",".join(map(str, default)) if isinstance(default, tuple) else str(default)
            assert family._read(option, text) == default, (family.name, name)
