"""Ask every rule."""

from axb.insight.doctor.evidence import Evidence
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.rules import RULES


def examine(known: Evidence) -> list[Finding]:
    """What is wrong, causes first; nothing where all is well or too little is known."""
    found = (rule(known) for rule in RULES)
    return [one for one in found if one is not None]
