"""What was measured, as a person reads it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from axb.runs import Run
from axb.views import page
from axb.views.closest import closest
from axb.views.kinds import run_slide
from axb.views.measures import CLOSEST, NAME, about, generated_rows, measures, rows
from axb.views.palette import GENERATOR
from axb.views.scene import Boxes, Image
from axb.words import InputError, set_language


def share(part: int, whole: int) -> dict[str, Any]:
    return {"part": part, "whole": whole, "interval": [part / whole / 2, part / whole * 1.5]}


def told(**changed: Any) -> dict[str, Any]:
    near = {"nearer": 0.61, "chance": 0.03, "close": 0.02, "searched": 1000}
    classes = {
        "names": {"en": ["<Shirt>", "Bag"], "ja": ["シャツ", "バッグ"]}, "shares": [share(20, 2000), share(1980, 2000)],
        "smallest": 0, "effective": 1.06, "real": [0.5, 0.5], "real_effective": 2.0, "right": share(1900, 2000),
        "obeyed": None, "asked": None,
    }  # fmt: skip
    known = {
        "wanted": 10_000, "seed": 4, "count": 2000, "compared": 2000, "space": "clothes",
        "distance": 12.345, "floor": 0.7,
        "precision": 0.8, "recall": 0.3, "real": {"precision": 0.88, "recall": 0.87},
        "copies": {"space": near, "pixels": {**near, "close": 0.031}}, "classes": classes,
    }  # fmt: skip
    return {**known, **changed}


def by_name(found: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    return {row.name: (row.value, row.beside, row.better) for row in generated_rows(found)}


@pytest.fixture
def measured(new_run: Callable[..., Run]) -> Run:
    run = new_run(job={"model": "dcgan", "data": "fashion-mini"})
    run.save_checkpoint(9, {}, {}, "end")
    pictures = np.arange(3 * 4 * 28 * 28, dtype=np.uint8).reshape(3, 4, 28, 28, 1)
    run.add_array(CLOSEST, 9, pictures)
    run.add_json(NAME, 9, told())
    return run


def test_each_number_stands_beside_what_real_examples_get() -> None:
    found = by_name(told())
    assert found["Fréchet distance (FID)"] == ("12.3", "real: 0.7", "lower")
    assert found["precision"] == ("0.800", "real: 0.880", "higher")
    assert found["nearer to the training part, features"] == ("0.610", "chance: 0.5 ± 0.030", "near 0.5")
    assert found["as close as a near copy"] == ("3.1%", "held out: 1%", "near 1%")
    assert found["class that is seen least"] == ("<Shirt>: 1.0% (0.5%–1.5%)", "real: 50.0%", "higher")
    assert found["classes, effectively"] == ("1.06", "real: 2.00", "higher")
    assert "asked class is the seen class" not in found


def test_a_class_that_was_asked_for_and_points() -> None:
    classes = {**told()["classes"], "obeyed": share(1800, 2000), "asked": [share(900, 1000), None]}
    assert by_name(told(classes=classes))["asked class is the seen class"][1] == "real: 95.0%"
    near = {"space": told()["copies"]["space"]}
    found = by_name(told(space="numbers", compared=1000, copies=near, classes=None))
    assert [*found] == [
        "Wasserstein distance", "precision", "recall", "nearer to the training part", "as close as a near copy",
    ]  # fmt: skip


def test_what_was_compared_is_said() -> None:
    assert about(told()).startswith(
        "2,000 samples (seed 4) beside 2,000 examples of the test part. Real: 2,000"
    )
    assert "neither colours nor what they show" in about(told(space="pictures"))
    set_language("ja")
    assert "サンプル 2,000 個(シード 4)" in about(told())


def test_a_bound_and_what_is_restored() -> None:
    known = {
        "test": {"loss": 20.0},
        "restored": {"error": 0.01, "pca": 0.02, "latent": 8, "count": 9, "kind": "images"},
    }
    bound = {"negative_elbo": 240.0, "reconstruction": 225.0, "kl": 15.0, "floor": 190.0, "excess": 50.0}
    found = rows({**known, "bound": bound, "generated": None})
    assert [(row.value, row.beside) for row in found] == [
        ("0.01", "PCA: 0.02"), ("240.00", "floor: 190.00"), ("50.00", ""), ("225.00", ""), ("15.00", ""),
    ]  # fmt: skip
    assert found[-1].better == "neither"


def test_samples_are_dashed_and_real_ones_solid(measured: Run) -> None:
    scene = closest(measured)
    frames = [mark for mark in scene.marks if isinstance(mark, Boxes)]
    assert [(mark.color, mark.dashed) for mark in frames] == [
        (GENERATOR, True),
        ("ink", False),
        ("ink", False),
    ]
    assert sum(isinstance(mark, Image) for mark in scene.marks) == 12
    assert "of 1,000" in scene.caption
    assert run_slide(measured, "copies", 640).startswith(b"\x89PNG")


def test_the_page_tells_all_of_it_escaped(measured: Run) -> None:
    whole = page(measured)
    for text in ("Measured", "Does it copy?", "Samples by class", "&lt;Shirt&gt;: 1.0%", "real: 0.7"):
        assert text in whole
    assert "<Shirt>" not in whole


def test_what_was_measured_before_more_training_is_not_told(measured: Run) -> None:
    assert measures(measured) is not None
    measured.save_checkpoint(12, {}, {}, "end")
    assert measures(measured) is None
    assert "Does it copy?" not in page(measured)
    with pytest.raises(InputError, match="No samples of shop-1 have been measured yet"):
        closest(measured)
