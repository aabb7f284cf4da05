"""Findings in words."""

from collections.abc import Sequence

from axb.insight.doctor.finding import Finding
from axb.words import say


def announced(one: Finding) -> str:
    """While training: a few lines."""
    return "\n".join(
        [say("doctor.heads_up", title=one.title), f"  {one.evidence}", f"  {one.why}", f"  {one.advice}"]
    )


def rows(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """For a terminal: what, the evidence, what that means, what to do."""
    return [
        row
        for one in found
        for row in (
            (say(f"doctor.severity_{one.severity}"), one.title),
            (say("doctor.seen"), one.evidence),
            (say("doctor.means"), one.why),
            (say("doctor.todo"), one.advice),
        )
    ]
