"""The model as a table, in both languages."""

from collections.abc import Iterator

import pytest
from torch import nn

from axb import layers, set_language
from axb.graph import Input, summary
from axb.training import Model, Sequential
from graph.makers import WHOLE, nested, sharing


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language(None)


def small() -> Sequential:
    return Sequential([
        Input((8, 8, 1)), layers.Conv2D(4, 3), layers.BatchNormalization(),
        layers.Flatten(), layers.Dense(10),
    ])  # fmt: skip


def test_the_table() -> None:
    assert (
        summary(small())
        == """\
Sequential "sequential"

  part                                       output      a               b    parameters
 ────────────────────────────────────────────────────────────────────────────────────────
  conv2d (Conv2D)                            6 x 6 x 4   3 x 3 x 1 x 4   4            40
  batch_normalization (BatchNormalization)   6 x 6 x 4   4               4            16
  flatten (Flatten)                          144                                       0
  dense (Dense)                              10          144 x 10        10        1,450

1,506 parameters: 1,498 learn, 8 do not.
2,736 multiply-adds for one example."""
    )


def test_the_table_in_japanese() -> None:
    set_language("ja")
    told = summary(small())
    head = told.splitlines()[2]
    assert head.split() == ["パーツ", "出力", "a", "b", "パラメータ"]
    assert told.endswith(
        "パラメータは 1,506 個です。学習するのは 1,498 個、学習しないのは 8 個です。\n"
        "1 例あたりの積和演算は 2,736 回です。"
    )


def test_branches_show_where_their_inputs_come_from() -> None:
    assert (
        summary(sharing())
        == """\
Model "siamese"

  part                        output   a        b   parameters   from
 ──────────────────────────────────────────────────────────────────────────────────
  left (InputLayer)           6                              0
  right (InputLayer)          6                              0
  both (Dense)                6        6 x 6    6           42   left; right; both
  concatenate (Concatenate)   12                             0   both, both
  dense (Dense)               1        12 x 1   1           13   concatenate

55 parameters, and all of them learn.
120 multiply-adds for one example."""
    )
    assert "from" not in summary(small())


def test_a_frozen_part_has_a_star_and_the_star_an_explanation() -> None:
    model = nested()
    assert "*" not in summary(model)
    model.get_layer("encoder").trainable = False
    told = summary(model)
    assert "* 38" in told
    assert told.endswith(
        "80 parameters: 42 learn, 38 do not.\n96 multiply-adds for one example.\n"
        "* frozen: it keeps its weights while the others learn."
    )
    set_language("ja")
    assert summary(model).endswith("* は固定したパーツです。ほかのパーツが学習しても、重みは変わりません。")


def test_a_model_that_is_not_built_says_so() -> None:
    told = summary(Sequential([layers.Dense(3), layers.Dense(2)]))
    assert told.count("?") == 8
    assert told.endswith(
        'Sequential "sequential" has no weights yet: '
        "they are made when its input's shape is known, from an Input or from data."
    )


def test_open_sizes_are_question_marks() -> None:
    inputs = Input((None, None, 3))
    assert "? x ? x 4" in summary(Model(inputs, layers.Conv2D(4, 1)(inputs)))


def test_a_foreign_module_is_named_with_its_view() -> None:
    told = summary(Sequential([Input((8, 8, 3)), nn.Conv2d(3, 2, 3)]))
    assert "conv2d (TorchModule: Conv2d, (N, C, H, W) inside)" in told
    assert "56" in told


@pytest.mark.parametrize("width", [60, 110])
@pytest.mark.parametrize(
    "name", ["wide " * 30, "[red]not a colour[/red] :smile:", "二つの幅の文字" * 12, "[/]"]
)
def test_wide_and_odd_names_do_not_break_the_table(name: str, width: int) -> None:
    from rich.cells import cell_len

    model = Sequential([Input((3,)), layers.Dense(2, name=name), layers.Dense(1)])
    told = summary(model, width=width)
    assert max(map(cell_len, told.splitlines())) <= width
    rows = "".join("".join(told.splitlines()[4:-3]).split()).replace("23x228", "", 1)
    assert rows.startswith("".join(name.split()) + "(Dense)")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", WHOLE)
def test_every_model_fits_the_page(name: str, language: str) -> None:
    from rich.cells import cell_len

    set_language(language)
    model = WHOLE[name]()
    told = summary(model)
    assert max(map(cell_len, told.splitlines()[:-1])) <= 110
    assert f"{model.count_params():,}" in told
