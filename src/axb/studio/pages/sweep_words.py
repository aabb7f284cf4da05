"""What a search's page says of it: how it is doing in a sentence, its counts, what is left."""

import math
import time

from axb.jobs.sweeping import Results
from axb.jobs.sweeping.sessions import Session
from axb.studio.pages.run_live_words import Say, duration
from axb.words import speaking


def sentence(found: Results, session: Session | None, language: str, say: Say) -> str:
    """How it is doing, and what a person may do about it."""
    score = ""
    if found.best is not None:
        with speaking(language):
            score = found.plan.score_text(found.best.score)
    return say(
        f"studio_sweep.stands_{_key(session, score)}", score=score, problem=session.problem if session else ""
    )


def _key(session: Session | None, score: str) -> str:
    """Which sentence."""
    if session is not None and session.searching:
        if session.asked_to_end:
            return "ending"
        return "searching" if score else "first_trials"
    if session is not None and session.problem:
        return "failed"
    if session is not None and not session.ended:
        return "died"
    if not score:
        return "found_nothing"
    return "stopped" if session is not None and session.asked_to_end else "found"


def detail(found: Results, session: Session | None, say: Say) -> str:
    """Counts of trials, and what is left of time and trials."""
    counts = {state: found.count(state) for state in ("finished", "pruned", "running", "failed", "waiting")}
    parts = [say("studio_sweep.counts", **counts)]
    parts += [say(f"studio_sweep.counts_{one}", **counts) for one in ("failed", "waiting") if counts[one]]
    if session is not None and session.searching:
        if session.limit is not None:
            parts.append(say("studio_sweep.of_trials", done=_done(found), limit=session.limit))
        if math.isfinite(session.until):
            left = max(session.until - time.time(), 0.0)
            parts.append(say("studio_sweep.time_left", time=duration(left, say)))
    return " · ".join(parts)


def part_done(found: Results, session: Session, now: float) -> float:
    """How much of what was asked for is done, 0 to 1: of the time or of the trials, whichever ends it sooner."""
    of_time = (
        (now - session.began) / (session.until - session.began) if session.until > session.began else 1.0
    )
    of_trials = _done(found) / session.limit if session.limit else 0.0
    return round(min(max(of_time, of_trials, 0.0), 1.0), 3)


def _done(found: Results) -> int:
    return found.chosen_from + found.count("failed")
