"""Deep networks: seconds an epoch."""

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import TF

RESNET = Row(
    "resnet20",
    "ResNet-20 in bfloat16: how long an epoch takes",
    "20 layers with weights on pictures of 28x28 (16, 32, 64 filters; projections where shapes differ), batch 128, "
    "Nesterov momentum, 12,800 pictures; the second of two epochs. axb and Keras run the same script, Keras under "
    "mixed_bfloat16; PyTorch under bfloat16 autocast in channels-last memory, with a DataLoader without workers.",
    (
        Contestant("axb", "axb", "resnet20.py", ("axb",)),
        Contestant("torch", "plain PyTorch with a DataLoader", "resnet20_torch.py"),
        Contestant("keras-tf", "Keras on TensorFlow", "resnet20.py", ("keras",), "peers", TF),
    ),
    (Measure("seconds", "12,800 pictures", "s"), Measure("parameters", "parameters", "", 0)),
    (
        Goal("PyTorch's time over axb's", "seconds", "axb", "ratio", "torch", 1.5, 2.5, unit="x"),
        Goal("Keras's time over axb's", "seconds", "axb", "ratio", "keras-tf", 1.5, 2.5, unit="x"),
    ),
)
