"""The deep networks of history: published sizes, what they refuse, and one written again in plain PyTorch."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from axb import zoo
from axb.training import Model, head, set_random_seed
from axb.words import InputError
from axb.zoo import Facts
from axb.zoo.googlenet import MODULES, with_auxiliary_heads
from zoo.makers import build, images

PHOTOGRAPHS, CIFAR, DIGITS = ((224, 224, 3), 1000), ((32, 32, 3), 10), ((32, 32, 1), 10)


def facts(shape: tuple[int, ...], classes: int) -> Facts:
    return Facts(shape, head("multiclass", classes))


def learned(model: Model) -> int:
    return sum(weight.numel() for weight in model.trainable_weights)


# Sizes are of what is learned (averages of batch normalisation are not), for
# torchvision: docs.pytorch.org/vision, num_params of the weights of each network (ResNet has no biases before batch
# normalisation there, as here). CIFAR: He et al. 2015, table 6, gives 0.27, 0.46, 0.66, 0.85 and 1.7 million; to the
# last number as in github.com/akamaster/pytorch_resnet_cifar10, whose shortcut is option A too.
# The last column is billions of multiply-adds where they are published too. VGG and ResNet: torchvision (its GFLOPS; He
# et al. 2015 give 1.8 and 3.6 for 18 and 34 layers, but 3.8, 7.6 and 11.3 for the deeper ones, whose strides they put
# into 1x1 windows). AlexNet: Sze et al. 2017, "Efficient processing of deep neural networks", table II. GoogLeNet: the
# sum of the paper's table 1, 1502 million, with 118 million for its first convolution (112² places of 7x7x3x64) where
# the table says 34. ResNet-56 and 110 for CIFAR: Li et al. 2017, "Pruning filters for efficient convnets", table 1.
PUBLISHED = [
    ("lenet5", DIGITS, {}, 61_706, None),  # LeCun et al. 1998 say 60,000 with table I's connections; here C3 has all
    ("alexnet", PHOTOGRAPHS, {}, 62_378_344, None),  # one tower: Krizhevsky 2012's layers without its groups
    ("alexnet", PHOTOGRAPHS, {"towers": 2}, 60_965_224, 0.724),  # the paper's "60 million"; Caffe's bvlc_alexnet
    ("vgg", PHOTOGRAPHS, {"depth": 11}, 132_863_336, 7.609),  # torchvision; the paper's table 2 says 133 million
    ("vgg", PHOTOGRAPHS, {"depth": 13}, 133_047_848, 11.308),
    ("vgg", PHOTOGRAPHS, {"depth": 16}, 138_357_544, 15.47),
    ("vgg", PHOTOGRAPHS, {"depth": 19}, 143_667_240, 19.632),
    ("googlenet", PHOTOGRAPHS, {"batch_norm": False}, 6_998_552, 1.586),  # Caffe's bvlc_googlenet without its heads
    ("resnet", PHOTOGRAPHS, {"depth": 18}, 11_689_512, 1.814),  # torchvision
    ("resnet", PHOTOGRAPHS, {"depth": 34}, 21_797_672, 3.664),
    ("resnet", PHOTOGRAPHS, {"depth": 50}, 25_557_032, 4.089),
    ("resnet", PHOTOGRAPHS, {"depth": 101}, 44_549_160, 7.801),
    ("resnet", PHOTOGRAPHS, {"depth": 152}, 60_192_808, 11.514),
    ("resnet", CIFAR, {"depth": 20}, 269_722, None),
    ("resnet", CIFAR, {"depth": 32}, 464_154, None),
    ("resnet", CIFAR, {"depth": 44}, 658_586, None),
    ("resnet", CIFAR, {"depth": 56}, 853_018, 0.125),
    ("resnet", CIFAR, {"depth": 110}, 1_727_962, 0.253),
    ("plain", CIFAR, {"depth": 20}, 269_722, None),  # the shortcuts of option A have no weights
    # one bias in the place of a scale and a shift, behind 688 filters: 7 * 16 + 6 * 32 + 6 * 64
    ("plain", CIFAR, {"depth": 20, "batch_norm": False}, 269_722 - 688, None),
    ("resnet", CIFAR, {"depth": 20, "batch_norm": False}, 269_722 - 688, None),
    # torchvision's resnet18 and 34 without the projections at the beginning of three stages
    ("plain", PHOTOGRAPHS, {"depth": 18}, 11_689_512 - sum(2 * n * n + 4 * n for n in (64, 128, 256)), None),
    ("plain", PHOTOGRAPHS, {"depth": 34}, 21_797_672 - sum(2 * n * n + 4 * n for n in (64, 128, 256)), None),
]  # fmt: skip


@pytest.mark.parametrize(("family", "data", "options", "size", "work"), PUBLISHED)
def test_it_has_the_published_size_and_work(
    family: str, data: tuple[tuple[int, ...], int], options: dict[str, int], size: int, work: float | None
) -> None:
    with torch.device("meta"):  # shapes without numbers
        model = zoo.find(family).build(facts(*data), **options)
    assert learned(model) == size
    if work is not None:
        assert (model.multiply_adds() or 0) / 1e9 == pytest.approx(work, rel=0.005)


def test_a_plain_network_works_as_much_as_its_resnet_with_option_a() -> None:
    """He et al. 2015, figure 3: 3.6 billion for both networks of 34 layers; the shortcuts multiply nothing."""
    plain, residual = (
        zoo.find(family).build(facts(*CIFAR), depth=8).multiply_adds() for family in ("plain", "resnet")
    )
    assert plain == residual


def test_googlenet_is_torchvision_s_but_for_its_5x5_windows() -> None:
    """torchvision's has 6,624,904 (without heads), because its "5x5" convolutions are 3x3, a mistake it keeps."""
    rows = [module for row in MODULES for module in row]
    missing = sum((25 - 9) * reduced * filters for _, _, _, reduced, filters, _ in rows)
    with torch.device("meta"):
        assert learned(zoo.find("googlenet").build(facts(*PHOTOGRAPHS))) == 6_624_904 + missing


def test_googlenet_with_its_heads() -> None:
    """13,378,280: Caffe's bvlc_googlenet with both heads."""
    with torch.device("meta"):
        assert learned(with_auxiliary_heads(facts(*PHOTOGRAPHS))) == 13_378_280


def test_with_a_stem_of_stride_1_clothes_give_the_modules_as_many_pixels_as_photographs() -> None:
    """Table 1: 28x28, 14x14 and 7x7 in the three rows of modules."""
    with torch.device("meta"):
        for shape, options in ((PHOTOGRAPHS, {}), (((28, 28, 1), 10), {"strides": 1})):
            model = zoo.find("googlenet").build(facts(*shape), **options)
            sides = [model.get_layer(f"inception_{name}").output.shape[1] for name in ("3b", "4e", "5b")]
            assert sides == [28, 14, 7]


def test_the_heads_learn_with_the_answer_and_are_left_out_afterwards() -> None:
    data = images(28, 1, 3)
    model = with_auxiliary_heads(zoo.facts_of(data))
    model.compile("sgd", "sparse_categorical_crossentropy", loss_weights=[1, 0.3, 0.3])
    answers = [weight for weight in model.trainable_weights if weight.shape[-1] == 3]
    before = [weight.detach().clone() for weight in answers]
    model.fit(data.x_train, [data.y_train] * 3, batch_size=20, verbose=0, seed=0)
    assert len(before) == 6  # a kernel and a bias each
    assert not any(torch.equal(one, other) for one, other in zip(before, answers, strict=True))
    answer = Model(model.input, model.outputs[0])
    assert answer.count_params() < model.count_params()
    assert answer.predict(data.x_test, verbose=0).shape == (20, 3)


@pytest.mark.parametrize(("side", "first"), [(28, 28), (32, 32), (96, 24)])
def test_photographs_get_the_stem_of_photographs(side: int, first: int) -> None:
    """Table 1: 7x7 with stride 2 and a pooling leave a quarter of the pixels a side."""
    model = zoo.find("resnet").build(facts((side, side, 3), 10), depth=18, width=0.05)
    blocks = [part for part in model.layers if type(part).__name__ == "ResidualBlock"]
    assert [part.output_shape[1] for part in blocks] == [first, first, *[first // 2] * 2, *[first // 4] * 2,
                                                         *[-(-first // 8)] * 2]  # fmt: skip


def test_width_multiplies_filters_and_units() -> None:
    for name in [name for name, family in zoo.FAMILIES.items() if "width" in family.options]:
        with torch.device("meta"):
            usual, twice = (build(name, images(28, 1, 10), width=width) for width in ("1", "2"))
        largest = [max(max(weight.shape) for weight in model.trainable_weights) for model in (usual, twice)]
        assert largest[1] == 2 * largest[0], name


@pytest.mark.parametrize("batch_norm", ["true", "false"])
def test_a_plain_network_starts_with_the_weights_of_its_resnet(batch_norm: str) -> None:
    weights = []
    for family in ("plain", "resnet"):
        set_random_seed(0)
        model = build(family, images(16, 1, 10), depth="14", width="0.5", batch_norm=batch_norm)
        weights.append(model.get_weights())
    for one, other in zip(*weights, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("family", "depth", "says"), [
    ("vgg", "12", "vgg has these depths: 11, 13, 16, 19; got 12. Choose one of them."),
    ("resnet", "19", "resnet has these depths: 18, 34, 50, 101, 152; 6n + 2 (8, 14, 20, 32, 44, 56, 110); got 19."),
    ("resnet", "2", "got 2."),
    ("plain", "101", "plain has these depths: 18, 34; 6n + 2"),
])  # fmt: skip
def test_another_depth_gets_a_sentence(family: str, depth: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        build(family, images(28, 1, 10), depth=depth)
    assert says in str(caught.value)


SMALLEST = [("lenet5", 1), ("alexnet", 14), ("vgg", 8), ("googlenet", 8), ("plain", 8), ("resnet", 8)]


@pytest.mark.parametrize(("family", "side"), SMALLEST)
def test_pictures_that_are_too_small_get_a_sentence(family: str, side: int) -> None:
    model = build(family, images(side, 1, 3), width="0.1")
    assert model.predict(images(side, 1, 3).x_test, verbose=0).shape == (20, 3)
    if side > 1:
        with pytest.raises(InputError, match=f"{family} needs pictures .* at least {side} pixels a side"):
            build(family, images(side - 1, 1, 3))


def test_a_width_that_is_none_gets_a_sentence() -> None:
    with pytest.raises(InputError, match=r"width must be > 0; got 0\.0"):
        build("resnet", images(28, 1, 10), width="0")


class Written:
    """ResNet written apart from axb, in plain PyTorch on `(N, C, H, W)`, with axb's weights taken one by one."""

    def __init__(self, model: Model, training: bool) -> None:
        self.weights, self.training = iter(model.weights), training
        self.leaves: list[Tensor] = []

    def take(self) -> Tensor:
        self.leaves.append(next(self.weights).detach().clone().requires_grad_())
        return self.leaves[-1]

    def convolve(self, x: Tensor, strides: int = 1) -> Tensor:
        """A convolution and its batch normalisation."""
        kernel = self.take().permute(3, 2, 0, 1)
        y = F.conv2d(x, kernel, stride=strides, padding=kernel.shape[-1] // 2)
        gamma, beta, mean, variance = (self.take() for _ in range(4))
        return F.batch_norm(y, mean.detach(), variance.detach(), gamma, beta, self.training, eps=1e-5)

    def block(self, x: Tensor, strides: int, bottleneck: bool, padding: bool) -> Tensor:
        y = x
        for step in (1, strides, 1) if bottleneck else (strides, 1):
            y = self.convolve(y if y is x else y.relu(), step)
        if y.shape == x.shape:
            around = x
        elif padding:
            around = F.pad(x[:, :, ::strides, ::strides], (0, 0, 0, 0, 0, y.shape[1] - x.shape[1]))
        else:
            around = self.convolve(x, strides)
        return (y + around).relu()

    def cifar(self, x: Tensor, n: int) -> Tensor:
        x = self.convolve(x).relu()
        for stage in range(3):
            for number in range(n):
                x = self.block(x, 2 if stage and not number else 1, bottleneck=False, padding=True)
        return self.answer(x)

    def resnet50(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(self.convolve(x, 2).relu(), 3, 2, padding=1)
        for stage, blocks in enumerate((3, 4, 6, 3)):
            for number in range(blocks):
                x = self.block(x, 2 if stage and not number else 1, bottleneck=True, padding=False)
        return self.answer(x)

    def answer(self, x: Tensor) -> Tensor:
        kernel, bias = self.take(), self.take()
        return torch.softmax(x.mean((2, 3)) @ kernel + bias, -1)


def lived_in(model: Model) -> Model:
    """With scales, shifts and averages as after some learning."""
    draw = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for part in model.modules():
            if type(part).__name__ == "BatchNormalization":
                for name, low in (
                    ("gamma", 0.5),
                    ("beta", -0.5),
                    ("moving_mean", -0.5),
                    ("moving_variance", 0.5),
                ):
                    getattr(part, name).uniform_(low, low + 1, generator=draw)
    return model


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize(("depth", "shape"), [(20, (28, 28, 1)), (50, (64, 64, 3))])
def test_resnet_computes_what_plain_pytorch_computes(
    depth: int, shape: tuple[int, ...], training: bool
) -> None:
    set_random_seed(0)
    model = lived_in(zoo.find("resnet").build(facts(shape, 10), depth=depth, width=0.25))
    x = torch.randn(6, *shape, generator=torch.Generator().manual_seed(2))
    ahead = x.permute(0, 3, 1, 2)
    written = Written(model, training)
    wanted = written.cifar(ahead, 3) if depth == 20 else written.resnet50(ahead)
    direction = torch.randn(wanted.shape, generator=torch.Generator().manual_seed(3))
    gradients = torch.autograd.grad(wanted, written.leaves, direction, allow_unused=True)

    given = model(x, training=training)
    torch.testing.assert_close(given, wanted, rtol=1e-4, atol=1e-5)
    ours = torch.autograd.grad(given, model.trainable_weights, direction)
    theirs = [one for one in gradients if one is not None]
    assert next(written.weights, None) is None
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-4 * float(other.abs().max()) + 1e-6)
