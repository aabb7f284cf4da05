"""What can be varied, as a person chooses it: by its name, with what it belongs to, what it means, and an example."""

from dataclasses import dataclass

from axb.jobs.job import Job
from axb.jobs.varying import can_vary, option_meaning
from axb.words import say

# What a page begins with, and what a name that is chosen gets as its first values.
EXAMPLES = {
    "learning_rate": "1e-3..1:4", "optimizer": "sgd, momentum, rmsprop, adam", "schedule": "constant, cosine, step",
    "batch_size": "16, 64, 256", "epochs": "2, 5, 10", "precision": "float32, bfloat16", "validation": "0.1, 0.3",
    "hidden": "16 | 64 | 64,64", "activation": "relu, tanh, sigmoid", "dropout": "0, 0.2, 0.5",
    "batch_norm": "false, true", "initializer": "glorot_uniform, he_normal", "filters": "8,16 | 32,64",
    "widths": "8,24,32 | 16,48,64", "l2": "0, 1e-4, 1e-3", "depth": "8, 14, 20", "width": "0.5, 1, 2",
    "shortcut": "projection, pad", "towers": "1, 2", "augment": "none, flip, flip+shift",
    "momentum": "0, 0.5, 0.9, 0.99", "epsilon": "1e-8..1e-2:4", "rho": "0.5, 0.9, 0.99", "beta_1": "0, 0.5, 0.9",
    "beta_2": "0.9, 0.99, 0.999", "weight_decay": "0, 0.001, 0.1", "nesterov": "false, true", "centered": "false, true",
    "clipnorm": "0.1, 1, 10", "clipvalue": "0.1, 1", "global_clipnorm": "0.1, 1, 10", "use_ema": "false, true",
    "ema_momentum": "0.9, 0.99", "n": "100, 300, 1000", "noise": "0.1, 0.2, 0.4", "classes": "2, 3, 5",
}  # fmt: skip
SAID = ("optimizer", "schedule", "precision", "noise", "n")
ON_THE_TRAINING_PAGE = {
    "epochs": "studio_train.epochs_why",
    "batch_size": "studio_train.field_batch_size_why",
    "validation": "studio_train.field_validation_why",
}


@dataclass(frozen=True)
class Variable:
    """`name` as `axb.jobs.varying` takes it; `belongs`: "job", "model", "optimizer" or "data"."""

    name: str
    belongs: str
    meaning: str

    @property
    def label(self) -> str:
        """Name and place, in the current language."""
        return f"{self.name} · {say(f'studio_vary.of_{self.belongs}')}"

    @property
    def example(self) -> str:
        """Values to begin with; empty where there is nothing usual."""
        return EXAMPLES.get(self.name.rpartition(".")[2], "")


def variables(job: Job) -> dict[str, Variable]:
    """All that can be varied of `job`, by name, in the current language; one that several have says which it is of."""
    meanings = _declared()
    found: dict[str, Variable] = {}
    for belongs, names in can_vary(job).items():
        for name in names:
            whole = f"{belongs}.{name}" if name in found else name
            of_model = option_meaning(job, name) if belongs == "model" else ""
            found[whole] = Variable(whole, belongs, of_model or meanings.get(name) or _said(name))
    return found


def _declared() -> dict[str, str]:
    """What the optimizers' declarations say of their hyperparameters."""
    from axb.optimizers import NAMES

    return {hyper.name: hyper.meaning for kind in NAMES.values() for hyper in kind.hyperparameters}


def _said(name: str) -> str:
    if name in ON_THE_TRAINING_PAGE:
        return say(ON_THE_TRAINING_PAGE[name])
    return say(f"studio_vary.why_{name}") if name in SAID else ""
