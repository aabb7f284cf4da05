"""The Keras MNIST convnet: seconds an epoch."""

from harness.row import Contestant, Goal, Measure, Row

TF = {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "2"}
TORCH = {"KERAS_BACKEND": "torch"}


def axb(key: str, label: str, *arguments: str) -> Contestant:
    return Contestant(key, f"axb, {label}", "convnet.py", ("axb", *arguments))


def keras_tf(key: str, label: str, *arguments: str) -> Contestant:
    return Contestant(key, f"Keras on TensorFlow, {label}", "convnet.py", ("keras", *arguments), "peers", TF)


def _faster(label: str, axb: str, peer: str, need: float | None = None, aim: float | None = None) -> Goal:
    return Goal(label, "epoch", axb, "ratio", peer, need, aim, unit="x")


CONVNET_EPOCH = Row(
    "convnet-epoch",
    "The Keras MNIST convnet, one epoch",
    "Conv 32 3x3 relu, pool, Conv 64 3x3 relu, pool, flatten, dropout 0.5, dense 10 softmax; 60,000 images "
    "as float32 / 255, batch 128, Adam 0.001, one-hot answers, accuracy as metric, nothing printed while "
    'training. The second of 2 epochs. "default" is what a side does when nothing is '
    "said about precision. The loop in plain PyTorch is that of pytorch/examples, which prints every tenth "
    "loss.",
    (
        axb("axb", "default"),
        keras_tf("keras-tf", "default (float32)"),
        axb("axb-float32", "float32", "--precision", "float32"),
        axb("axb-bfloat16", "bfloat16", "--precision", "bfloat16"),
        keras_tf("keras-tf-bfloat16", "mixed_bfloat16", "--precision", "bfloat16"),
        Contestant(
            "keras-torch", "Keras on PyTorch, default (float32)", "convnet.py", ("keras",), "axb", TORCH
        ),
        Contestant("torch", "plain PyTorch with a DataLoader (float32)", "convnet_torch.py"),
    ),
    (Measure("epoch", "an epoch", "s"),),
    (
        _faster("axb against Keras on TensorFlow, defaults", "axb", "keras-tf", 1.5, 2.5),
        _faster("axb against Keras on TensorFlow, both float32", "axb-float32", "keras-tf"),
        _faster("axb against Keras on TensorFlow, both bfloat16", "axb-bfloat16", "keras-tf-bfloat16"),
        _faster("axb against Keras on PyTorch, defaults", "axb", "keras-torch", 3, 5),
        _faster("axb against plain PyTorch with a DataLoader", "axb", "torch", 2, 4),
    ),
)
