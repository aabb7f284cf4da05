"""GANs: how good samples are after ten minutes, and how many pictures a second they learn from."""

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import TF

GAN = Row(
    "gan",
    "A DCGAN on Fashion-MNIST, ten minutes",
    "Training for 600 s, then 10,000 samples against the 10,000 test images: the Fréchet distance in the features of "
    "axb's frozen classifier, and the share of the class that it finds least often. axb: the family dcgan as it comes. "
    "PyTorch: pytorch/examples' dcgan with layers for 28 pixels, DataLoader and all. Each round has its own seed.",
    (
        Contestant("axb", "axb, dcgan", "gan_quality.py", ("--seed", "{seed}")),
        Contestant("torch", "pytorch/examples' dcgan", "gan_quality_torch.py", ("--seed", "{seed}")),
    ),
    (
        Measure("fid", "Fréchet distance", ""),
        Measure("rarest", "rarest class", "%"),
        Measure("steps", "steps", "", 0),
    ),
    (
        Goal("PyTorch's distance over axb's", "fid", "axb", "ratio", "torch", 2, 4, unit="x"),
        Goal("share of the rarest class", "rarest", "axb", need=3, unit=" %"),
    ),
)


def _faster(label: str, peer: str) -> Goal:
    return Goal(label, "epoch", "axb", "ratio", peer, 1.5, 3, unit="x")


GAN_SPEED = Row(
    "gan-speed",
    "A GAN of the same networks, one epoch",
    "Generator: dense to 7x7x64, transposed convolutions to 14x14x32 and 28x28x1, batch normalisation; discriminator: "
    "two convolutions of 32 and 64 filters, one number. 60,000 pictures of 0..1, batches of 64, a turn of the "
    "discriminator and one of the generator each, Adam. Every side at its own defaults. The second of 2 epochs.",
    (
        Contestant("axb", "axb", "gan_speed.py", ("axb",)),
        Contestant("torch", "plain PyTorch with a DataLoader", "gan_speed_torch.py"),
        Contestant(
            "keras-tf", "Keras on TensorFlow, own train_step", "gan_speed.py", ("keras",), "peers", TF
        ),
    ),
    (Measure("epoch", "an epoch", "s"), Measure("speed", "pictures a second", "", 0)),
    (
        _faster("axb against plain PyTorch with a DataLoader", "torch"),
        _faster("axb against Keras on TensorFlow", "keras-tf"),
    ),
)
