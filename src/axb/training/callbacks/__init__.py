"""Watchers of the loop."""

from axb.training.callbacks.callback import Callback, CallbackList, checked
from axb.training.callbacks.functions import LambdaCallback
from axb.training.callbacks.history import History
from axb.training.callbacks.progress import Progress
from axb.training.callbacks.rates import LearningRateScheduler, ReduceLROnPlateau
from axb.training.callbacks.saving import CSVLogger, ModelCheckpoint
from axb.training.callbacks.stopping import EarlyStopping, TerminateOnNaN
from axb.training.callbacks.tensorboard import TensorBoard

__all__ = [
    "CSVLogger", "Callback", "CallbackList", "EarlyStopping", "History", "LambdaCallback", "LearningRateScheduler",
    "ModelCheckpoint", "Progress", "ReduceLROnPlateau", "TensorBoard", "TerminateOnNaN", "checked",
]  # fmt: skip
