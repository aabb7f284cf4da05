"""The experiment, live: one combination after another learns, and what it can do is measured as its parts are ready."""

import math
from collections.abc import Mapping, Sequence

from axb.labs.combined.course import Course
from axb.labs.combined.making import Maker
from axb.labs.combined.outcome import Outcome, mean, of
from axb.labs.combined.picture import scenes
from axb.labs.combined.plan import Combination, Plan
from axb.labs.combined.verdict import verdict
from axb.labs.live import LiveExperiment
from axb.labs.one_thread import one_thread
from axb.labs.plans import changed
from axb.views.scene import Scene

LIVE = Plan(parts=("codes",), data="digits", epochs=10)


class CombinedLab(LiveExperiment[Plan, Combination, Course, Outcome]):
    """Each combination is measured whenever one of its trainings has ended."""

    def __init__(self, plan: Plan = LIVE) -> None:
        super().__init__(plan)

    @one_thread()
    def advance(self) -> None:
        """One update of what learns."""
        super().advance()

    def _begun(self, piece: Combination) -> Course:
        self._maker: Maker = piece.maker()
        self._over = 0
        return Course(self._maker.stages(), piece.seed)

    def _is_due(self, learner: Course) -> bool:
        due, self._over = learner.over > self._over, learner.over
        return due

    def _measured(self, piece: Combination, learner: Course, ended: bool) -> Outcome:
        return piece.outcome(self._maker, learner)

    def set_parts(self, parts: Sequence[str]) -> None:
        """These learn; what has learned already is kept."""
        self._change(parts=tuple(parts))

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        return verdict(self.seen, self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of 100 more answers right on codes than on pixels, with 100 labels: "codes_gain"; how strong edges are
        in what is restored, 1 as in real pictures: "vae_edges", "vae_gan_edges"; how much farther from real codes
        those of one stage are than those of two: "nearer". NaN before there is one."""
        codes, critic, stages = (of(self.seen, part) for part in ("codes", "vae_gan", "two_stage"))
        gain = 100 * (mean(codes, "codes_100") - mean(codes, "pixels_100"))
        two = mean(stages, "two")
        return {
            "step": float(self.step), "codes_gain": gain,
            "vae_edges": mean(critic, "vae_edges"), "vae_gan_edges": mean(critic, "vae_gan_edges"),
            "nearer": mean(stages, "one") / two if two else math.nan,
        }  # fmt: skip

    def scenes(self) -> dict[str, Scene]:
        """ "codes": right answers as bars. "vae_gan": what is restored, and made up. "two_stage": pictures of codes
        drawn in one stage and in two. "points": those codes among real ones."""
        return scenes(self.seen)


def combined_lab(options: Mapping[str, str]) -> CombinedLab:
    """The codes of digits, unless told otherwise. Raises InputError for another option, or what can't be used."""
    return CombinedLab(changed("combined", LIVE, options))
