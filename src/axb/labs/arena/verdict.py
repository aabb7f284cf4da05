"""What is seen, in a sentence: who is winning, whether learning has stopped, and the measure that says why."""

import math
from typing import TYPE_CHECKING

from axb.views.numbers import number
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.arena.match import Match
    from axb.labs.arena.referee import Look

SETTLED = 100  # steps after which more than "it goes on" is said
SURE, NOT_SURE = 0.95, 0.85  # shares judged right
STILL = 0.02  # of the data's size in 100 steps: less is no movement
HEAP = 0.2  # of the data's spread: less is one heap
LITTLE, MUCH, MOST = 0.35, 0.45, 0.55  # shares reached, or genuine


def state(match: "Match") -> str:
    """ "start", "stopped", "alone" (nobody learns but the detective), "heap", "collapse", "balanced", "detective",
    "forger" or "open"."""
    look = match.recent
    right = (look.real_accuracy + look.fake_accuracy) / 2
    if match.step < SETTLED:
        return "start" if match.step == 0 else "open"
    if look.moved < STILL and look.reached < MUCH and min(look.real_accuracy, look.fake_accuracy) >= SURE:
        return "stopped" if match.game.settings.generator_turns else "alone"
    if look.spread < HEAP and look.real_accuracy < NOT_SURE:
        return "heap"
    if look.genuine >= MOST and look.reached < LITTLE:
        return "collapse"
    if min(look.reached, look.genuine) >= MUCH:
        return "balanced"
    return "detective" if right >= NOT_SURE else "forger" if right < 0.4 else "open"


def sentence(match: "Match") -> str:
    """One or two short sentences."""
    return say(f"labs_arena.state_{state(match)}", **_told(match, match.recent))


def _told(match: "Match", look: "Look") -> dict[str, str]:
    gradient = match.gradients["generator"][-1] if match.gradients["generator"] else math.nan
    return {
        "real": f"{look.real_accuracy:.0%}", "made": f"{look.fake_accuracy:.0%}", "reached": f"{look.reached:.0%}",
        "genuine": f"{look.genuine:.0%}", "places": where(look), "spread": f"{look.spread:.0%}",
        "moved": f"{look.moved:.1%}", "gradient": "–" if math.isnan(gradient) else number(gradient),
        "step": f"{match.step:,}",
    }  # fmt: skip


def where(look: "Look") -> str:
    """ "3 of 8 places", or the share of the data where there are no places to count."""
    if look.of_places > 1:
        return say("labs_arena.places", count=look.places, of=look.of_places)
    return say("labs_arena.share", share=f"{look.reached:.0%}")
