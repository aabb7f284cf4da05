"""A hyperparameter, declared once: name, symbol, range, and what it means, in English and Japanese."""

import inspect
import math
from dataclasses import dataclass
from numbers import Real
from typing import Any

from axb.words import InputError, current_language


@dataclass(frozen=True)
class Hyper:
    """One hyperparameter of an update rule. Its default stands in the rule's constructor and nowhere else.

    `en`, `ja`: what it means; `small_...`, `large_...`: what a person sees where it is too small or too large.
    Valid values lie between `low` and `high`; `low_open` / `high_open` say that an end itself is not valid.
    """

    name: str
    symbol: str = ""
    en: str = ""
    ja: str = ""
    small_en: str = ""
    small_ja: str = ""
    large_en: str = ""
    large_ja: str = ""
    low: float = 0.0
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    @property
    def meaning(self) -> str:
        """What it means, in the current language."""
        return self.ja if current_language() == "ja" else self.en

    @property
    def too_small(self) -> str:
        """What is seen where it is too small, in the current language."""
        return self.small_ja if current_language() == "ja" else self.small_en

    @property
    def too_large(self) -> str:
        """What is seen where it is too large, in the current language."""
        return self.large_ja if current_language() == "ja" else self.large_en

    @property
    def range(self) -> str:
        """The valid range as an interval, like "[0, 1)"."""
        end = ")" if self.high_open or self.high == math.inf else "]"
        return f"{'(' if self.low_open else '['}{self.low:g}, {self.high:g}{end}"

    def check(self, rule: str, value: Any) -> None:
        """Refuse a number outside the range (or something that is no number)."""
        try:
            held = isinstance(value, Real) and self.holds(float(value))
        except OverflowError:  # a whole number beyond all floats
            held = False
        if not held:
            raise InputError(
                "registry.out_of_range", what=f"{rule}: {self.name}", rule=f"∈ {self.range}", got=value
            )

    def holds(self, value: float) -> bool:
        """Whether a number lies in the range; infinity and NaN never do."""
        above = self.low < value or (value == self.low and not self.low_open)
        below = value < self.high or (value == self.high and not self.high_open)
        return above and below and math.isfinite(value)

    def default(self, rule: type) -> Any:
        """The default in the rule's constructor."""
        return inspect.signature(rule).parameters[self.name].default


LEARNING_RATE = Hyper(
    "learning_rate",
    "α",
    "How far one step goes.",
    "1 歩の大きさです。",
    "The loss falls so slowly that its curve looks flat.",
    "損失がなかなか下がらず、曲線がほとんど平らに見えます。",
    "The loss jumps up and down, grows, or becomes NaN.",
    "損失が上下に跳ね、大きくなっていくか、NaN になります。",
)
MOMENTUM = Hyper(
    "momentum",
    "μ",
    "How much of the last step is kept: past gradients carry it through valleys and small traps.",
    "直前の動きをどれだけ残すかです。過去の勾配の勢いで、谷や小さなくぼみを抜けやすくなります。",
    "It zigzags across a narrow valley and hardly moves along it.",
    "細い谷を左右にジグザグするばかりで、谷に沿ってはなかなか進みません。",
    "It swings past the minimum, comes back late, and the loss goes up and down in long waves.",
    "最小の点を通り過ぎてから遅れて戻り、損失がゆっくり大きく波打ちます。",
    high=1.0,
    high_open=True,
)
EPSILON = Hyper(
    "epsilon",
    "ε",
    "A small number that keeps the division from exploding where gradients are tiny.",
    "勾配がとても小さいところで割り算が発散しないように足す、小さな数です。",
    "Weights whose gradient is almost zero take steps as long as the others': the loss trembles near the end.",
    "勾配がほとんど 0 の重みまで、ほかと同じ長さの 1 歩を進むため、終盤の損失が細かく震えます。",
    "Weights with small gradients hardly move any more, and the loss falls slowly.",
    "勾配の小さい重みがほとんど動かなくなり、損失の下がり方が遅くなります。",
)
