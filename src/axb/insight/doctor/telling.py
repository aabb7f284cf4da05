"""Findings in words."""

import sys
from collections.abc import Sequence

from axb.insight.doctor.finding import Finding
from axb.words import say


def speak(found: Sequence[Finding]) -> None:
    """Print them; on a terminal where the moving line of a training stands, which is drawn anew below."""
    for one in found:
        start = "\r\x1b[K" if sys.stdout.isatty() else ""
        print(f"{start}{announced(one)}", flush=True)


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
