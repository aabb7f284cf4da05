"""What `axb train` says before and after."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

from axb.cli.screen import Unbroken, tell
from axb.cli.show import put_page
from axb.runs import Run, Store
from axb.training import Latent
from axb.views import evaluation, learned_line, made
from axb.views.data_facts import inputs
from axb.views.generation import Generation
from axb.views.reconstruction import Reconstruction
from axb.views.restored import sentence
from axb.words import say

if TYPE_CHECKING:
    from axb.jobs import Outcome, Prepared


def chosen(ready: "Prepared", name: str) -> None:
    """The data, the model, what the task decided and why, how it learns, the run."""
    task = say("cli.compiled_itself") if ready.chosen is None else ready.chosen.why
    tell([
        (say("cli.data_word"), _parts(ready)),
        *[("", note) for note in ready.data.notes],
        (say("cli.model_word"), _model(ready)),
        (say("cli.task_word"), task),
        (say("cli.learning_word"), _learning(ready)),
        (say("cli.run_word"), say("cli.run_hint", name=name)),
    ])  # fmt: skip


def _parts(ready: "Prepared") -> str:
    data = ready.data
    counts = {
        "train": len(ready.train[0]),
        "held": len(ready.held[0]) if ready.held else 0,
        "test": len(data.x_test),
    }
    said = {part: f"{count:,}" for part, count in counts.items()}
    return say("cli.parts", name=data.name, inputs=inputs(data), **said)


def _model(ready: "Prepared") -> str:
    from axb import zoo

    family = zoo.FAMILIES.get(ready.job.model_name)
    return f"{ready.job.model} - {family.about}" if family else ready.job.model


def _learning(ready: "Prepared") -> str:
    said = {"long": _how_long(ready), "seed": ready.job.seed}
    several, told = len(ready.model.optimizers) > 1, []
    for name, one in ready.model.optimizers.items():
        key = "cli.rate_scheduled" if callable(one.learning_rate) else "cli.rate"
        each = say(key, optimizer=type(one).__name__, rate=f"{one.rate:.3g}")
        told.append(say("cli.player", player=name, learning=each) if several else each)
    return say("cli.learning", how="; ".join(told), **said)


def _how_long(ready: "Prepared") -> str:
    if ready.job.seconds is not None:
        return say("cli.for_seconds", seconds=f"{ready.job.seconds:g}", size=ready.batch_size)
    batches = math.ceil(len(ready.train[0]) / ready.batch_size)
    return say("cli.for_epochs", epochs=ready.epochs, batches=batches, size=ready.batch_size)


def outcome(done: "Outcome", page: Path | None, no_page: bool, quiet: bool) -> None:
    """The test, the time, the page, what to type next."""
    with Store() as store:
        run = store.open(done.run)
        tell([
            *test(done),
            *_line(run),
            *([] if quiet else _time(done)),
            *([] if no_page else [(say("cli.page"), Unbroken(put_page(run, page)))]),
        ])  # fmt: skip
        if not quiet:
            print(say("cli.next"))
            for text in _next(done):
                print(f"  {text}")


def test(done: "Outcome") -> list[tuple[str, str]]:
    """How well it does on the test part, in words; nothing where it has not been measured."""
    if done.status != "finished":
        return []
    with Store() as store:
        found = evaluation(store.open(done.run))
    if isinstance(found, Reconstruction):
        return [(say("cli.test_word"), sentence(found))]
    if isinstance(found, Generation):
        return [(say("cli.test_word"), made.sentence(found))]
    numbers = dict(done.test)
    if "loss" not in numbers:
        return [(say("cli.test_word"), _balance(done))]
    said = {"count": f"{len(done.data.x_test):,}", "loss": f"{numbers.pop('loss'):.4g}"}
    if set(numbers) == {"accuracy"}:
        text = say("cli.test_accuracy", accuracy=f"{numbers['accuracy']:.1%}", **said)
    elif set(numbers) == {"mae"}:
        target = done.data.target_name or "y"
        text = say("cli.test_error", error=f"{numbers['mae']:.4g}", target=target, **said)
    else:
        listed = "".join(f", {name} {value:.4g}" for name, value in numbers.items())
        text = say("cli.test_numbers", numbers=listed, **said)
    return [(say("cli.test_word"), text)]


def _balance(done: "Outcome") -> str:
    """Of players that learn against each other: who is ahead, which is all that their numbers tell."""
    listed = ", ".join(f"{name} {value:.4g}" for name, value in done.test.items())
    return say("cli.test_players", count=f"{len(done.data.x_test):,}", numbers=listed)


def _time(done: "Outcome") -> list[tuple[str, str]]:
    """Nothing where the run was finished before: the training has said so itself."""
    if not done.seconds:
        return []
    return [(say("cli.time_word"), say("cli.trained_in", seconds=f"{done.seconds:.1f}"))]


def _line(run: Run) -> list[tuple[str, str]]:
    line = learned_line(run)
    if line is None:
        return []
    learned, best = (f"a = {a:.6g}, b = {b:.6g}" for a, b in ((line.a, line.b), (line.best_a, line.best_b)))
    return [(say("cli.learned_word"), learned), (say("cli.least_squares_word"), best)]


def _next(done: "Outcome") -> list[str]:
    if done.status == "diverged":
        return [f"axb show {done.run}", "axb runs"]
    if done.status != "finished":
        return [f"axb resume {done.run}", "axb runs"]
    if isinstance(done.model, Latent) and done.model.has_prior:
        return [
            f"axb generate {done.run}",
            f"axb film {done.run} --out {done.run}.mp4",
            f"axb evaluate {done.run}",
            f"axb show {done.run}",
        ]
    return [f"axb show {done.run}", f"axb export {done.run} --to torch-code --out model.py", "axb runs"]
