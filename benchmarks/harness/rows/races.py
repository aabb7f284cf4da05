"""Many settings at once against one after another."""

from harness.row import Contestant, Goal, Measure, Row

_CASES = {
    "spiral": ("64 settings of 2-16-16-2 on the spiral, batch 256, 500 steps", 12.0, 30.0, 0.6),
    "fashion-mini": ("32 settings of 784-256-10 on fashion-mini, batch 128, one epoch", 1.2, 2.0, 0.7),
}

POPULATIONS = Row(
    "populations",
    "Many settings of a dense network: a population against a loop of plain PyTorch, and JAX",
    "axb and the loop in turn within one process, float32, the same shuffled batches gathered in the same way. "
    "axb: Population.step as races take it, with as many threads as a race would choose, the models' making "
    "included. PyTorch: all threads, one setting after another, torch.optim as it comes (SGD with momentum on "
    "the spiral, Adam on fashion-mini). JAX: vmap over the settings and scan over the steps under one jit, compiling "
    "left out.",
    (
        Contestant("axb", "axb, and a loop of PyTorch in turn", "populations.py"),
        Contestant("jax", "JAX, vmap and scan", "populations_jax.py", python="peers"),
    ),
    tuple(
        Measure(f"{case}: {key}", f"{told[0]}: {label}", "s")
        for case, told in _CASES.items()
        for key, label in (("settings", "all settings"), ("loop", "the loop"), ("compile", "compiling apart"))
    ),
    tuple(
        goal
        for case, (told, need, aim, beside_jax) in _CASES.items()
        for goal in (
            Goal(f"{told}: the loop's time over axb's", f"{case}: ratio", "axb", need=need, aim=aim, unit="x"),
            Goal(
                f"{told}: JAX's time over axb's", f"{case}: settings", "axb", "ratio", "jax",
                need=beside_jax, aim=1.0, unit="x",
            ),
        )
    ),
)  # fmt: skip

_BACKENDS = {"jax": ("JAX", "peers"), "tensorflow": ("TensorFlow", "peers"), "torch": ("PyTorch", "axb")}

RATES = Row(
    "rates",
    "16 learning rates for 64-64-10 on the digits: a race against a loop of Keras fits",
    "Adam, batch 32, 10 epochs, a tenth held out and watched after every epoch, float32, defaults. axb: `axb.race`, "
    "every member recorded as a run. Keras: compile and fit, one rate after another. Importing, and a first short "
    "training that compiles, are left out of both.",
    (
        Contestant("axb", "axb.race", "rates.py", ("axb",)),
        *(
            Contestant(key, f"Keras on {name}", "rates.py", ("keras",), python, {"KERAS_BACKEND": key})  # type: ignore[arg-type]
            for key, (name, python) in _BACKENDS.items()
        ),
    ),
    (
        Measure("seconds", "all 16", "s"),
        Measure("best", "the best rate's held-out accuracy", "%", 1),
    ),
    tuple(
        Goal(
            f"Keras on {name}: its time over axb's", "seconds", "axb", "ratio", key,
            need=15.0, aim=40.0, unit="x", digits=1,
        )
        for key, (name, _) in _BACKENDS.items()
    ),
)  # fmt: skip

CONVNETS = Row(
    "convnets",
    "16 learning rates for the Keras convnet on fashion-mini: a race against a loop of plain PyTorch",
    "Adam, batch 128, 2 epochs of 9,000 pictures, 1,000 watched, float32. axb: `axb.race`, one single-threaded process "
    "a core, their start included. PyTorch: all threads, the pictures as one tensor in memory.",
    (
        Contestant("axb", "axb.race", "convnets.py", ("axb",)),
        Contestant("torch", "a loop of PyTorch", "convnets.py", ("torch",)),
    ),
    (Measure("seconds", "all 16", "s"), Measure("best", "the best rate's held-out accuracy", "%", 1)),
    (Goal("the loop's time over axb's", "seconds", "axb", "ratio", "torch", need=1.5, aim=2.5, unit="x"),),
)

CONVNETS_GPU = Row(
    "convnets-gpu",
    "256 learning rates for the Keras convnet on fashion-mini on one graphics card: a race against a loop of plain "
    "PyTorch",
    "Adam, batch 128, 5 epochs of 9,000 pictures, 1,000 watched. axb: `axb.race`, as populations of up to 100, "
    "bfloat16 products as they come, every member recorded as a run. PyTorch: one after another, the pictures on the "
    "card; 16 of the 256 rates are timed and 16 times that is told. The first use of the card is left out of all.",
    (
        Contestant("axb", "axb.race", "convnets_gpu.py", ("axb",)),
        Contestant("torch", "a loop of PyTorch", "convnets_gpu.py", ("torch",)),
        Contestant("half", "the loop with bfloat16 autocast", "convnets_gpu.py", ("torch-bfloat16",)),
    ),
    (Measure("seconds", "all 256", "s", 1), Measure("best", "the best rate's held-out accuracy", "%", 1)),
    tuple(
        Goal(
            f"{name}: its time over axb's",
            "seconds",
            "axb",
            "ratio",
            key,
            need=10.0,
            aim=50.0,
            unit="x",
            digits=1,
        )
        for key, name in (("torch", "the loop"), ("half", "the loop in bfloat16"))
    ),
    gpu=True,
)

SURFACE = Row(
    "surface",
    "Paths of eight optimizers over a loss surface, 300 steps each, redrawn",
    "What a moved slider asks for; eight surfaces, the median of 15 times each.",
    (Contestant("axb", "axb", "surface.py"),),
    (
        Measure("median", "the middle one of the surfaces", "ms", 1),
        Measure("slowest", "the slowest of them", "ms", 1),
    ),
    (Goal("the slowest surface", "slowest", "axb", need=50.0, sense="<=", unit="ms", digits=1),),
)

PLANTED = Row(
    "planted",
    "Races whose truth is known",
    "100 races of 20 settings at 5 seeds that differ in their first weights alone (mlp with 16 units on the "
    "digits, five epochs: 10,000 trainings); the same scores with one made better by as much as the race calls "
    "detectable in 80 of 100.",
    (Contestant("axb", "axb", "planted.py", ("--seed", "{seed}")),),
    (Measure("races", "races", "", 0), Measure("detectable", "called detectable", "points")),
    (
        Goal("races of equal settings that name no winner, of 100", "silent", "axb", need=95.0, digits=0),
        Goal("races that find the better one, of 100", "found", "axb", need=80.0, digits=0),
    ),
)
