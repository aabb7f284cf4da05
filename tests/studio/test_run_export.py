"""A trained run is taken away from its page."""

from pathlib import Path

import numpy as np
import pytest

from axb.data import load
from studio.trainings import trained

onnxruntime = pytest.importorskip("onnxruntime", reason='ONNX needs an extra: pip install "axb[onnx]"')
BUTTON = {"en": "Take it away", "ja": "書き出す"}


@pytest.fixture(scope="module")
def run(studio):
    return trained(studio, {"export-mlp": ("mlp:hidden=8", "digits", "--epochs", "1")})


@pytest.mark.parametrize("language", ["en", "ja"])
def test_as_onnx_and_as_a_report(run, new_page, studio, language):
    page = new_page(language)
    page.goto(f"{studio.url}/run/export-mlp")
    page.get_by_role("button", name=BUTTON[language]).click()
    with page.expect_download(timeout=120_000) as got:
        page.get_by_role("menuitem", name="ONNX").click()
    assert got.value.suggested_filename == "export_mlp.onnx"
    page.get_by_role("button", name=BUTTON[language]).click()
    with page.expect_download() as told:
        page.get_by_role("menuitem", name="HTML").click()
    assert f'<html lang="{language}">' in Path(told.value.path()).read_text("utf-8")
    session = onnxruntime.InferenceSession(Path(got.value.path()).read_bytes())
    x = load("digits").x_test
    (probabilities,) = session.run(["probabilities"], {"x": x})
    assert probabilities.shape == (len(x), 10)
    assert np.allclose(probabilities.sum(1), 1, atol=1e-5)
