"""The upright axis of a race's curves."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from axb.views.race_lanes import Lanes
from axb.views.smoothing import wants_log

ROOM, EDGE = 0.04, 0.025  # shares of the axis: above and below what is drawn; of a cross to an end


@dataclass(frozen=True)
class Scale:
    """The upright axis as far as the settings reach that did not diverge; low, high: powers of ten where `log`."""

    low: float
    high: float
    log: bool

    @classmethod
    def of(cls, race: Lanes) -> Self:
        """With a little room above and below."""
        drawn = [one for one in race.lanes if one.is_drawn]
        whole = [one for one in drawn if not one.diverged] or drawn
        if not whole:
            return cls(0.0, 1.0, False)
        values = np.concatenate([lane.mean[1] for lane in whole])
        log = not race.share and wants_log(values)
        scaled = np.log10(values) if log else values
        low, high = float(scaled.min()), float(scaled.max())
        room = ROOM * (high - low) or ROOM * abs(high) or ROOM  # also where all are the same
        return cls(low - room, high + room, log)

    def part(self, value: float) -> float:
        """How far up it lies, 0..1; what lies beyond an end is at the end."""
        at = np.log10(value) if self.log else value
        return float(np.clip((at - self.low) / (self.high - self.low), 0, 1))

    def within(self, value: float) -> float:
        """The same value, or the nearest one whose sign is seen whole."""
        at = self.low + float(np.clip(self.part(value), EDGE, 1 - EDGE)) * (self.high - self.low)
        return 10**at if self.log else at
