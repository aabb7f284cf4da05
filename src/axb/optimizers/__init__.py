"""One file a rule: the paper's formula on a flat vector."""

from axb.optimizers import schedules
from axb.optimizers.adagrad import Adagrad
from axb.optimizers.adam import Adam, AdamW
from axb.optimizers.hyper import Hyper
from axb.optimizers.names import NAMES, get
from axb.optimizers.optimizer import Optimizer
from axb.optimizers.rmsprop import RMSprop
from axb.optimizers.sgd import SGD

__all__ = ["NAMES", "SGD", "Adagrad", "Adam", "AdamW", "Hyper", "Optimizer", "RMSprop", "get", "schedules"]
