"""The table, and what follows from it and what does not."""

import math
from collections.abc import Sequence

from axb.labs.combined.codes import LABELS
from axb.labs.combined.outcome import Outcome, mean, of
from axb.labs.combined.plan import PARTS, Plan
from axb.labs.sentences import joined
from axb.words import say

CLEAR = 0.01  # of all answers: less is no difference worth a word
SHARP = 1.1  # edges so many times as strong, or distances, are told as a difference
UNITS = {"edges": "{:.0%}", "error": "{:.4f}", "one": "{:.2f}", "two": "{:.2f}"}


def heads() -> list[str]:
    """Of the table's columns."""
    return [say(f"labs_combined.column_{name}") for name in ("part", "score", "mean", "each")]


def rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """One for each score of each combination."""
    return [
        [
            say(f"labs_combined.name_{part}"),
            say(f"labs_combined.score_{score}"),
            written(score, mean(seeds, score)),
            " ".join(written(score, one.scores[score]) for one in seeds if score in one.scores),
        ]
        for part in PARTS
        if (seeds := of(outcomes, part))
        for score in seeds[0].scores
    ]


def written(score: str, value: float) -> str:
    """A score in its own unit: a share of right answers where it has none."""
    return UNITS.get(score.rsplit("_", 1)[-1], "{:.1%}").format(value)


def verdict(outcomes: Sequence[Outcome], plan: Plan) -> str:
    """What each combination is good for, as far as it was seen; what doesn't follow."""
    told = [
        *_codes(of(outcomes, "codes")),
        *_critic(of(outcomes, "vae_gan")),
        *_stages(of(outcomes, "two_stage")),
    ]
    if not told:
        return say("labs_combined.at_start")
    seeds = len({one.seed for one in outcomes})
    limits = say("labs_combined.limits", data=plan.data, epochs=plan.epochs, seeds=seeds)
    return joined([*told, limits])


def _codes(seeds: Sequence[Outcome]) -> list[str]:
    told = []
    for count in LABELS:
        gains = [
            one.scores[f"codes_{count}"] - one.scores[f"pixels_{count}"]
            for one in seeds
            if {f"codes_{count}", f"pixels_{count}"} <= one.scores.keys()
        ]
        if gains:
            found = "better" if min(gains) > CLEAR else "worse" if max(gains) < -CLEAR else "even"
            codes, pixels = (written("", mean(seeds, f"{way}_{count}")) for way in ("codes", "pixels"))
            told.append(say(f"labs_combined.codes_{found}", labels=count, codes=codes, pixels=pixels))
    return told


def _critic(seeds: Sequence[Outcome]) -> list[str]:
    vae, both = mean(seeds, "vae_edges"), mean(seeds, "vae_gan_edges")
    if math.isnan(both):
        return []
    said = {"vae": written("edges", vae), "both": written("edges", both)}
    errors = {f"{name}_error": written("error", mean(seeds, f"{name}_error")) for name in ("vae", "vae_gan")}
    return [say(f"labs_combined.edges_{'sharper' if both > SHARP * vae else 'even'}", **said, **errors)]


def _stages(seeds: Sequence[Outcome]) -> list[str]:
    one, two = mean(seeds, "one"), mean(seeds, "two")
    if math.isnan(two):
        return []
    found = "nearer" if one > SHARP * two else "farther" if two > SHARP * one else "even"
    return [say(f"labs_combined.stages_{found}", one=written("one", one), two=written("two", two))]
