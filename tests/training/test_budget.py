"""A time budget: its arithmetic, its decisions, and that the schedule is complete whatever the machine does."""

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import axb
from axb import layers as L
from axb.callbacks import Callback
from axb.data.batches import Batches
from axb.jobs import Job, prepare
from axb.optimizers import SGD, schedules
from axb.runs import Store
from axb.training import Trainer, set_random_seed
from axb.training.budget import LOOKS, Budget, steps_that_fit
from axb.words import InputError, set_language

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(64, 4)).astype("float32"), RNG.normal(size=64).astype("float32")
SCHEDULES = [
    schedules.CosineDecay(0.1, 37),
    schedules.CosineDecay(0.0, 30, alpha=0.1, warmup_target=0.1, warmup_steps=9),
    schedules.OneCycle(0.1, 1000),
    schedules.OneCycle(0.1, 7, shape="linear"),
]
ENDS = [0.0, 0.01, 1e-5, 1e-5]


def line(rate: Any = 0.01) -> Any:
    set_random_seed(0)
    model = axb.Sequential([L.Input((4,)), L.Dense(1)])
    model.compile(SGD(rate), "mse")
    return model


class Rates(Callback):
    """Keeps the rate of every step."""

    def __init__(self) -> None:
        self.rates: list[float] = []

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.rates.append(self.model.optimizer.rate)


class Machine(Callback):
    """A clock that a training moves: so many seconds a step and an evaluation, by the clock's reading."""

    def __init__(self, step: Callable[[float], float], evaluation: float = 0.0) -> None:
        self.step, self.evaluation, self.now = step, evaluation, 0.0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.now += self.step(self.now)

    def on_test_end(self, logs: Any = None) -> None:
        self.now += self.evaluation


def trained(seconds: float, machine: Machine, rate: Any = 0.01, batch_size: int = 8) -> tuple[Any, Trainer]:
    """A training in a budget on that machine; its rates, and where it stands at the end."""
    model, rates = line(rate), Rates()
    budget = Budget(seconds, lambda: machine.now)
    batches = Batches(X, Y, batch_size=batch_size, shuffle=True)
    held = Batches(X[:8], Y[:8]) if machine.evaluation else None
    trainer = Trainer(model, batches, [budget, rates, machine], epochs=10**9, validation=held)
    trainer.callbacks.set_params({"epochs": None})
    trainer.run()
    trainer.callbacks.close()
    return rates.rates, trainer


def noisy(usual: float, seed: int) -> Callable[[float], float]:
    """Steps of a busy machine: a third of them are two to five times slower, the first ten times."""
    chance = random.Random(seed)
    return lambda now: usual * (10 if now == 0 else chance.choice([1, 1, 2, 5]))


class TestSteps:
    @given(
        st.floats(-5, 500), st.floats(0.01, 3), st.floats(0, 20), st.integers(1, 50), st.data()
    )  # fmt: skip
    def test_no_other_number_ends_nearer(
        self, left: float, step: float, gap: float, epoch: int, data: st.DataObject
    ) -> None:
        position = data.draw(st.integers(0, epoch - 1))

        def miss(steps: int) -> float:
            return abs(steps * step + math.ceil((position + steps) / epoch) * gap - left)

        chosen = steps_that_fit(left, step, gap, position, epoch)
        assert chosen >= 1
        assert all(miss(chosen) <= miss(other) + 1e-9 for other in range(1, 2 * chosen + 5))

    @pytest.mark.parametrize(
        ("left", "gap", "steps"),
        [(10.0, 0.0, 100), (10.0, 1.0, 90), (-3.0, 0.0, 1), (0.0, 0.0, 1), (1e6, 0.0, 10_000_000)],
    )  # fmt: skip
    def test_by_hand(self, left: float, gap: float, steps: int) -> None:
        assert steps_that_fit(left, 0.1, gap, 0, 100) == steps

    def test_a_clock_too_coarse_to_see_a_step(self) -> None:
        assert steps_that_fit(1.0, 0.0, 0.0, 0, 10) > 1


class TestAMachine:
    @pytest.mark.parametrize("evaluation", [0.0, 0.4])
    @pytest.mark.parametrize("seed", range(5))
    def test_a_noisy_one_ends_within_three_percent(self, seed: int, evaluation: float) -> None:
        machine = Machine(noisy(0.05, seed), evaluation)
        trained(60, machine)
        assert machine.now == pytest.approx(60, rel=0.03)

    @pytest.mark.parametrize("factor", [0.2, 5.0])
    def test_one_that_changes_its_speed_half_way(self, factor: float) -> None:
        machine = Machine(lambda now: 0.02 * (factor if now > 30 else 1))
        trained(60, machine)
        assert machine.now == pytest.approx(60, rel=0.03)

    @pytest.mark.parametrize("batch_size", [1, 64])
    def test_epochs_of_many_steps_and_of_one(self, batch_size: int) -> None:
        machine = Machine(lambda now: 0.05, evaluation=0.03)
        _, trainer = trained(30, machine, batch_size=batch_size)
        assert machine.now == pytest.approx(30, rel=0.03)
        assert trainer.epochs == math.ceil(trainer.step / trainer.steps)

    def test_no_time_at_all_is_a_few_steps(self) -> None:
        _, trainer = trained(1e-6, Machine(lambda now: 0.05))
        assert 1 <= trainer.step < 10


class TestSchedule:
    @pytest.mark.parametrize(("schedule", "end"), list(zip(SCHEDULES, ENDS, strict=True)))
    def test_it_is_walked_from_beginning_to_end_without_a_jump(self, schedule: Any, end: float) -> None:
        rates, trainer = trained(60, Machine(noisy(0.05, 1)), schedule)
        assert rates[0] == schedule(0)
        assert schedule(schedule.length) == pytest.approx(end)
        assert rates[-1] == pytest.approx(end, abs=0.1 * 0.02)
        assert max(rates) == pytest.approx(0.1, rel=0.02)
        assert np.abs(np.diff(rates)).max() < 0.1 * 30 / trainer.step

    def test_on_a_steady_machine_it_is_that_of_so_many_steps(self) -> None:
        rates, trainer = trained(100, Machine(lambda now: 0.1), schedules.CosineDecay(0.1, 5))
        whole = schedules.CosineDecay(0.1, trainer.step)
        assert rates[30:] == pytest.approx([whole(step) for step in range(30, trainer.step)], abs=0.003)

    @pytest.mark.parametrize(
        "schedule",
        [schedules.ExponentialDecay(0.1, 5, 0.9), schedules.PiecewiseConstantDecay([9], [0.1, 0.01])],
    )
    def test_one_without_an_end_is_asked_for_the_steps(self, schedule: Any) -> None:
        rates, trainer = trained(20, Machine(lambda now: 0.1), schedule)
        assert rates == [schedule(step) for step in range(trainer.step)]

    def test_a_number_stays(self) -> None:
        assert set(trained(20, Machine(lambda now: 0.1), 0.02)[0]) == {0.02}

    def test_afterwards_it_follows_the_steps_again(self) -> None:
        model = line(schedules.CosineDecay(0.1, 10))
        model.fit(X, Y, seconds=0.05, verbose=0, seed=0)
        model.optimizer.iterations = 5
        assert model.optimizer.rate == pytest.approx(0.05)


class TestFit:
    def test_a_real_one_ends_with_its_schedule(self) -> None:
        model, rates = line(schedules.OneCycle(0.01, 10)), Rates()
        history = model.fit(
            X, Y, batch_size=4, seconds=0.6, verbose=0, seed=0, callbacks=[rates], validation_split=0.25
        )
        assert len(rates.rates) > 20
        assert rates.rates[-1] < 0.01 * 0.05
        assert max(rates.rates) == pytest.approx(0.01, rel=0.05)
        assert len(history.history["val_loss"]) == len(history.epoch) == math.ceil(len(rates.rates) / 12)

    def test_it_says_once_what_it_chose(self, capsys: pytest.CaptureFixture[str]) -> None:
        line().fit(X, Y, seconds=0.2, verbose=2, seed=0)
        said = capsys.readouterr().out
        assert said.count("0.2 s are enough for about ") == 1
        set_language("ja")
        line().fit(X, Y, seconds=0.2, verbose=2, seed=0)
        assert "0.2 秒で約 " in capsys.readouterr().out

    @pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 10**400, "60", True])
    def test_what_is_no_time(self, seconds: Any) -> None:
        with pytest.raises(InputError, match=r"fit: seconds must be > 0; got "):
            line().fit(X, Y, seconds=seconds, verbose=0)

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [("en", "either so many epochs or so many seconds; got 3 epochs and 2.5 seconds. Leave out one"),
         ("ja", "3 エポックと 2.5 秒の両方が指定されました")],
    )  # fmt: skip
    def test_a_job_has_epochs_or_seconds(self, language: str, sentence: str) -> None:
        set_language(language)
        with pytest.raises(InputError) as told:
            prepare(Job("mlp", "spiral", epochs=3, seconds=2.5))
        assert sentence in str(told.value)

    def test_a_job_of_no_time(self) -> None:
        with pytest.raises(InputError, match="seconds must be > 0; got -1"):
            prepare(Job("mlp", "spiral", seconds=-1))


class TestDecisions:
    def timed(self, run: str, rates: Rates) -> Any:
        model = line(schedules.CosineDecay(0.1, 10))
        model.fit(X, Y, batch_size=4, seconds=0.3, verbose=0, seed=0, run=run, callbacks=[rates])
        return model

    def test_each_choice_is_written_and_a_run_that_holds_them_repeats_them(self) -> None:
        model, rates, repeated = self.timed("first", before := Rates()), before.rates, Rates()
        with Store() as store:
            first = store.open("first")
            decisions = first.decisions()
            assert {one.key for one in decisions} == {"steps"}
            assert 1 <= len(decisions) <= 2 * len(LOOKS)
            assert decisions[-1].value == len(rates)
            second = store.create(
                "second", config=first.config, graph=None, data_hash=first.data_hash, seed=0
            )
            for one in decisions:
                second.decide(one.step, one.key, one.value)
        again = self.timed("second", repeated)
        assert repeated.rates == rates
        for mine, other in zip(model.get_weights(), again.get_weights(), strict=True):
            np.testing.assert_array_equal(mine, other)
        with Store() as store:
            assert len(store.open("second").decisions()) == len(decisions)

    def test_another_budget_is_another_training(self) -> None:
        self.timed("r", Rates())
        with pytest.raises(InputError, match=r"seconds: 0.3 -> 0.5"):
            line(schedules.CosineDecay(0.1, 10)).fit(
                X, Y, batch_size=4, seconds=0.5, verbose=0, seed=0, run="r", callbacks=[Rates()]
            )
