"""Watching changes nothing that is learned, leaves nothing behind, and is written down with the run."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import axb
from axb import layers as L
from axb.callbacks import Callback, Watch
from axb.runs import Run, Store
from axb.training import set_random_seed
from axb.training.loop import StopTraining

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(320, 6)).astype("float32"), RNG.integers(0, 3, 320)
PICTURES, LABELS = RNG.normal(size=(160, 13, 13, 1)).astype("float32"), RNG.integers(0, 3, 160)


def mlp() -> Any:
    set_random_seed(1)
    return axb.Sequential(
        [L.Input((6,)), L.Dense(16, activation="relu"), L.Dropout(0.2), L.Dense(3, activation="softmax")]
    )


def convnet(padding: str) -> Any:
    """The pool leaves out an odd last row of 13 where nothing is padded, and its ReLU goes after it."""
    set_random_seed(2)
    return axb.Sequential(
        [L.Input((13, 13, 1)), L.Conv2D(4, 3, padding=padding, activation="relu", name="look"),
         L.MaxPooling2D(padding=padding), L.BatchNormalization(),
         L.Inception(1, 2, 1, 2, 1, 1), L.Residual(L.Conv2D(4, 3, padding="same")),
         L.Flatten(), L.Dense(3, activation="softmax")]
    )  # fmt: skip


def trained(model: Any, x: Any, y: Any, *callbacks: Callback, **options: Any) -> Any:
    """Ten updates."""
    model.compile("adam", "sparse_categorical_crossentropy", precision="float32")
    model.fit(x, y, batch_size=len(x) // 10, verbose=0, seed=0, callbacks=callbacks, **options)
    return model


def test_a_dense_network_learns_the_same_bits() -> None:
    watch = Watch(every=3)
    plain, watched = trained(mlp(), X, Y), trained(mlp(), X, Y, watch)
    assert [seen.step for seen in watch.seen] == [1, 4, 7, 10]
    for one, other in zip(plain.get_weights(), watched.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_convnet_learns_the_same_bits_where_it_sees_all_pixels() -> None:
    """ReLU before the pool and after it: the same numbers, and the same gradient."""
    plain = trained(convnet("same"), PICTURES, LABELS)
    watched = trained(convnet("same"), PICTURES, LABELS, Watch(every=1))
    for one, other in zip(plain.get_weights(), watched.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_convnet_that_leaves_pixels_out_learns_the_same_but_for_rounding() -> None:
    """Unwatched, the pixels that no output sees are cut off before the convolution. Watched, it runs over them: their
    gradient is 0, but oneDNN then adds the others up in another order. Adam turns differences in the last bits of a
    gradient near 0 into differences of a share of the learning rate (0.001) a step."""
    plain = trained(convnet("valid"), PICTURES, LABELS)
    watched = trained(convnet("valid"), PICTURES, LABELS, Watch(every=1))
    for one, other in zip(plain.get_weights(), watched.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-4)


def test_a_watched_step_runs_the_graph_as_it_is_drawn() -> None:
    """ReLU stands before the pool again, so that what is seen of the convolution is what it gives."""
    watch = Watch()
    trained(convnet("valid"), PICTURES, LABELS, watch)
    layer = watch.last.layer("look")
    assert layer.low == 0 < layer.high
    assert layer.histogram.sum() == 16 * 3 * 3 * 4


class Hooks(Callback):
    """Counts them between steps."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        parts = list(self.model.modules())
        self.seen.append(sum(len(one._forward_hooks) + len(one._forward_pre_hooks) for one in parts))


def test_nothing_is_left_after_a_watched_step() -> None:
    hooks = Hooks()
    trained(convnet("same"), PICTURES, LABELS, Watch(every=1), hooks)
    assert hooks.seen == [0] * 10


class Stop(Callback):
    """Ends the training in the middle of a watched step."""

    bystander = True

    def __init__(self, at: int) -> None:
        self.at = at

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if self.trainer is not None and self.trainer.step == self.at:
            raise StopTraining("stopped", quiet=True)


def looks(run: Run) -> list[int]:
    return [one.step for one in run.artifacts() if one.name == "watch/layers"]


def test_looks_are_kept_in_the_run_and_a_resumed_run_has_the_same(home: Path) -> None:
    whole = Watch(every=3)
    trained(convnet("same"), PICTURES, LABELS, whole, run="whole")
    model = trained(convnet("same"), PICTURES, LABELS, Watch(every=3), Stop(6), run="cut")
    assert not any(part._forward_hooks for part in model.modules())
    trained(convnet("same"), PICTURES, LABELS, Watch(every=3), run="cut")
    with Store() as store:
        one, other = store.open("whole"), store.open("cut")
        assert looks(one) == looks(other) == [1, 4, 7, 10]
        for step in looks(one):
            np.testing.assert_array_equal(one.array("watch/layers", step), other.array("watch/layers", step))
            np.testing.assert_array_equal(one.array("watch/layers", step), whole.seen[step // 3].table)
        assert one.json("watch") == whole.last.about


def test_several_players_are_seen_in_their_first_turn() -> None:
    class Two(axb.Model):
        def __init__(self) -> None:
            super().__init__()
            self.left, self.right = L.Dense(1, name="left"), L.Dense(1, name="right")

        def players(self) -> Any:
            return {"left": [self.left], "right": [self.right]}

        def turns(self, step: int) -> Any:
            return [("left", lambda b: self.left(b.x).square().mean()),
                    ("right", lambda b: (self.right(b.x) - self.left(b.x)).square().mean())]  # fmt: skip

        def call(self, inputs: Any) -> Any:
            return self.right(inputs)

    model, watch = Two(), Watch()
    model.left.build_from((None, 6))
    model.right.build_from((None, 6))
    model.compile("sgd")
    model.fit(X, batch_size=320, verbose=0, callbacks=[watch])
    for name in ("left", "right"):
        layer = watch.last.layer(name)
        assert layer.gradient > 0
        assert layer.update == pytest.approx(0.01 * layer.weights_gradient, rel=1e-3)
