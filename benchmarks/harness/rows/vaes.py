"""Variational autoencoders: how good the bound is, and seconds an epoch beside Keras."""

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import TF

_SPEC = "vae:hidden=512,512,512,latent=24,warmup=2000"

VAE = Row(
    "vae",
    "axb's vae in five minutes: its bound on the test images",
    f"`{_SPEC}`: three hidden layers of 512 each way, batch normalisation, 24 numbers a code; Adam from 0.006 down "
    "half a cosine, batch 256, bfloat16 where the processor is fast at it. Trained for 295 seconds on all 60,000 "
    "images without a validation part, another seed each round; all of it was chosen on held-out training images. Grey "
    "pixels are probabilities; the negative evidence lower bound on the 10,000 test images, one code drawn for each, "
    "in nats an image, and what of it is above the floor, the entropy of the images themselves.",
    (Contestant("axb", "axb vae", "vae.py",
                ("--seed", "{seed}", "--model", _SPEC, "--rate", "0.006", "--batch", "256", "--seconds", "295")),),
    (
        Measure("excess", "above the floor", "nats"),
        Measure("negative_elbo", "negative bound", "nats"),
        Measure("reconstruction", "of it reconstruction", "nats"),
        Measure("kl", "of it KL", "nats"),
        Measure("total", "the whole training", "s", 0),
    ),
    (
        Goal("negative bound above the floor, mean of the seeds", "excess", "axb", need=47, aim=43, sense="<=",
             unit=" nats", summary="mean"),
        Goal("the whole training", "total", "axb", need=300, sense="<=", unit=" s", digits=0),
    ),
    least_rounds=3,
)  # fmt: skip

VAE_KERAS = Row(
    "vae-keras",
    "The VAE of Keras's example: seconds an epoch at equal loss",
    "Conv 32 and 64 of stride 2, dense 16, two numbers a code; dense, transposed conv 64, 32, 1; 60,000 images as "
    "float32 / 255, batch 128, Adam 0.001, both sides at their defaults, nothing printed while training. Keras runs "
    "the example's own training step, axb compiles and fits. The median of the epochs after the first of 3; the loss "
    "of the third, in nats an image.",
    (
        Contestant("axb", "axb", "vae_keras.py", ("axb", "--seed", "{seed}")),
        Contestant("keras-tf", "Keras on TensorFlow", "vae_keras.py", ("keras", "--seed", "{seed}"), "peers", TF),
    ),
    (Measure("epoch", "an epoch", "s"), Measure("loss", "loss of the third epoch", "nats")),
    (
        Goal("Keras's time over axb's", "epoch", "axb", "ratio", "keras-tf", 2, 4, unit="x"),
        Goal("axb's loss less Keras's", "loss", "axb", "difference", "keras-tf", need=2, sense="within",
             unit=" nats", summary="mean"),
    ),
    least_rounds=3,
)  # fmt: skip
