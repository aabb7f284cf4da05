import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from axb import datasets
from axb.data import load

from .makers import write_fashion_mnist


@pytest.mark.parametrize(("module", "name"), [("digits", "digits"), ("fashion_mini", "fashion-mini")])
def test_shipped_images_in_keras_form(module: str, name: str) -> None:
    (x_train, y_train), (x_test, y_test) = getattr(datasets, module).load_data()
    data = load(name)
    assert x_train.shape == data.x_train.shape[:3]
    assert np.array_equal(x_test, data.x_test[..., 0])
    assert np.array_equal(y_train, data.y_train)
    assert x_train.dtype == y_train.dtype == x_test.dtype == y_test.dtype == np.uint8
    assert len(x_test) == len(y_test)


def test_fashion_mnist_in_keras_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_fashion_mnist(tmp_path / "datasets" / "fashion-mnist", 40, 20)
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    (x_train, y_train), (x_test, y_test) = datasets.fashion_mnist.load_data()
    assert (x_train.shape, y_train.shape) == ((40, 28, 28), (40,))
    assert (x_test.shape, y_test.shape) == ((20, 28, 28), (20,))
    assert np.array_equal(x_train[:, 3, 3], y_train)
    assert x_train.dtype == y_train.dtype == np.uint8


def test_the_table_of_contents_is_whole() -> None:
    assert all(hasattr(datasets, name) for name in datasets.__all__)
    assert datasets.load("xor").content_hash() == datasets.xor().content_hash()


def test_importing_is_cheap() -> None:
    """Nothing heavier than NumPy comes in."""
    heavy = {"torch", "pandas", "platformdirs", "PIL"}
    code = f"import sys, axb.data, axb.datasets; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
