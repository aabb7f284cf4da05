"""Where Keras users look for callbacks."""

from axb.insight.watch import Watch
from axb.training.callbacks import (
    Callback,
    CSVLogger,
    EarlyStopping,
    History,
    LearningRateScheduler,
    ModelCheckpoint,
    Progress,
    ReduceLROnPlateau,
    TerminateOnNaN,
)

__all__ = [
    "CSVLogger", "Callback", "EarlyStopping", "History", "LearningRateScheduler", "ModelCheckpoint", "Progress",
    "ReduceLROnPlateau", "TerminateOnNaN", "Watch",
]  # fmt: skip
