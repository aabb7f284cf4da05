"""What axb adds: to an import, to a step, to a recorded run."""

from harness.row import Contestant, Goal, Measure, Row

_ROOMS = ("models", "layers", "optimizers", "datasets", "callbacks", "utils")
_SCRIPT = ("axb", *(f"axb.{room}" for room in _ROOMS))


def _beyond_torch(label: str, contestant: str) -> Goal:
    return Goal(label, "seconds", contestant, "difference", "torch", 0.4, 0.15, "<=", " s", 3)


IMPORT = Row(
    "import",
    "import axb beyond import torch",
    "A process each, in turn; the time of the import statements alone. import axb leaves PyTorch until a "
    "part is first named; so what a Keras script imports, which brings PyTorch along, is measured too.",
    (
        Contestant("torch", "import torch", "import_time.py", ("torch",)),
        Contestant("axb", "import axb", "import_time.py", ("axb",)),
        Contestant("script", "import axb and what a Keras script takes from it", "import_time.py", _SCRIPT),
    ),
    (Measure("seconds", "the statements", "s", 3),),
    (
        _beyond_torch("import axb, less torch's", "axb"),
        _beyond_torch("a script's imports, less torch's", "script"),
    ),
    least_rounds=7,
)

_RULES = ("SGD", "SGD with momentum", "SGD with Nesterov's momentum", "Adagrad", "RMSprop", "Adam", "AdamW")
_STEPS = [f"{rule}, {size}" for size in ("50 thousand", "11 million") for rule in _RULES]

OPTIMIZER_STEP = Row(
    "optimizer-step",
    "An optimizer's step against PyTorch's fused one",
    "Steps of both taken in turn within one process; the "
    "allocator keeps freed memory, as in a fit, for both. 50 thousand weights in 3 tensors, 11 million in 11. "
    "torch.optim with fused=True; RMSprop, which has no fused step, as it comes.",
    (Contestant("axb", "axb and torch.optim in turn", "optimizer_step.py"),),
    tuple(
        Measure(f"{step}: {who}", f"{step}: {who}", "ms", 3) for step in _STEPS for who in ("axb", "torch")
    ),
    tuple(
        Goal(f"{step}: axb's time over torch's", f"{step}: ratio", "axb", need=1.5, sense="<=", unit="x")
        for step in _STEPS
    ),
)

RECORDING = Row(
    "recording",
    "What recording a run costs",
    "Within one fit(run=...) of the Keras MNIST convnet, batch 64: blocks of 10 steps with and without, in the "
    "order with, without, without, with. Beside the difference of the blocks' times, the time spent in what "
    "records and obeys (scalars written, checkpoints, looks for commands), which noise touches less.",
    (Contestant("axb", "axb", "recording.py"),),
    (
        Measure("step", "a step without recording", "ms"),
        Measure("inside", "time spent recording, a step", "us"),
        Measure("cost", "difference of the blocks' times", "%"),
    ),
    (
        Goal("time added to a step", "cost", "axb", need=1, sense="<=", unit="%"),
        Goal("of it, spent in what records", "share", "axb", sense="<=", unit="%"),
    ),
)

_LONG = {
    "facts": "its facts (axb show)",
    "figure": "its curves (the studio)",
    "report": "its report (axb show --page)",
}

LONG_RUN = Row(
    "long-run",
    "A run of 300,000 numbers opened",
    "150,000 steps of two numbers and 100 epochs, as fit records them: while it trains, when it is 3,000 small pieces, "
    "and after its end, when these have been joined. From opening the store; all modules are imported, the disk warm.",
    (Contestant("axb", "axb", "long_run.py"),),
    tuple(
        Measure(f"{before}{key}", f"{label}{when}", "s", 3)
        for before, when in (("living ", ", while it trains"), ("", ""))
        for key, label in _LONG.items()
    ),
    tuple(Goal(label, key, "axb", need=1, sense="<=", unit=" s") for key, label in _LONG.items()),
)

WATCH = Row(
    "watch",
    "What looking inside costs",
    "Within one fit(run=...) of ResNet-20 on pictures of 28 by 28, batch 128: blocks of 32 steps whose first one is "
    "looked at (every layer's gradient, statistics, histogram, update; written down) and blocks without, in the order "
    "with, without, without, with. Beside the difference of the blocks' times, what the look adds to its step, spread "
    "over 32 steps, which noise touches less.",
    (Contestant("axb", "axb", "watch.py"),),
    (
        Measure("step", "a step without a look", "ms"),
        Measure("look", "a step with one", "ms"),
        Measure("cost", "difference of the blocks' times", "%"),
    ),
    (
        Goal("time added by a look every 32 steps", "share", "axb", need=5, sense="<=", unit="%"),
        Goal("the same out of the blocks' times", "cost", "axb", sense="<=", unit="%"),
    ),
)
