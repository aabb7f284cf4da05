"""Numbers that can be measured."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.words import InputError


def check_finite(numbers: NDArray[Any]) -> None:
    """Raises InputError where some are no finite numbers."""
    if bad := int((~np.isfinite(numbers)).sum()):
        raise InputError("measures.not_finite", bad=bad, count=numbers.size)
