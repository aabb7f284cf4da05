"""The report: one run or several in one file."""

import json
import re
from collections.abc import Callable

import numpy as np
import pytest

from axb.runs import Run
from axb.views import page, record_evaluation
from axb.views.kernels import record_filters
from axb.views.report import report
from axb.words import InputError, set_language
from views.makers import log_training
from views.test_page import Elements


@pytest.fixture
def other(new_run: Callable[..., Run]) -> Run:
    run = new_run(job={"model": "mlp", "data": "fashion-mini", "epochs": 3})
    log_training(run)
    record_evaluation(run, 180, [0, 1, 1], [0.9, 0.2, 0.8], labels_en=("no", "yes"))
    run.finish("finished")
    return run


def figures_of(html: str) -> dict[str, dict[str, object]]:
    found = re.search(r'<script type="application/json" id="figures">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    told: dict[str, dict[str, object]] = json.loads(found[1])["figures"]
    return told


def test_of_one_run_it_is_its_page(classifier: Run) -> None:
    assert report([classifier]) == page(classifier)
    set_language("ja")
    assert "@font-face" not in page(classifier)
    assert "@font-face" in report([classifier])  # whoever it is handed to may have no such letters
    assert "font-src data:" in report([classifier])


def test_several_runs_stand_beside_one_another_and_then_each_by_itself(classifier: Run, other: Run) -> None:
    html = report([classifier, other])
    elements = Elements(html)
    assert not elements.open
    assert "2 runs beside one another" in elements.text
    assert [one["id"] for one in elements.named("article")] == ["run-1", "run-2"]
    assert [one["href"] for one in elements.named("a")] == ["#run-1", "#run-2"]
    drawn = [str(div["data-figure"]) for div in elements.named("div") if "data-figure" in div]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == set(figures_of(html))
    assert {"compare-accuracy", "compare-loss", "run-1-confusion", "run-2-reliability"} <= set(drawn)
    switched = {str(div["data-for"]) for div in elements.named("div") if "data-for" in div}
    assert switched <= set(drawn)
    set_language("ja")
    assert "2 件の実行の比較" in report([classifier, other])


def test_precision_recall_and_their_harmonic_mean_stand_in_the_table(other: Run) -> None:
    text = Elements(page(other)).text
    assert "classprecisionrecallF1test examples" in text
    assert "no0.0%0.0%0.0%1" in text  # it was called yes
    assert "yes50.0%50.0%50.0%2" in text


def test_curves_can_be_logarithmic_and_less_smooth(classifier: Run) -> None:
    html = page(classifier)
    elements = Elements(html)
    assert [one["data-switch"] for one in elements.named("input")] == ["log"]
    assert [one["data-switch"] for one in elements.named("select")] == ["smooth"]
    curves = figures_of(html)["curves"]
    assert curves["log"] == {"yaxis": ["loss", "loss (log scale)"]} or len(curves["log"]) == 1  # type: ignore[arg-type]
    assert {trace.get("meta") for trace in curves["data"]} >= {"raw", "smooth"}  # type: ignore[attr-defined]


def test_filters_are_pictures_on_any_paper(classifier: Run) -> None:
    assert "What its first layer looks for" not in page(classifier)
    weights = np.random.default_rng(0).normal(0, 1, (70, 3, 3, 1)).astype(np.float32)
    record_filters(classifier, 180, "conv2d", weights)
    elements = Elements(page(classifier))
    assert "64 of the 70 filters of conv2d, 3 x 3 each" in elements.text
    assert len([one for one in elements.named("img") if str(one["alt"]).startswith("filter ")]) == 64


def test_what_cannot_be_reported(classifier: Run) -> None:
    for runs, says in (
        ([], "1 to 8 runs; got 0"),
        ([classifier] * 2, "stands twice"),
        ([classifier] * 9, "got 9"),
    ):
        with pytest.raises(InputError, match=says):
            report(runs)
