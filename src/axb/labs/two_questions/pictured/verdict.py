"""The table, and what follows from it and what does not."""

from collections.abc import Sequence

import numpy as np

from axb.labs.sentences import joined, listed
from axb.labs.two_questions.answers import RARE, SURE
from axb.labs.two_questions.pictured.asked import ODD, WAY
from axb.labs.two_questions.pictured.outcome import Outcome, part
from axb.words import say

STRANGE = [place for place, name in enumerate(ODD) if name != "real"]
FOOLED = 0.05  # a strange picture that more test pictures than this are less usual than


def heads() -> list[str]:
    """Of the table's columns."""
    return [
        say(f"labs_two_questions.column_{name}") for name in ("picture", "tells", "sure", "bayes", "usual")
    ]


def rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """One for each strange picture."""
    told, made = part(outcomes, "tell"), part(outcomes, "make")
    return [
        [say(f"labs_two_questions.odd_{name}"), *_told(told, place), *_made(made, place)]
        for place, name in enumerate(ODD if outcomes else ())
    ]


def _told(told: Outcome | None, place: int) -> list[str]:
    if told is None:
        return ["", ""]
    chances = told.chances["odd"][place]
    return [told.labels[int(np.argmax(chances))], f"{max(chances):.1%}"]


def _made(made: Outcome | None, place: int) -> list[str]:
    if made is None:
        return ["", ""]
    return [made.labels[int(np.argmax(made.chances["odd"][place]))], f"{made.usual['odd'][place]:.0%}"]


def verdict(outcomes: Sequence[Outcome]) -> str:
    """What either is good for, as far as it was seen; what doesn't follow."""
    told, made = part(outcomes, "tell"), part(outcomes, "make")
    if told is None or made is None:
        return say("labs_two_questions.neither_yet")
    return joined([_right(told, made), _way(told, made), _strange(told, made), *_limits(made)])


def _right(told: Outcome, made: Outcome) -> str:
    found = {"told": f"{told.right:.1%}", "made": f"{made.right:.1%}"}
    return say("labs_two_questions.both_tell", **found)


def _way(told: Outcome, made: Outcome) -> str:
    sure = float((np.max(told.chances["way"], axis=1) >= SURE).mean())
    usual = made.usual["way"][WAY // 2]
    return say(
        f"labs_two_questions.half_way_{'rare' if usual < RARE else 'usual'}",
        sure=f"{sure:.0%}",
        usual=f"{usual:.0%}",
    )


def _strange(told: Outcome, made: Outcome) -> str:
    """Of how many strange pictures the one is sure, and how many the other notices."""
    sure = sum(max(told.chances["odd"][place]) >= SURE for place in STRANGE)
    rare = sum(made.usual["odd"][place] < FOOLED for place in STRANGE)
    return say("labs_two_questions.of_strange", many=len(STRANGE), sure=sure, rare=rare)


def _limits(made: Outcome) -> list[str]:
    """What strange pictures the generative one takes for usual, too: it is no oracle."""
    fooled = [
        say(f"labs_two_questions.odd_{ODD[place]}") for place in STRANGE if made.usual["odd"][place] >= FOOLED
    ]
    told = [say("labs_two_questions.fooled", which=listed(fooled))] if fooled else []
    return [*told, say("labs_two_questions.one_seed")]
