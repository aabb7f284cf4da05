"""Whole trainings: the Keras MNIST convnet's 15 epochs on both sides, and axb's fastcnn beside them."""

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import axb, keras_tf

SCRIPT = ("--epochs", "15", "--evaluate", "--seed", "{seed}")

TRAINING = Row(
    "training",
    "Whole trainings: the Keras MNIST convnet's 15 epochs, and axb's fastcnn",
    "From images in memory to the trained network: scaling, building, compiling and fitting, on all 60,000 "
    "images without a validation part, each side at its defaults, other seeds each round; accuracy on the "
    "10,000 test images. fastcnn is trained by the family's fixed recipe, twice a round with two seeds: the "
    "round's time is the median of the two, its accuracy their mean.",
    (
        Contestant(
            "fastcnn", "axb fastcnn, its recipe", "fastcnn.py", ("--seed", "{seed}", "--trainings", "2")
        ),
        axb("axb", "15 epochs", *SCRIPT),
        keras_tf("keras-tf", "15 epochs", *SCRIPT),
    ),
    (Measure("accuracy", "test accuracy", "%"), Measure("total", "all of it", "s", 1)),
    (
        Goal("test accuracy of fastcnn", "accuracy", "fastcnn", need=90.1, unit="%", summary="mean"),
        Goal(
            "fastcnn against the Keras script, whole time",
            "total",
            "fastcnn",
            "ratio",
            "keras-tf",
            8,
            20,
            unit="x",
            digits=1,
        ),
        Goal(
            label="the same network: axb's accuracy less Keras's",
            measure="accuracy",
            contestant="axb",
            how="difference",
            against="keras-tf",
            need=0.5,
            sense="within",
            unit=" points",
            summary="mean",
        ),
        Goal(
            "the same network: whole time against Keras on TensorFlow",
            "total",
            "axb",
            "ratio",
            "keras-tf",
            unit="x",
        ),
    ),
    least_rounds=3,
)

FASTCNN_PEAK = Row(
    "fastcnn-peak",
    "Share of the machine's convolution peak that a fastcnn epoch keeps",
    "Peak: the best sustained forward rate of a 64-channel 3x3 convolution (batch 128, 28x28, channels "
    "last), measured before and after the training in the same process. An epoch's work: 3 x forward, 2 "
    'operations a multiply-add, counted from layer shapes; "work done" leaves out the gradient with respect '
    "to the pictures, which nobody computes.",
    (Contestant("axb", "axb fastcnn", "peak.py"),),
    (
        Measure("epoch", "an epoch", "s"),
        Measure("work", "work of an epoch", "GFLOP", 0),
        Measure("peak_bfloat16", "bfloat16 peak", "GFLOP/s", 0),
        Measure("peak_float32", "float32 peak", "GFLOP/s", 0),
        Measure("share_float32", "share of the float32 peak", "%", 1),
        Measure("share_done", "share of the bfloat16 peak, work done", "%", 1),
    ),
    (Goal("share of the bfloat16 peak", "share_bfloat16", "axb", need=25, aim=50, unit="%", digits=1),),
)
