"""What the frozen classifier is, and what it sees."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from axb.data import load
from axb.insight.measures import features, frozen_classifier, look
from axb.insight.measures.classifier import FILE, SHA256, facts
from axb.insight.measures.features import SCALE, as_seen
from axb.words import InputError

ROOT = Path(__file__).resolve().parents[3]


def test_the_file_is_the_one_that_is_known_and_small() -> None:
    content = files("axb.insight.measures").joinpath(FILE).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256
    assert len(content) < 600_000


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("axb.insight.measures.classifier.SHA256", "0" * 64)
    frozen_classifier.cache_clear()
    with pytest.raises(InputError, match="not the frozen classifier that numbers are comparable with"):
        frozen_classifier()


def test_it_is_right_as_often_as_it_says() -> None:
    """Of the 2,000 test pictures that come with axb; `scripts/measure_measures.py` counts all 10,000."""
    data = load("fashion-mini")
    right = (look(data.x_test).probabilities.argmax(1) == data.y_test).mean()
    assert right == pytest.approx(facts()["test_accuracy"], abs=0.015)
    assert facts()["test_accuracy"] > 0.925


def test_features_are_what_the_last_layer_reads() -> None:
    x = load("fashion-mini").x_test[:7]
    found = look(x)
    assert found.features.shape == (7, 128)
    assert (found.features >= 0).all()
    np.testing.assert_array_equal(features(x), found.features)
    layer = frozen_classifier().get_layer("answer")
    raw = found.features / SCALE @ layer.kernel.detach().numpy() + layer.bias.detach().numpy()
    shares = np.exp(raw - raw.max(1, keepdims=True))
    np.testing.assert_allclose(shares / shares.sum(1, keepdims=True), found.probabilities, atol=1e-5)


def test_pictures_are_rounded_as_a_file_would_hold_them() -> None:
    x = load("fashion-mini").x_test[:2]
    assert as_seen(x) is not None
    np.testing.assert_array_equal(as_seen(x + 0.3), x)
    np.testing.assert_array_equal(as_seen(x * 10.0 - 500), (x * 10.0 - 500).clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("size", [(8, 8), (28, 28), (40, 64)])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_other_sizes_are_resized_and_colours_become_brightness(size: tuple[int, int], channels: int) -> None:
    plain = np.zeros((2, *size, channels), np.uint8)
    plain[0, ..., :3] = (200, 200, 200)[: min(channels, 3)]
    plain[1, ..., 0] = 100
    seen = as_seen(plain)
    assert seen.shape == (2, 28, 28, 1)
    assert seen.dtype == np.uint8
    assert {*seen[0].ravel()} == {200}
    assert {*seen[1].ravel()} == {100 if channels == 1 else 30}  # 0.299 of red


def test_a_picture_that_is_made_smaller_is_averaged() -> None:
    """Stripes of one pixel, black and white, become grey."""
    stripes = np.zeros((1, 112, 112, 1), np.uint8)
    stripes[:, ::2] = 255
    inner = as_seen(stripes)[0, 4:-4, 4:-4]
    assert inner.min() > 110
    assert inner.max() < 145


def test_what_is_no_picture_is_said() -> None:
    with pytest.raises(InputError, match="looks at pictures"):
        features(np.zeros((5, 784)))
    with pytest.raises(InputError, match="784 of 1568 numbers are no finite numbers"):
        features(np.array([0.0, np.nan]).repeat(784).reshape(2, 28, 28, 1))


@pytest.mark.parametrize("guide", ["measures.md", "measures.ja.md"])
def test_the_guide_tells_this_hash_and_this_accuracy(guide: str) -> None:
    text = (ROOT / "docs" / guide).read_text("utf-8").split("<!-- classifier: end -->")[0]
    assert SHA256 in text
    shares = [float(share) / 100 for share in re.findall(r"([\d.]+)%", text)]
    assert shares == [pytest.approx(facts()[f"{part}_accuracy"], abs=2e-4) for part in ("test", "train")]
