"""What the doctor knows, a file each: evidence -> finding, or None. Causes stand before what follows from them."""

from axb.insight.doctor.rules.broken import broken
from axb.insight.doctor.rules.dead import dead
from axb.insight.doctor.rules.ending import ending
from axb.insight.doctor.rules.exploding import exploding
from axb.insight.doctor.rules.overfitting import overfitting
from axb.insight.doctor.rules.rate_too_high import rate_too_high
from axb.insight.doctor.rules.rate_too_low import rate_too_low
from axb.insight.doctor.rules.saturated import saturated
from axb.insight.doctor.rules.scale import scale
from axb.insight.doctor.rules.vanishing import vanishing

RULES = (
    ending, scale, exploding, vanishing, saturated, rate_too_high, dead, broken, rate_too_low, overfitting,
)  # fmt: skip

__all__ = ["RULES"]
