"""Where Keras users look for callbacks."""

from axb.insight.doctor import Doctor
from axb.insight.generative_doctor import GenerativeDoctor
from axb.insight.samples import Samples
from axb.insight.watch import Watch
from axb.training.callbacks import (
    Callback,
    CSVLogger,
    EarlyStopping,
    History,
    LambdaCallback,
    LearningRateScheduler,
    ModelCheckpoint,
    Progress,
    ReduceLROnPlateau,
    TensorBoard,
    TerminateOnNaN,
)

__all__ = [
    "CSVLogger", "Callback", "Doctor", "EarlyStopping", "GenerativeDoctor", "History", "LambdaCallback",
    "LearningRateScheduler", "ModelCheckpoint", "Progress", "ReduceLROnPlateau", "Samples", "TensorBoard",
    "TerminateOnNaN", "Watch",
]  # fmt: skip
