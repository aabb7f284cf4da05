"""What a trainer would have recorded."""

import numpy as np

from axb.runs import Run

STEPS_AN_EPOCH, EPOCHS = 60, 3


def log_training(run: Run) -> None:
    """Losses, rates and epochs of 180 steps."""
    noise = np.random.default_rng(0)
    for step in range(1, STEPS_AN_EPOCH * EPOCHS + 1):
        loss = (0.4 + 1.9 * np.exp(-step / 30)) * np.exp(noise.normal() * 0.2)
        run.log(step, {"loss": loss, "learning_rate": 0.001})
    for epoch in range(1, EPOCHS + 1):
        means = {
            "loss": 1 / epoch,
            "accuracy": 0.9 - 0.3 / epoch,
            "val_loss": 1.1 / epoch,
            "val_accuracy": 0.85 - 0.2 / epoch,
        }
        run.log(epoch * STEPS_AN_EPOCH, {f"epoch/{name}": value for name, value in means.items()})
