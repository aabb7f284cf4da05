"""What the doctor says: which rule spoke, how sure that is, where, the numbers it rests on, and what to do."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from axb.words import say

Severity = Literal["severe", "warning"]
SHARES = ("share", "left")
NAME = "doctor/findings"  # of what a run keeps


@dataclass(frozen=True)
class Finding:
    """A rule that spoke.

    where: a layer, a number or a setting; "" for the training as a whole. step: the updates done by then.
    numbers: the evidence by name. cure: which of a rule's cures fits (a rule may know several).
    """

    rule: str
    severity: Severity
    step: int
    where: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    cure: str = ""

    @property
    def title(self) -> str:
        """What is wrong, in a few words."""
        return say(f"doctor.title_{self.rule}")

    @property
    def evidence(self) -> str:
        """The numbers, in a sentence."""
        return say(f"doctor.evidence_{self.rule}", where=self.where, **self.shown)

    @property
    def why(self) -> str:
        """What that means."""
        return say(f"doctor.why_{self.rule}")

    @property
    def advice(self) -> str:
        """What to do."""
        return say(f"doctor.cure_{self.cure or self.rule}")

    @property
    def shown(self) -> dict[str, str]:
        """The numbers as a person reads them."""
        return {name: _shown(name, value) for name, value in self.numbers.items()}

    def told(self) -> dict[str, Any]:
        """As JSON's types, which know no NaN."""
        numbers = {
            name: None if isinstance(value, float) and not math.isfinite(value) else value
            for name, value in self.numbers.items()
        }
        return {
            "rule": self.rule, "severity": self.severity, "step": self.step, "where": self.where,
            "numbers": numbers, "shown": self.shown, "cure": self.cure,
        }  # fmt: skip


def _shown(name: str, value: Any) -> str:
    if isinstance(value, float):
        return "?" if math.isnan(value) else f"{value:.0%}" if name in SHARES else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
