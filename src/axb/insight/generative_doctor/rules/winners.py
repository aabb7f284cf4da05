"""One of two players wins: then the other has nothing left to learn from."""

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course

SURE = 0.97  # of its verdicts on both sides are right over a quarter of the training
STEEP = 3.0  # the forger's -log D(G(z)): it is believed once in 20 times
FOOLED = 0.15  # of the forgeries are told as such


def detective_wins(known: Course) -> Finding | None:
    """The discriminator is right about nearly everything, so what it tells the generator hardly changes."""
    real, fake, loss = (known.late(name) for name in ("real_accuracy", "fake_accuracy", "generator_loss"))
    if not (known.is_settled and min(real, fake) > SURE and loss > STEEP):
        return None
    return Finding(
        "detective_wins", "severe", known.step, "discriminator", {**_shown(real, fake), "loss": loss}
    )


def forger_wins(known: Course) -> Finding | None:
    """The discriminator takes nearly all forgeries for real, so it has nothing to teach."""
    real, fake = (known.late(name) for name in ("real_accuracy", "fake_accuracy"))
    if not (known.is_settled and fake < FOOLED):
        return None
    return Finding("forger_wins", "severe", known.step, "generator", _shown(real, fake))


def _shown(real: float, fake: float) -> dict[str, str]:
    """Shares as a person reads them."""
    return {"real": f"{real:.0%}", "fake": f"{fake:.0%}"}
