"""What a part cannot take, it refuses with one sentence: its name, what came, what it needs, what to do."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch

from axb import layers, set_language
from axb.graph import Input, Layer, ShapeError
from axb.registry import find_class
from axb.training import Model
from graph.exam import registered_parts

ADVICE = "Put a Reshape before it, or move it before Flatten."
ADVICE_JA = "前に Reshape を置くか、Flatten より前に移してください。"
ROW, PICTURE = ((5,),), ((8, 6, 4),)
RANK = (
    "{part} needs an input with 4 axes, (batch, height, width, channels), but got shape (None, 5). " + ADVICE
)
RANK_JA = (
    "{part} には 4 軸の入力 (batch, height, width, channels) が必要ですが、形は (None, 5) でした。"
    + ADVICE_JA
)

Case = tuple[Callable[[], Layer], tuple[tuple[int | None, ...], ...], str, str | None]


def pictures_only(make: Callable[[], Layer]) -> Case:
    """A part that takes pictures, given a row."""
    label = make().label
    return make, ROW, RANK.format(part=label), RANK_JA.format(part=label)


def rows_only(make: Callable[[], Layer]) -> Case:
    """A part that takes sequences, given a row."""
    told = "needs an input with 3 axes, (batch, length, channels), but got shape (None, 5)."
    return make, ROW, f"{make().label} {told} {ADVICE}", None


def merging(name: str) -> Case:
    """A part that joins inputs number by number, given unequal ones."""
    make = getattr(layers, name)
    return make, ((5,), (4,)), (
        f"{make().label} joins inputs of equal shape, but got (None, 5), (None, 4). "
        "Make them equal, for instance with a 1x1 Conv2D or strides on the shorter way."
    ), None  # fmt: skip


CASES: dict[str, list[Case]] = {
    "Dense": [
        (
            lambda: layers.Dense(3, name="head"), ((),),
            'Dense "head" needs an input with 2 axes, (batch, features), but got shape (None,). '
            "Give each example at least one feature axis, for instance with Reshape((1,)).",
            'Dense "head" には 2 軸の入力 (batch, features) が必要ですが、形は (None,) でした。'
            "Reshape((1,)) などで、例ごとに少なくとも 1 つの特徴の軸を持たせてください。",
        ),
    ],
    "Conv2D": [
        pictures_only(lambda: layers.Conv2D(3, 3)),
        (
            lambda: layers.Conv2D(4, 3, groups=3), PICTURE,
            'Conv2D "conv2d": groups=3 must divide both the 4 input channels and the 4 filters. '
            "Change groups or filters.",
            'Conv2D "conv2d": groups=3 は入力チャンネル数 4 とフィルター数 4 の両方を割り切る必要があります。'
            "groups か filters を変えてください。",
        ),
        (
            lambda: layers.Conv2D(3, 9), PICTURE,
            'Conv2D "conv2d" has a window of (9, 9) but its input is only (8, 6): nothing is left. '
            'Use padding="same", a smaller window, or fewer poolings before it.',
            'Conv2D "conv2d" の窓は (9, 9) ですが、入力は (8, 6) しかなく、出力が残りません。'
            'padding="same" にするか、窓を小さくするか、前のプーリングを減らしてください。',
        ),
    ],
    "Conv2DTranspose": [pictures_only(lambda: layers.Conv2DTranspose(3, 3))],
    "MaxPooling2D": [pictures_only(lambda: layers.MaxPooling2D())],
    "AveragePooling2D": [pictures_only(lambda: layers.AveragePooling2D(2))],
    "GlobalAveragePooling2D": [pictures_only(lambda: layers.GlobalAveragePooling2D())],
    "GlobalMaxPooling2D": [pictures_only(lambda: layers.GlobalMaxPooling2D())],
    "UpSampling2D": [pictures_only(lambda: layers.UpSampling2D())],
    "ZeroPadding2D": [pictures_only(lambda: layers.ZeroPadding2D())],
    "RandomFlip": [pictures_only(lambda: layers.RandomFlip())],
    "RandomTranslation": [pictures_only(lambda: layers.RandomTranslation(0.1, 0.1))],
    "RandomRotation": [pictures_only(lambda: layers.RandomRotation(0.1))],
    "RandomZoom": [pictures_only(lambda: layers.RandomZoom(0.1))],
    "BatchNormalization": [
        (
            lambda: layers.BatchNormalization(axis=3), ROW,
            'BatchNormalization "batch_normalization": axis=3 does not exist in an input of shape (None, 5).',
            'BatchNormalization "batch_normalization": 形 (None, 5) の入力に axis=3 はありません。',
        ),
    ],
    "Normalization": [
        (
            lambda: layers.Normalization(mean=[1.0, 2.0], variance=[1.0, 2.0]), ROW,
            'Normalization "normalization": mean must be one number, or one for each of 5 features; '
            "got [1.0, 2.0].",
            None,
        ),
    ],
    "Reshape": [
        (
            lambda: layers.Reshape((2, 3)), ROW,
            'Reshape "reshape" cannot arrange 5 numbers of each example (shape (None, 5)) as (2, 3): '
            "the sizes must multiply to 5.",
            'Reshape "reshape" は例ごとの 5 個の数(形 (None, 5))を (2, 3) に並べられません。'
            "大きさの積を 5 にしてください。",
        ),
    ],
    "Add": [
        (
            lambda: layers.Add(), ((5,), (4,)),
            'Add "add" joins inputs of equal shape, but got (None, 5), (None, 4). '
            "Make them equal, for instance with a 1x1 Conv2D or strides on the shorter way.",
            'Add "add" は同じ形の入力どうしを 1 つにしますが、形は (None, 5), (None, 4) でした。'
            "短い側に 1x1 の Conv2D や strides を入れるなどして、形をそろえてください。",
        ),
        (
            lambda: layers.Add(), ROW,
            'Add "add" joins a list of at least 2 inputs; got (None, 5). Call it on a list: Add()([x, y]).',
            'Add "add" は 2 つ以上の入力のリストをつなぎます((None, 5) が渡されました)。'
            "Add()([x, y]) のようにリストで呼んでください。",
        ),
    ],
    "Concatenate": [
        (
            lambda: layers.Concatenate(), ((3, 5), (4, 5)),
            'Concatenate "concatenate" joins along axis -1, so all other axes must be equal, but got '
            "(None, 3, 5), (None, 4, 5). Make them equal, or choose another axis.",
            'Concatenate "concatenate" は軸 -1 に沿ってつなぐので、ほかの軸は等しくなければなりませんが、'
            "形は (None, 3, 5), (None, 4, 5) でした。形をそろえるか、別の軸を選んでください。",
        ),
        (
            lambda: layers.Concatenate(axis=0), ((5,), (5,)),
            'Concatenate "concatenate" cannot join along axis 0 of inputs of shape (None, 5), (None, 5): '
            "axis 0 is the batch, and the others go from 1 to 1 (or -1 to -1).",
            'Concatenate "concatenate" は形 (None, 5), (None, 5) の入力を軸 0 でつなげません。'
            "軸 0 はバッチで、使えるのは 1 から 1(または -1 から -1)です。",
        ),
    ],
    "Residual": [
        (
            lambda: layers.Residual(layers.Dense(3)), ROW,
            'Residual "residual" adds what its parts give, (None, 3), to what comes around them, (None, 5): the '
            'shapes must be equal. Give the parts padding="same", strides 1 and as many filters as come in, or set '
            'shortcut="auto" for a projection.',
            'Residual "residual" はパーツの出力 (None, 3) と迂回してきた入力 (None, 5) を足すので、形が同じでなければ'
            'なりません。パーツを padding="same"、strides=1、入力と同じフィルター数にするか、shortcut="auto" で射影を'
            "入れてください。",
        ),
    ],
    "ResidualBlock": [
        pictures_only(lambda: layers.ResidualBlock(3)),
        (
            lambda: layers.ResidualBlock(6, 2, shortcut="pad"), ((None, None, 4),),
            'ResidualBlock "residual_block" pads channels with zeros, which needs a picture of known height and width; '
            "got (None, None, None, 4). Give Input both, or use a projection.",
            'ResidualBlock "residual_block" がチャンネルをゼロで埋めるには画像の高さと幅が必要ですが、形は '
            "(None, None, None, 4) でした。Input に両方を指定するか、射影を使ってください。",
        ),
    ],
    "Parallel": [
        (
            lambda: layers.Parallel(layers.Conv2D(2, 3), layers.Conv2D(2, 1)), PICTURE,
            'Parallel "parallel" puts its branches side by side, so all axes but the last must be equal, but they '
            'give (None, 6, 4, 2), (None, 8, 6, 2). Use padding="same" and equal strides in all branches.',
            'Parallel "parallel" は枝の出力を最後の軸で並べるので、ほかの軸は同じでなければなりませんが、形は '
            '(None, 6, 4, 2), (None, 8, 6, 2) でした。すべての枝で padding="same" と同じ strides を使ってください。',
        ),
    ],
    "Inception": [pictures_only(lambda: layers.Inception(1, 1, 1, 1, 1, 1))],
    "Conv1D": [
        rows_only(lambda: layers.Conv1D(3, 3)),
        (
            lambda: layers.Conv1D(3, 9), ((8, 4),),
            'Conv1D "conv1d" has a window of (9,) but its input is only (8,): nothing is left. '
            'Use padding="same", a smaller window, or fewer poolings before it.',
            None,
        ),
    ],
    "MaxPooling1D": [rows_only(lambda: layers.MaxPooling1D())],
    "AveragePooling1D": [rows_only(lambda: layers.AveragePooling1D())],
    "GlobalMaxPooling1D": [rows_only(lambda: layers.GlobalMaxPooling1D())],
    "GlobalAveragePooling1D": [rows_only(lambda: layers.GlobalAveragePooling1D())],
    "DepthwiseConv2D": [pictures_only(lambda: layers.DepthwiseConv2D(3))],
    "SeparableConv2D": [pictures_only(lambda: layers.SeparableConv2D(3, 3))],
    "SpatialDropout2D": [pictures_only(lambda: layers.SpatialDropout2D(0.5))],
    "Cropping2D": [
        pictures_only(lambda: layers.Cropping2D(1)),
        (
            lambda: layers.Cropping2D((2, 3)), PICTURE,
            'Cropping2D "cropping2d" cuts off (2, 2) rows and (3, 3) columns, but its input is (None, 8, 6, 4): '
            "nothing is left. Cut less off.",
            'Cropping2D "cropping2d" は行を (2, 2)、列を (3, 3) 切り落としますが、入力は (None, 8, 6, 4) しかなく、'
            "何も残りません。切り落とす量を減らしてください。",
        ),
    ],
    "LayerNormalization": [
        (
            lambda: layers.LayerNormalization(3), ROW,
            'LayerNormalization "layer_normalization": axis=3 does not exist in an input of shape (None, 5).',
            None,
        ),
    ],
    "PReLU": [
        (
            lambda: layers.PReLU(shared_axes=2), ROW,
            'PReLU "p_re_lu": axis=2 does not exist in an input of shape (None, 5).', None,
        ),
    ],
    "Permute": [
        (
            lambda: layers.Permute((2, 1)), ROW,
            'Permute "permute" needs an input with 3 axes, (batch, 2 more), but got shape (None, 5). ' + ADVICE,
            None,
        ),
    ],
    "RepeatVector": [
        (
            lambda: layers.RepeatVector(2), PICTURE,
            'RepeatVector "repeat_vector" needs an input with 2 axes, (batch, features), but got shape '
            "(None, 8, 6, 4). Put a Flatten before it.",
            None,
        ),
    ],
    "Subtract": [
        (
            lambda: layers.Subtract(), ((5,), (5,), (5,)),
            'Subtract "subtract" takes 2 inputs, but got (None, 5), (None, 5), (None, 5).',
            'Subtract "subtract" の入力は 2 つまでですが、(None, 5), (None, 5), (None, 5) が渡されました。',
        ),
    ],
    **{name: [merging(name)] for name in ("Multiply", "Average", "Maximum", "Minimum")},
}  # fmt: skip
TAKES_ANYTHING = {
    "InputLayer", "Dropout", "Activation", "ReLU", "LeakyReLU", "Flatten", "Rescaling", "ELU", "GaussianDropout",
    "GaussianNoise", "Identity", "Softmax",
}  # fmt: skip
MODELS = {name for name in registered_parts() if issubclass(find_class(name), Model)}  # in tests of their own


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language(None)


def refusal(case: Case) -> str:
    inputs = [Input(shape) for shape in case[1]]
    with pytest.raises(ValueError) as caught:
        case[0]()(inputs if len(inputs) > 1 else inputs[0])
    return str(caught.value)


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=f"{n}-{i}") for n, cs in CASES.items() for i, c in enumerate(cs)]
)
def test_the_sentence(case: Case) -> None:
    assert refusal(case) == case[2]
    set_language("ja")
    assert case[3] is None or refusal(case) == case[3]


def test_every_part_that_can_refuse_a_shape_is_asked() -> None:
    assert set(registered_parts()) == set(CASES) | TAKES_ANYTHING | MODELS


@pytest.mark.parametrize("part", [layers.Dense(3), layers.Conv2D(3, 1), layers.Conv2DTranspose(3, 1)])
def test_an_open_last_axis_is_refused(part: Any) -> None:
    rank = 1 if isinstance(part, layers.Dense) else 3
    with pytest.raises(ShapeError, match=f'"{part.name}"'):
        part(Input((4,) * (rank - 1) + (None,)))


@pytest.mark.parametrize("part", [layers.Dense(3), layers.Conv2D(3, 1), layers.BatchNormalization()])
def test_a_shared_part_takes_only_inputs_of_one_size(part: Any) -> None:
    part(Input((4, 4, 5)))
    with pytest.raises(
        ShapeError, match=r"was built for inputs with 5 on the last axis, but got \(None, 4, 4, 6\)"
    ):
        part(Input((4, 4, 6)))
    with pytest.raises(ShapeError, match="was built for inputs with 5"):
        part(Input((4, 4, 6)))


def test_a_window_larger_than_an_open_picture_is_met_at_run_time() -> None:
    part = layers.Conv2D(2, 3)
    assert part(Input((None, None, 1))).shape == (None, None, None, 2)


def test_the_error_comes_before_weights_are_made() -> None:
    part = layers.Conv2D(3, 9)
    with pytest.raises(ShapeError):
        part(Input((8, 8, 1)))
    assert not part.built
    assert not part.weights
    assert part(Input((9, 9, 1))).shape == (None, 1, 1, 3)


def test_arrays_meet_the_same_sentence_as_symbolic_tensors() -> None:
    with pytest.raises(ShapeError, match=r"needs an input with 4 axes, .* but got shape \(None, 5\)"):
        layers.Conv2D(3, 3)(torch.zeros(2, 5))


class Failing(Layer):
    """It fails with an error of torch's."""

    def call(self, inputs: Any) -> Any:
        return inputs.view(-1, 7)


def test_an_error_of_torchs_is_told_with_the_part() -> None:
    with pytest.raises(ShapeError) as caught:
        Failing(name="own")(Input((5,)))
    assert str(caught.value).startswith('Failing "own" cannot take an input of shape (None, 5): shape ')
    set_language("ja")
    with pytest.raises(ShapeError, match=r'^Failing "own" は形 \(None, 5\) の入力を受け取れません'):
        Failing(name="own")(Input((5,)))
