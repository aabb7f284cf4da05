"""What both models say of the ring's place, in a sentence or two."""

from typing import TYPE_CHECKING

from axb.words import say

if TYPE_CHECKING:
    from axb.labs.two_questions.lab import TwoQuestionsLab

SURE = 0.9  # the chance of a class
RARE = 0.01  # the share of the points that are no more usual


def sentence(lab: "TwoQuestionsLab") -> str:
    """Sure or not, usual or not."""
    if not lab.step:
        return say("labs_two_questions.at_start")
    found = lab.answers
    best, other = int(found.chances.argmax()), int(found.bayes.argmax())
    told = {
        "name": lab.points.label(lab.points.labels[best]), "sure": f"{found.chances[best]:.1%}",
        "usual": f"{found.usual:.0%}", "other": lab.points.label(lab.points.labels[other]),
    }  # fmt: skip
    sure, rare = found.chances[best] >= SURE, found.usual < RARE
    return say(
        f"labs_two_questions.ring_{'sure' if sure else 'unsure'}_{'rare' if rare else 'usual'}", **told
    )
