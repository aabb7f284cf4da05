"""What is known of generative illnesses, a file each: course -> finding, or None. Causes stand first."""

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course
from axb.insight.generative_doctor.rules.blur import blur
from axb.insight.generative_doctor.rules.collapse import posterior_collapse
from axb.insight.generative_doctor.rules.dead_codes import dead_codes
from axb.insight.generative_doctor.rules.modes import mode_collapse
from axb.insight.generative_doctor.rules.oscillation import oscillation
from axb.insight.generative_doctor.rules.winners import detective_wins, forger_wins

RULES = (posterior_collapse, blur, dead_codes, detective_wins, forger_wins, oscillation, mode_collapse)


def examine(known: Course) -> list[Finding]:
    """What is wrong; nothing where all is well or too little is known."""
    found = (rule(known) for rule in RULES)
    return [one for one in found if one is not None]


__all__ = ["RULES", "examine"]
