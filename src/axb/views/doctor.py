"""What the doctor found in a run, in words, as it was kept while the run was trained or examined."""

import itertools
from html import escape
from typing import NamedTuple

from axb.runs import Run
from axb.views.sections import section
from axb.words import say

NAMES = ("generative_doctor/findings", "doctor/findings")  # of what a run keeps


class Said(NamedTuple):
    """One finding: how bad, what, the numbers, what that means, what to do."""

    severity: str
    title: str
    evidence: str
    why: str
    advice: str


def said(run: Run) -> tuple[Said, ...] | None:
    """All findings, causes first, in the current language; None where no doctor has looked."""
    looked = [one for one in map(run.json, NAMES) if one is not None]
    if not looked:
        return None
    return tuple(
        Said(
            say(f"doctor.severity_{one['severity']}"),
            _as_a_heading(say(f"doctor.title_{one['rule']}")),
            say(f"doctor.evidence_{one['rule']}", where=one["where"], **one["shown"]),
            say(f"doctor.why_{one['rule']}"),
            say(f"doctor.cure_{one['cure'] or one['rule']}"),
        )
        for one in itertools.chain(*looked)
    )


def _as_a_heading(text: str) -> str:
    return text[:1].upper() + text[1:]


def doctor_section(run: Run) -> str:
    """For a run's page; "" where no doctor has looked."""
    found = said(run)
    if found is None:
        return ""
    body = "".join(_card(one) for one in found) or f"<p>{escape(say('doctor.page_healthy'))}</p>"
    return section(say("doctor.page_title"), body)


def _card(one: Said) -> str:
    lines = "".join(f"<p>{escape(text)}</p>" for text in (one.evidence, one.why))
    advice = f"<p><b>{escape(one.advice)}</b></p>"
    return f'<div class="note"><h3>{escape(one.title)} ({escape(one.severity)})</h3>{lines}{advice}</div>'
