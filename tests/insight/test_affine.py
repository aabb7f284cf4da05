"""Every layer is y = ax + b: the matrix and the vector say the same as the layer."""

from importlib import import_module

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.insight import affine
from axb.layers import BatchNormalization, Conv2D, Conv2DTranspose, Dense, Flatten
from axb.words import InputError, set_language

ROOM = import_module("axb.insight.affine")
sizes = st.integers(1, 7)
paddings = st.sampled_from(["same", "valid"])
some = settings(max_examples=30, deadline=None, derandomize=True)


def fill(part, shape):
    """Random weights, biases too."""
    part.build_from((None, *shape))
    draw = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for weight in part.parameters():
            weight.copy_(torch.randn(weight.shape, generator=draw))
    return part


def check(part, shape):
    """a x + b is what the part says before its activation."""
    fill(part, shape)
    a, b = affine(part, shape)
    x = torch.randn(3, *shape, generator=torch.Generator().manual_seed(1))
    y = part.affine(x, part.bias).detach().flatten(1)
    assert a.layout == torch.sparse_coo
    assert a.shape == (y.shape[1], x[0].numel())
    assert b.shape == (y.shape[1],)
    assert not a.requires_grad
    assert not b.requires_grad
    torch.testing.assert_close((a @ x.flatten(1).T).T + b, y, rtol=1e-5, atol=1e-5)
    return a


@some
@given(st.lists(sizes, min_size=1, max_size=3), sizes, st.booleans())
def test_dense(shape, units, use_bias):
    check(Dense(units, "relu", use_bias), tuple(shape))


@st.composite
def windows(draw):
    """Kernel, strides and dilation, of which at most one exceeds 1, and padding."""
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    step, gap = draw(st.one_of(
        st.tuples(st.tuples(st.integers(1, 3), st.integers(1, 3)), st.just((1, 1))),
        st.tuples(st.just((1, 1)), st.tuples(st.integers(1, 2), st.integers(1, 2))),
    ))  # fmt: skip
    return {"kernel_size": kernel, "strides": step, "dilation_rate": gap, "padding": draw(paddings)}


@some
@given(
    windows(),
    st.sampled_from([(1, 1, 1), (3, 2, 1), (4, 2, 2), (2, 6, 2), (3, 3, 3)]),
    sizes,
    sizes,
    st.booleans(),
)
def test_conv2d(window, channels, height, width, use_bias):
    inputs, filters, groups = channels
    spans = [(k - 1) * d + 1 for k, d in zip(window["kernel_size"], window["dilation_rate"], strict=True)]
    if window["padding"] == "valid":
        height, width = max(height, spans[0]), max(width, spans[1])
    part = Conv2D(filters, groups=groups, activation="tanh", use_bias=use_bias, **window)
    a = check(part, (height, width, inputs))
    assert a._nnz() <= a.shape[0] * part.kernel[..., 0].numel()


@some
@given(windows(), st.integers(1, 3), st.integers(1, 3), sizes, sizes, st.booleans())
def test_conv2d_transpose(window, channels, filters, height, width, use_bias):
    check(Conv2DTranspose(filters, use_bias=use_bias, **window), (height, width, channels))


@some
@given(windows(), st.integers(1, 3), st.integers(1, 3), st.integers(2, 5), st.integers(2, 5))
def test_a_transposed_convolutions_a_is_the_transpose_of_a_convolutions_a(
    window, channels, filters, height, width
):
    up = fill(Conv2DTranspose(filters, **window), (height, width, channels))
    large = tuple(up(torch.zeros(1, height, width, channels)).shape[1:])
    down = Conv2D(channels, **window)
    down.build_from((None, *large))
    with torch.no_grad():
        down.kernel.copy_(up.kernel)
    one, other = affine(up, (height, width, channels))[0], affine(down, large)[0]
    assert torch.equal(one.to_dense(), other.to_dense().T)


def test_chunks_do_not_show(monkeypatch):
    part = fill(Conv2D(2, 3, padding="same"), (6, 6, 2))
    whole = affine(part, (6, 6, 2))[0].to_dense()
    for rows in (1, 5, 71, 72):
        monkeypatch.setattr(ROOM, "ROWS", rows)
        assert torch.equal(affine(part, (6, 6, 2))[0].to_dense(), whole)
    monkeypatch.setattr(ROOM, "NUMBERS", 1)
    assert torch.equal(affine(part, (6, 6, 2))[0].to_dense(), whole)


def test_a_part_without_weights_gets_them_as_ever():
    torch.manual_seed(4)
    part = Dense(3)
    a, b = affine(part, (5,))
    torch.manual_seed(4)
    twin = Dense(3)
    twin(torch.zeros(1, 5))
    assert torch.equal(a.to_dense(), part.kernel.detach().T)
    assert torch.equal(part.kernel, twin.kernel)
    assert torch.equal(b, torch.zeros(3))


def test_looking_changes_nothing():
    part = fill(Conv2D(2, 3), (6, 6, 1)).train()
    state, before = torch.get_rng_state(), part.kernel.detach().clone()
    _, b = affine(part, (6, 6, 1))
    b.zero_()
    assert part.training
    assert part.bias.abs().min() > 0
    assert torch.equal(part.kernel, before)
    assert torch.equal(torch.get_rng_state(), state)


def test_a_picture_of_ordinary_size_stays_sparse():
    a, b = affine(Conv2D(8, 3, padding="same"), (32, 32, 3))
    assert a.shape == (32 * 32 * 8, 32 * 32 * 3)
    assert a._nnz() <= 32 * 32 * 8 * 27
    assert b.shape == (32 * 32 * 8,)


@pytest.mark.parametrize(
    ("part", "shape", "words"),
    [
        (Flatten(), (3,), 'Flatten "flatten" has no a and b of its own'),
        (BatchNormalization(), (3,), "Choose one of those"),
        (torch.nn.Linear(3, 3), (3,), "Linear has no a and b"),
        (Dense(3), (None,), "positive whole numbers"),
        (Dense(3), (0,), "positive whole numbers"),
        (Conv2D(3, 3), (8, 8), "needs an input with 4 axes"),
        (Conv2D(3, 3), (2, 2, 1), "nothing is left"),
    ],
)
def test_what_it_refuses(part, shape, words):
    with pytest.raises(InputError) as error:
        affine(part, shape)
    assert words in str(error.value)


def test_it_says_so_in_japanese_too():
    set_language("ja")
    try:
        with pytest.raises(InputError, match="それ自身の a と b がありません"):
            affine(Flatten(), (3,))
    finally:
        set_language(None)
