"""One file a rule: the paper's formula on a flat vector, and what a person needs to know of it."""

from axb.optimizers import schedules
from axb.optimizers.adadelta import Adadelta
from axb.optimizers.adagrad import Adagrad
from axb.optimizers.adam import Adam, AdamW
from axb.optimizers.explained import Explanation, explain
from axb.optimizers.hyper import Hyper
from axb.optimizers.nadam import Nadam
from axb.optimizers.names import NAMES, Named, find, get
from axb.optimizers.optimizer import Optimizer
from axb.optimizers.rmsprop import RMSprop
from axb.optimizers.sgd import SGD

__all__ = [
    "NAMES", "SGD", "Adadelta", "Adagrad", "Adam", "AdamW", "Explanation", "Hyper", "Nadam", "Named", "Optimizer",
    "RMSprop", "explain", "find", "get", "schedules",
]  # fmt: skip
