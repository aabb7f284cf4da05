"""Trainings in processes of their own, killed and resumed: `python -m training.trials KIND KILLS SEED FOLDER`.

torch is imported once; every try is a fork of that process. First the training runs undisturbed, as the run "whole";
then, as the run "killed", it is killed KILLS times and resumed until it ends. Prints what happened, as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

import axb
from axb import layers as L
from axb.callbacks import Callback, CSVLogger, EarlyStopping, LearningRateScheduler, ReduceLROnPlateau
from axb.models import VAE
from axb.optimizers import SGD, Adam
from axb.optimizers.schedules import OneCycle
from axb.runs import Store
from axb.training import GAN, control, recording, set_random_seed

SHARE = 0.6  # of the undisturbed training's time, at most, all random tries take together
BATCHES = 6  # at most, in one random try: all together less than the shortest training has
RNG = np.random.default_rng(0)
PICTURES, LABELS = RNG.integers(0, 256, (72, 8, 8, 1)).astype("uint8"), RNG.integers(0, 3, 72)
POINTS = RNG.normal(size=(64, 2)).astype("float32") + 1
EVENTS = (
    "epoch_begin",
    "train_batch_begin",
    "train_batch_end",
    "test_batch_begin",
    "test_batch_end",
    "epoch_end",
)


class Doom(Callback):
    """Takes its time, tells when training begins, and may end the process at the n-th of an event."""

    at: tuple[str, int] | None = None
    wait: int | None = (
        None  # after so many batches it waits to be killed: else a slow clock finds it finished
    )
    on_begin: Callable[[], None] = staticmethod(lambda: None)

    def on_train_begin(self, logs: Any = None) -> None:
        self.counts = dict.fromkeys((*EVENTS, "train_end"), 0)
        Doom.on_begin()

    def _pass(self, event: str) -> None:
        time.sleep(0.001)
        self.counts[event] += 1
        if Doom.at == (event, self.counts[event]):
            os.kill(os.getpid(), signal.SIGKILL)
        if event == "train_batch_end" and self.counts[event] == Doom.wait:
            time.sleep(600)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._pass("epoch_begin")

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._pass("train_batch_begin")

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._pass("train_batch_end")

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._pass("test_batch_begin")

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self._pass("test_batch_end")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._pass("epoch_end")

    def on_train_end(self, logs: Any = None) -> None:
        self._pass("train_end")


class Steering(Callback):
    """Sends its own run a new learning rate at step 20, once."""

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        assert self.trainer is not None
        if self.trainer.step == 20:
            with Store() as store:
                run = store.open(RUN)
                if not run.decisions():
                    run.send("set", {"name": "learning_rate", "value": 0.05})


def gan() -> GAN:
    """Two players on points, one of them with memory, one with a rarer turn, an average, a penalty now and then."""
    codes, x = L.Input((2,)), L.Input((2,))
    forger = axb.Model(codes, L.Dense(2)(L.BatchNormalization()(L.Dense(8, activation="relu")(codes))))
    critic = axb.Model(x, L.Dense(1)(L.Dropout(0.2)(L.Dense(8, activation="relu")(x))))
    return GAN(forger, critic, critic_turns=2, penalty=0.1, average=0.9)


def train_cnn(folder: Path, more: list[Callback]) -> tuple[Any, Any]:
    """Augmentation, batch normalisation, dropout, callbacks with memory, a file that grows."""
    set_random_seed(3)
    model = axb.Sequential(
        [L.Input((8, 8, 1)), L.Rescaling(1 / 255), L.RandomTranslation(0.1, 0.1), L.Conv2D(4, 3, activation="relu"),
         L.BatchNormalization(), L.Flatten(), L.Dropout(0.3), L.Dense(3, activation="softmax")]
    )  # fmt: skip
    model.compile(Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"], precision="float32")
    watch = [
        EarlyStopping("val_loss", patience=8, restore_best_weights=True),
        ReduceLROnPlateau("val_loss", patience=2, factor=0.7),
        LearningRateScheduler(lambda epoch, rate: rate * 0.99),
        CSVLogger(folder / f"{RUN}.csv"),
        Doom(),
        *more,
    ]
    return model, model.fit(
        PICTURES, LABELS, batch_size=8, epochs=24, verbose=0, run=RUN, seed=5, callbacks=watch, validation_split=0.25,
        validation_batch_size=4,
    )  # fmt: skip


def train_plain(folder: Path) -> tuple[Any, Any]:
    """Two layers, nothing drawn at random but the order of the examples."""
    set_random_seed(2)
    model = axb.Sequential(
        [L.Input((8, 8, 1)), L.Rescaling(1 / 255), L.Flatten(), L.Dense(8, "tanh"), L.Dense(3)]
    )
    model.compile(Adam(0.003), axb.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model, model.fit(
        PICTURES, LABELS, batch_size=8, epochs=24, verbose=0, run=RUN, seed=5, callbacks=[Doom()],
        validation_split=0.25, validation_batch_size=4,
    )  # fmt: skip


def train_steered(folder: Path) -> tuple[Any, Any]:
    """The same, and a learning rate set from outside."""
    return train_cnn(folder, [Steering()])


def train_gan(folder: Path) -> tuple[Any, Any]:
    """Two players; an evaluation that draws random numbers."""
    set_random_seed(4)
    model = gan()
    model.compile({"generator": Adam(0.01), "discriminator": SGD(0.05, momentum=0.9)})
    watch = [EarlyStopping("val_discriminator_loss", patience=40), Doom()]
    return model, model.fit(
        POINTS, batch_size=8, epochs=14, verbose=0, run=RUN, seed=6, callbacks=watch, validation_data=POINTS[:9],
        accumulate=2,
    )  # fmt: skip


def train_vae(folder: Path) -> tuple[Any, Any]:
    """A code drawn for each example, a weight that grows from step to step, an evaluation that draws too."""
    set_random_seed(7)
    inputs, codes = L.Input((2,)), L.Input((2,))
    encoder = axb.Model(inputs, [L.Dense(2)(inputs), L.Dense(2)(inputs)])
    model = VAE(encoder, axb.Model(codes, L.Dense(2)(codes)), "gaussian", warmup=60)
    model.compile(Adam(0.01))
    watch = [EarlyStopping("val_loss", patience=40), Doom()]
    return model, model.fit(
        POINTS, batch_size=8, epochs=14, verbose=0, run=RUN, seed=6, callbacks=watch, validation_data=POINTS[:9],
        accumulate=2,
    )  # fmt: skip


def train_timed(folder: Path) -> tuple[Any, Any]:
    """In a time budget, with a schedule; the run "again" is given the choices that "killed" made."""
    set_random_seed(5)
    model = axb.Sequential([L.Input((2,)), L.Dense(8, activation="relu"), L.Dropout(0.2), L.Dense(1)])
    model.compile(SGD(OneCycle(0.05, 100), momentum=0.9), "mse")
    if RUN == "again":
        repeat("killed")
    return model, model.fit(
        POINTS, POINTS[:, 0], batch_size=8, seconds=1.5, verbose=0, run=RUN, seed=6, callbacks=[Doom()],
        validation_split=0.2,
    )  # fmt: skip


def repeat(name: str) -> None:
    """Begin this run with the decisions of another."""
    with Store() as store:
        other = store.open(name)
        run = store.create(RUN, config=other.config, graph=None, data_hash=other.data_hash, seed=other.seed)
        for one in other.decisions():
            run.decide(one.step, one.key, one.value)


TRAIN: dict[str, Callable[[Path], tuple[Any, Any]]] = {
    "plain": train_plain,
    "cnn": lambda folder: train_cnn(folder, []),
    "steered": train_steered,
    "gan": train_gan,
    "vae": train_vae,
    "timed": train_timed,
}
RUN = ""


def attempt(kind: str, run: str, folder: Path, end: Callable[[int, Callable[[], None]], None]) -> int:
    """One try in a fork; `end(pid, wait_until_begun)` may kill it. Returns the exit status as os.waitpid gives it."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        global RUN
        RUN, Doom.on_begin = run, lambda: os.close(write)
        os.close(read)
        try:
            model, history = TRAIN[kind](folder)
            np.savez(folder / f"{run}.npz", *model.get_weights())
            (folder / f"{run}.json").write_text(json.dumps([history.epoch, history.history]))
            os._exit(0)
        except KeyboardInterrupt:
            os._exit(130)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    os.close(write)
    end(pid, lambda: (os.read(read, 1), None)[1])
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(read)
    return status


def at_random(chance: random.Random, longest: float) -> Callable[[int, Callable[[], None]], None]:
    """Kill at a random moment within `longest` seconds after the training began."""

    def end(pid: int, begun: Callable[[], None]) -> None:
        begun()
        time.sleep(chance.uniform(0, longest))
        os.kill(pid, signal.SIGKILL)

    return end


def leave(pid: int, begun: Callable[[], None]) -> None:
    """Let it run."""


def main(kind: str, kills: int, seed: int, folder: Path) -> dict[str, Any]:
    """The undisturbed training, then the one that is killed; how often which try ended how."""
    chance = random.Random(seed)
    begin = time.monotonic()
    assert attempt(kind, "whole", folder, leave) == 0
    undisturbed = time.monotonic() - begin

    def killed(
        at: tuple[str, int] | None,
        end: Callable[[int, Callable[[], None]], None] = leave,
        wait: int | None = None,
    ) -> int:
        Doom.at, Doom.wait = at, wait
        return attempt(kind, "killed", folder, end)

    ends = [killed((event, chance.randint(1, 2))) for event in EVENTS]
    wait = None if kind == "timed" else BATCHES
    ends += [killed(None, at_random(chance, SHARE * undisturbed / kills), wait) for _ in range(kills)]
    ends += [killed(("train_end", 1)), killed(None)]
    if kind == "timed":
        assert attempt(kind, "again", folder, leave) == 0
    return {"undisturbed": undisturbed, "ends": ends}


if __name__ == "__main__":
    torch.set_num_threads(1)
    recording.SAVE_EVERY, recording.SAVE_SHARE, recording.FLUSH_EVERY = 0.01, 1e9, 0.005
    control.LOOK_EVERY = 0.0
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
