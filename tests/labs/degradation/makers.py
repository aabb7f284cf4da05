"""Outcomes written by hand."""

from axb.labs.degradation.outcome import Outcome

EPOCHS = 4


def outcome(
    family: str, depth: int, train: float, test: float | None = None, norm: str = "on", seed: int = 0
) -> Outcome:
    """One that falls from guessing to its last errors."""
    last = (train, train + 0.05 if test is None else test)
    train_errors, test_errors = (
        [0.9 + (end - 0.9) * epoch / EPOCHS for epoch in range(1, EPOCHS + 1)] for end in last
    )
    return Outcome(1000 * depth, train_errors, test_errors, 2.0, family, depth, norm, seed)


def paper() -> list[Outcome]:
    """What He et al. 2015 found: plain networks get worse with depth, residual ones better."""
    return [
        outcome("plain", 20, 0.05), outcome("plain", 56, 0.3),
        outcome("resnet", 20, 0.04), outcome("resnet", 56, 0.01),
    ]  # fmt: skip
