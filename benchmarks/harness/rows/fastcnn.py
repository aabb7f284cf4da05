"""axb's fastcnn: how soon it is good, and how much of the machine it uses."""

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import ACCURACY, KERAS_SCRIPT, TOTAL

FASTCNN = Row(
    "fastcnn",
    "axb's fastcnn against the Keras script's 15 epochs",
    "Whole wall-clock time from images in memory (uint8) to the trained network: scaling, building, "
    "compiling and fitting, on all 60,000 images without a validation part. axb by the family's fixed "
    "recipe, Keras as in the row above, both with another seed each round.",
    (Contestant("axb", "axb fastcnn, its recipe", "fastcnn.py", ("--seed", "{seed}")), KERAS_SCRIPT),
    (TOTAL, ACCURACY),
    (
        Goal("test accuracy of fastcnn", "accuracy", "axb", need=90.1, unit="%", summary="mean"),
        Goal("whole time of fastcnn", "total", "axb", "ratio", "keras-tf", 8, 20, unit="x", digits=1),
    ),
    least_rounds=5,
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
