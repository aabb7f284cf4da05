"""Dense, Conv2D and Conv2DTranspose against Keras's, and against the definition of a transpose."""

import itertools

import pytest
import torch
import torch.nn.functional as F
from keras import layers as keras_layers

from axb.graph import Input, ShapeError
from axb.layers import Conv2D, Conv2DTranspose, Dense, LeakyReLU, MaxPooling2D
from axb.models import Sequential
from axb.words import InputError
from layers.twins import agree, close, noise


@pytest.mark.parametrize("shape", [(4, 6), (3, 5, 6), (2, 3, 4, 6)])
@pytest.mark.parametrize("options", [{}, {"use_bias": False}, {"activation": "tanh"}])
def test_dense_is_keras_dense(shape, options):
    assert agree(Dense(5, **options), keras_layers.Dense(5, **options), noise(*shape)).shape == (
        *shape[:-1],
        5,
    )


CONVOLUTIONS = [
    *(
        {"kernel_size": kernel, "strides": strides, "padding": padding}
        for kernel, strides, padding in itertools.product(
            (1, 2, 3, 5, (3, 2)), (1, 2, 3, (2, 1)), ("same", "valid")
        )
        if (kernel, strides) != (1, (2, 1))  # see below
    ),
    *(
        {"kernel_size": kernel, "dilation_rate": dilation, "padding": padding}
        for kernel, dilation, padding in itertools.product((2, 3), (2, (1, 3)), ("same", "valid"))
    ),
    {"kernel_size": 3, "groups": 2, "padding": "same"},
    {"kernel_size": 3, "groups": 4, "strides": 2},
    {"kernel_size": 3, "use_bias": False},
    {"kernel_size": 3, "activation": "relu", "padding": "same"},
    {"kernel_size": 3, "activation": "softmax"},
]


@pytest.mark.parametrize("size", [(7, 8), (10, 9)])
@pytest.mark.parametrize("options", CONVOLUTIONS, ids=str)
def test_conv2d_is_keras_conv2d(options, size):
    agree(Conv2D(8, **options), keras_layers.Conv2D(8, **options), noise(2, *size, 4))


@pytest.mark.parametrize("size", [(7, 8), (10, 9)])
@pytest.mark.parametrize("padding", ["same", "valid"])
def test_a_1x1_kernel_at_unequal_strides_has_the_gradient_of_its_formula(padding, size):
    """Keras on PyTorch is no measure here: the kernel of oneDNN behind it gives another gradient each time."""
    x, part = noise(2, *size, 4).requires_grad_(), Conv2D(8, 1, strides=(2, 1), padding=padding)
    part.build_from((None, *size, 4))
    y, leaves = part(x), (x, part.kernel)
    expected = torch.einsum("nhwc,co->nhwo", x[:, ::2], part.kernel[0, 0])
    direction = noise(*y.shape, seed=99)
    close(y, expected)
    for mine, other in zip(
        torch.autograd.grad(y, leaves, direction),
        torch.autograd.grad(expected, leaves, direction),
        strict=True,
    ):
        close(mine, other)


TRANSPOSED = [
    *(
        {"kernel_size": kernel, "strides": strides, "padding": padding}
        for kernel, strides, padding in itertools.product((1, 2, 3, 4, 5), (1, 2, 3), ("same", "valid"))
    ),
    *(
        {"kernel_size": kernel, "strides": strides, "padding": padding, "output_padding": extra}
        for kernel, (strides, extra), padding in itertools.product(
            (1, 2, 3, 4, 5), ((2, 0), (2, 1), (3, 1), (3, 2)), ("same", "valid")
        )
    ),
    *(
        {"kernel_size": kernel, "dilation_rate": 2, "padding": padding}
        for kernel, padding in itertools.product((2, 3), ("same", "valid"))
    ),
    {"kernel_size": (3, 2), "strides": (2, 3), "padding": "same"},
    {"kernel_size": (3, 4), "strides": (2, 1), "output_padding": (1, 0), "padding": "same"},
    {"kernel_size": 4, "strides": 2, "use_bias": False, "activation": "sigmoid"},
]


@pytest.mark.parametrize("options", TRANSPOSED, ids=str)
def test_conv2d_transpose_is_keras_conv2d_transpose(options):
    agree(Conv2DTranspose(3, **options), keras_layers.Conv2DTranspose(3, **options), noise(2, 4, 5, 2))


@pytest.mark.parametrize(
    ("kernel", "strides", "padding"), [*itertools.product((1, 2, 3, 4, 5), (1, 2, 3), ("same", "valid"))]
)
def test_a_transposed_convolution_is_the_gradient_of_a_convolution(kernel, strides, padding):
    up = Conv2DTranspose(3, kernel, strides, padding, use_bias=False)
    down = Conv2D(2, kernel, strides, padding, use_bias=False)
    x = noise(1, 4, 5, 2)
    larger = up(x)
    sizes = [n * strides + (0 if padding == "same" else max(kernel - strides, 0)) for n in (4, 5)]
    assert larger.shape == (1, *sizes, 3)
    down.build_from((None, *larger.shape[1:]))
    down.set_weights(up.get_weights())
    image = noise(*larger.shape).requires_grad_()
    close(larger, torch.autograd.grad(down(image), image, x)[0])


def test_relu_behind_a_pooling_gives_the_same_numbers_and_gradients():
    model = Sequential([Input((9, 9, 2)), Conv2D(4, 3, activation="relu"), MaxPooling2D(2)])
    x = noise(3, 9, 9, 2).requires_grad_()
    conv, pool = model.layers
    fused, plain = model(x), pool(conv(x))
    close(fused, plain)
    direction = noise(*plain.shape)
    for one, other in zip(
        torch.autograd.grad(fused, [x, conv.kernel], direction),
        torch.autograd.grad(plain, [x, conv.kernel], direction),
        strict=True,
    ):
        close(one, other)


def test_a_copied_chain_computes_with_its_own_weights():
    import copy

    model = Sequential([Input((9, 9, 2)), Conv2D(4, 3, activation="relu"), MaxPooling2D(2)])
    x = noise(3, 9, 9, 2)
    before = model(x)
    other = copy.deepcopy(model)
    with torch.no_grad():
        for weight in model.parameters():
            weight.zero_()
    close(other(x), before)
    assert model(x).abs().max() == 0


def test_a_watched_convolution_shows_its_own_output():
    model = Sequential([Input((9, 9, 2)), Conv2D(4, 3, activation="relu"), MaxPooling2D(2)])
    seen = []
    model.layers[0].register_forward_hook(lambda part, given, output: seen.append(output))
    model(noise(1, 9, 9, 2))
    assert seen[0].shape == (1, 7, 7, 4)
    assert seen[0].min() >= 0


def test_images_stay_in_channels_last_memory():
    x = noise(2, 12, 12, 4)
    for part in (Conv2D(8, 3, padding="same"), Conv2D(8, 3, 2, "same"), Conv2DTranspose(8, 4, 2, "same")):
        assert part(x).is_contiguous(), part


def test_an_activation_can_be_a_part():
    part = Dense(3, activation=LeakyReLU(0.5))
    x = noise(4, 2)
    close(part(x), F.leaky_relu(x @ part.kernel, 0.5))


def test_a_and_b():
    part = Dense(3)
    part(noise(1, 2))
    assert part.a is part.kernel
    assert part.b is part.bias
    assert Dense(3, use_bias=False).use_bias is False


@pytest.mark.parametrize(
    ("make", "shape", "words"),
    [
        (lambda: Dense(3), (None,), "needs an input with 2 axes"),
        (lambda: Dense(3), (None, None), "size of the last axis"),
        (lambda: Conv2D(3, 3), (None, 8), "needs an input with 4 axes"),
        (lambda: Conv2D(3, 3), (None, 8, 8, None), "size of the last axis"),
        (lambda: Conv2DTranspose(3, 3), (None, 8, 8, None), "size of the last axis"),
        (lambda: Conv2D(4, 3, groups=2), (None, 8, 8, 3), "groups=2 must divide"),
        (lambda: Conv2D(3, 3), (None, 2, 8, 1), "window of (3, 3)"),
        (lambda: Conv2D(3, 2, dilation_rate=4), (None, 4, 8, 1), "window of (5, 5)"),
    ],
)
def test_inputs_it_cannot_take(make, shape, words):
    with pytest.raises(ShapeError) as error:
        make().build_from(shape)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Dense(0), "units must be an integer >= 1; got 0"),
        (lambda: Dense(2.5), "units must be an integer >= 1; got 2.5"),
        (lambda: Dense(3, activation="rleu"), "no activation named 'rleu'"),
        (lambda: Conv2D(3, (3, 3, 3)), "kernel_size must be"),
        (lambda: Conv2D(3, 3, padding="full"), "padding must be valid | same; got 'full'"),
        (lambda: Conv2D(3, 3, strides=2, dilation_rate=2), "cannot both be above 1"),
        (lambda: Conv2DTranspose(3, 3, strides=2, output_padding=2), "must be smaller than strides"),
        (lambda: Conv2DTranspose(3, 3, strides=2, dilation_rate=2), "cannot both be above 1"),
        (lambda: Dense(3, colour="red"), "cannot be made of these arguments: colour"),
    ],
)
def test_arguments_it_cannot_take(make, words):
    with pytest.raises(InputError) as error:
        make()
    assert words in str(error.value)


@pytest.mark.parametrize("make", [lambda: Dense(3), lambda: Conv2D(3, 2), lambda: Conv2DTranspose(3, 2)])
@pytest.mark.parametrize("dtype", [torch.uint8, torch.int64, torch.bool])
def test_bytes_and_whole_numbers_are_taken_for_what_they_are_worth(make, dtype):
    part, x = make(), torch.arange(64).reshape(2, 4, 4, 2).to(dtype)
    assert torch.equal(part(x), part(x.float()))


@pytest.mark.parametrize("filters", [1, 3, 8, 9])
@pytest.mark.parametrize("window", [(3, 1), (5, 1), ((3, 5), 1), (3, (2, 1)), (1, 1)])
@pytest.mark.parametrize("has_bias", [True, False])
def test_few_filters_learn_as_many_do(filters, window, has_bias):
    kernel, dilation = window
    part = Conv2D(filters, kernel, padding="same", dilation_rate=dilation, use_bias=has_bias)
    x, answer = noise(3, 9, 11, 4).requires_grad_(), noise(3, 9, 11, filters)
    y = part(x)
    (y * answer).sum().backward()
    with torch.no_grad():
        close(y, part(x))  # as an evaluation has it
    weights = [one.detach().clone().requires_grad_() for one in part.weights]
    image, kernels = x.detach().clone().requires_grad_(), weights[0].permute(3, 2, 0, 1)
    told = F.conv2d(image.permute(0, 3, 1, 2), kernels, *weights[1:], padding="same", dilation=dilation)
    (told.permute(0, 2, 3, 1) * answer).sum().backward()
    close(x.grad, image.grad)
    for weight, same in zip(part.weights, weights, strict=True):
        close(weight.grad, same.grad)


def test_a_shared_part_keeps_its_size():
    part = Dense(3)
    part(noise(1, 4))
    with pytest.raises(ShapeError, match="was built for inputs with 4"):
        part(Input((5,)))
