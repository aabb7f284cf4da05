"""Deep networks: seconds an epoch, and how good whole trainings become."""

from collections.abc import Mapping

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import TF

RESNET = Row(
    "resnet20",
    "ResNet-20 in bfloat16: how long an epoch takes",
    "20 layers with weights on pictures of 28x28 (16, 32, 64 filters; projections where shapes differ), batch 128, "
    "Nesterov momentum, 12,800 pictures; the second of two epochs. axb and Keras run the same script, Keras under "
    "mixed_bfloat16; PyTorch under bfloat16 autocast with a DataLoader without workers, as it comes and in "
    "channels-last memory, which its guide to speed recommends.",
    (
        Contestant("axb", "axb", "resnet20.py", ("axb",)),
        Contestant("torch", "plain PyTorch with a DataLoader", "resnet20_torch.py"),
        Contestant(
            "torch-last",
            "PyTorch with a DataLoader, channels last",
            "resnet20_torch.py",
            ("--channels-last",),
        ),
        Contestant("keras-tf", "Keras on TensorFlow", "resnet20.py", ("keras",), "peers", TF),
    ),
    (Measure("seconds", "12,800 pictures", "s"), Measure("parameters", "parameters", "", 0)),
    (
        Goal("PyTorch's time over axb's", "seconds", "axb", "ratio", "torch", 1.5, 2.5, unit="x"),
        Goal("that in channels-last memory over axb's", "seconds", "axb", "ratio", "torch-last", unit="x"),
        Goal("Keras's time over axb's", "seconds", "axb", "ratio", "keras-tf", 1.5, 2.5, unit="x"),
    ),
)

_RESNET = "resnet:depth=14,width=2,augment=flip"
_GOOGLENET = "googlenet:dropout=0.2,augment=flip"
_ONE_THREAD = {"OMP_NUM_THREADS": "1"}
_BOTH_WAYS = (
    Measure("mirrored", "test accuracy, both ways averaged", "%"),
    Measure("accuracy", "test accuracy", "%"),
    Measure("total", "all of it, on one thread", "s", 0),
)


def _training(
    spec: str, label: str, *more: str, environment: Mapping[str, str] | None = None
) -> tuple[Contestant, ...]:
    told = ("--seed", "{seed}", "--model", spec, *more)
    return (Contestant("axb", label, "fastcnn.py", told, environment=environment or {}),)


RESNET_TRAINING = Row(
    "resnet-training",
    "A whole training of axb's resnet: accuracy and time",
    f"{_RESNET} (14 layers, 32 to 128 filters, mirrored at random) by the family's fixed recipe, 5 epochs: from images "
    "in memory to the trained network, on all 60,000 images without a validation part, another seed each round; "
    "accuracy on the 10,000 test images. Depth, width and recipe were chosen on held-out training images.",
    _training(_RESNET, "axb resnet"),
    (
        Measure("accuracy", "test accuracy", "%"),
        Measure("total", "all of it", "s", 0),
        Measure("parameters", "parameters", "", 0),
    ),
    (
        Goal("test accuracy", "accuracy", "axb", need=92.8, aim=93.5, unit="%", summary="mean"),
        Goal("a recipe of 93% or more: its accuracy", "accuracy", "axb", need=93.0, unit="%", summary="mean"),
        Goal("and its time", "total", "axb", need=360, aim=120, sense="<=", unit=" s", digits=0),
    ),
    least_rounds=3,
)

RESNET_LONG = Row(
    "resnet-long",
    "The same resnet, 20 epochs",
    "As above, with the family's recipe stretched over 20 epochs; the answers to each test picture and to its mirror "
    "image are averaged, and beside it the accuracy without that. Each training has one thread, and the machine "
    "others at the same time: the accuracy is what counts.",
    _training(_RESNET, "axb resnet, 20 epochs", "--epochs", "20", environment=_ONE_THREAD),
    _BOTH_WAYS,
    (
        Goal(
            "test accuracy, both ways averaged",
            "mirrored",
            "axb",
            need=94.3,
            aim=94.8,
            unit="%",
            summary="mean",
        ),
    ),
    least_rounds=3,
)

GOOGLENET_TRAINING = Row(
    "googlenet-training",
    "A whole training of axb's googlenet: accuracy",
    f"{_GOOGLENET} (nine Inception modules, a quarter of the published width, "
    "mirrored at random) by the family's recipe stretched over 18 epochs, on all 60,000 images without a validation "
    "part, another seed each round; accuracy on the 10,000 test images, and beside it where the answers to each "
    "picture and to its mirror image are averaged. Chosen on held-out training images. Each training has one thread, "
    "and the machine others at the same time: the accuracy is what counts.",
    _training(_GOOGLENET, "axb googlenet, 18 epochs", "--epochs", "18", environment=_ONE_THREAD),
    _BOTH_WAYS,
    (Goal("test accuracy", "accuracy", "axb", need=93.5, aim=94.5, unit="%", summary="mean"),),
    least_rounds=3,
)
