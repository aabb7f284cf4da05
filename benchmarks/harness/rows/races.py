"""Many settings at once against one after another."""

from harness.row import Contestant, Goal, Measure, Row

_CASES = {
    "spiral": ("64 settings of 2-16-16-2 on the spiral, batch 256, 500 steps", 12.0, 30.0),
    "fashion-mini": ("32 settings of 784-256-10 on fashion-mini, batch 128, one epoch", 1.2, 2.0),
}

POPULATIONS = Row(
    "populations",
    "Many settings of a dense network: a population against a loop of plain PyTorch",
    "Both in turn within one process, float32, the same shuffled batches gathered in the same way. "
    "axb: Population.step as races take it, with as many threads as a race would choose, the models' making "
    "included. PyTorch: all threads, one setting after another, torch.optim as it comes (SGD with momentum on "
    "the spiral, Adam on fashion-mini).",
    (Contestant("axb", "axb and a loop of PyTorch in turn", "populations.py"),),
    tuple(
        Measure(f"{case}: {who}", f"{told[0]}: {who}", "s")
        for case, told in _CASES.items()
        for who in ("axb", "torch")
    ),
    tuple(
        Goal(f"{told}: the loop's time over axb's", f"{case}: ratio", "axb", need=need, aim=aim, unit="x")
        for case, (told, need, aim) in _CASES.items()
    ),
)
