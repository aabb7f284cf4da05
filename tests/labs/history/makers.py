"""Outcomes written by hand."""

from axb.labs.history.outcome import Outcome

# parameters, multiply-adds, seconds, accuracies of two seeds
WRITTEN: dict[str, tuple[int, int, float, tuple[float, float]]] = {
    "mlp": (109_386, 109_184, 0.9, (0.842, 0.846)),
    "lenet5": (15_738, 110_000, 1.5, (0.80, 0.81)),
    "alexnet": (641_098, 4_300_000, 6.0, (0.853, 0.861)),
    "vgg": (840_000, 2_000_000, 8.0, (0.10, 0.84)),
    "googlenet": (98_000, 5_300_000, 14.0, (0.870, 0.874)),
    "plain": (68_000, 7_900_000, 15.0, (0.834, 0.85)),
    "resnet": (68_000, 7_900_000, 18.0, (0.866, 0.872)),
}


def outcomes(**changed: tuple[float, float]) -> list[Outcome]:
    """Two seeds of every network; `changed`: other accuracies of some."""
    found = []
    for name, (parameters, work, seconds, accuracies) in WRITTEN.items():
        for seed, accuracy in enumerate(changed.get(name, accuracies)):
            errors = [1 - accuracy + 0.1, 1 - accuracy]
            found.append(Outcome(name, seed, parameters, work, seconds, errors, errors))
    return found
