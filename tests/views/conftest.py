"""A store with runs such as a trainer leaves them, and real pictures to get wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb.data import Dataset, load
from axb.runs import Run, Store
from axb.views import record_evaluation, record_totals
from axb.words import set_language
from views.makers import log_training


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "runs.sqlite3") as store:
        yield store


@pytest.fixture
def new_run(store: Store) -> Callable[..., Run]:
    def create(**config: Any) -> Run:
        run = store.create(
            None, stem="shop", config=config, graph=None, data_hash="", seed=7,
            versions={"python": "3.11.7", "axb": "0.1.0"}, machine={"platform": "Linux", "threads": 2},
        )  # fmt: skip
        run.start()
        return run

    return create


@pytest.fixture(scope="session")
def fashion() -> Dataset:
    return load("fashion-mini")


@pytest.fixture(scope="session")
def probabilities(fashion: Dataset) -> np.ndarray:
    """What a linear classifier, fitted by least squares, says of the test pictures."""

    def inputs(x: np.ndarray) -> np.ndarray:
        small = x.reshape(-1, 14, 2, 14, 2).mean((2, 4)).reshape(len(x), -1) / 255
        return np.concatenate([small, np.ones((len(x), 1))], axis=1)

    a = inputs(fashion.x_train[:3000])
    weights = np.linalg.lstsq(a, np.eye(10)[fashion.y_train[:3000]], rcond=None)[0]
    scores = np.exp(6 * inputs(fashion.x_test) @ weights)
    return (scores / scores.sum(1, keepdims=True)).astype(np.float32)


@pytest.fixture
def classifier(new_run: Callable[..., Run], fashion: Dataset, probabilities: np.ndarray) -> Run:
    """A finished run on fashion-mini."""
    job = {
        "model": "cnn",
        "data": "fashion-mini",
        "epochs": 3,
        "batch_size": 50,
        "optimizer": "adam",
        "learning_rate": 0.001,
    }
    run = new_run(job=job, settings={"epochs": 99}, summary="part  numbers\nconv2d  320")
    log_training(run)
    labels = fashion.labels("en"), fashion.labels("ja")
    record_evaluation(run, 180, fashion.y_test, probabilities, fashion.x_test, *labels, loss=0.42)
    record_totals(run, 180, seconds=6.0, examples=9000, parameters=63050)
    run.finish("finished")
    return run


@pytest.fixture
def regression(new_run: Callable[..., Run]) -> Run:
    """A finished run that predicts ages."""
    run = new_run(job={"model": "mlp", "data": "people.csv:target=age"})
    log_training(run)
    ages = np.random.default_rng(1).normal(40, 12, 300)
    record_evaluation(run, 180, ages, (ages + 2)[:, None], loss=4.0, target="age")
    run.finish("finished")
    return run
