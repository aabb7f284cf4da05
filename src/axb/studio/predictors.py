"""Trained models kept at hand for the pages that ask them: a few, the last used."""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from axb.runs import Store

if TYPE_CHECKING:
    from axb.jobs import Predictor

MOST = 4  # models with their data in memory
_kept: "OrderedDict[tuple[str, int], Predictor]" = OrderedDict()
_lock = threading.Lock()


def predictor(name: str) -> "Predictor":
    """The run's model as its last checkpoint has it. Loads for a second or so where it isn't at hand: call it `slowly`.

    Raises InputError where the run, its weights or its data aren't there.
    """
    from axb.jobs import Predictor

    with Store() as store:
        run = store.open(name)
        key = run.id, max((one.step for one in run.checkpoints()), default=0)
    with _lock:
        found = _kept.pop(key, None) or Predictor(name)
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found
