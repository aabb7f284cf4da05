"""a and b on their way to least squares."""

from pathlib import Path

import numpy as np
import pytest

from axb import jobs
from axb.jobs import Job
from axb.jobs.line import least_squares
from axb.runs import Store
from axb.views import Line, caption, learned_line, line_surface, page


def trained(job: Job) -> tuple[Line, np.ndarray]:
    done = jobs.train(job, verbose=0)
    with Store() as store:
        run = store.open(done.run)
        line = learned_line(run)
        assert line is not None
        return line, np.stack([run.series(name)[1] for name in ("a", "b")], 1)


def test_least_squares_is_numpy_s() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(1e4, 30, 50), rng.normal(size=50)
    np.testing.assert_allclose(least_squares(x, y), np.polyfit(x, y, 1), rtol=1e-6)


def test_x_that_never_changes_has_the_flat_line() -> None:
    assert least_squares(np.ones(4), np.array([1.0, 2.0, 3.0, 4.0])) == (0.0, 2.5)


def test_the_toy_line() -> None:
    line, way = trained(Job("line", "line:a=3,b=-2"))
    assert line.a == pytest.approx(line.best_a, abs=1e-4)
    assert line.b == pytest.approx(line.best_b, abs=1e-4)
    assert way.shape == (400, 2)
    np.testing.assert_allclose(way[-1], (line.a, line.b), rtol=1e-6)
    assert np.abs(way[0] - line.start).max() > 1e-3


def test_a_and_b_are_in_the_table_s_units(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    x = rng.uniform(1990, 2020, 100)
    y = -1500 * x + 4e6 + rng.normal(0, 3000, 100)
    rows = "\n".join(f"{float(a)!r},{float(b)!r}" for a, b in zip(x, y, strict=True))
    (tmp_path / "prices.csv").write_text(f"year,price\n{rows}", "utf-8")
    line, _ = trained(Job("line", "prices.csv:target=price"))
    assert line.best_a == pytest.approx(-1500, rel=0.05)
    assert line.a == pytest.approx(line.best_a, rel=1e-4)
    assert line.b == pytest.approx(line.best_b, rel=1e-4)


def test_the_loss_around_the_best_is_the_mean_squared_error() -> None:
    x, y = np.array([0.0, 1.0, 4.0]), np.array([1.0, -1.0, 2.0])
    a, b = least_squares(x, y)
    least = float(((a * x + b - y) ** 2).mean())
    line = Line(0, 0, a, b, least, x.mean(), (x * x).mean(), (0.0, 0.0))
    for tried in ((a, b), (2.0, 1.0), (-3.0, 0.5)):
        expected = ((tried[0] * x + tried[1] - y) ** 2).mean()
        assert line.loss(*tried) == pytest.approx(expected)


def test_the_surface_shows_the_way_and_the_best() -> None:
    done = jobs.train(Job("line", "line", epochs=20), verbose=0)
    with Store() as store:
        run = store.open(done.run)
        line = learned_line(run)
        assert line is not None
        figure = line_surface(run, line)
        html = page(run)
    contour = figure.data[0]
    assert (
        min(contour.x) < min(line.start[0], line.best_a) <= max(line.start[0], line.best_a) < max(contour.x)
    )
    assert (
        min(contour.y) < min(line.start[1], line.best_b) <= max(line.start[1], line.best_b) < max(contour.y)
    )
    assert "20" in caption(figure)
    assert 'data-figure="surface"' in html
    assert f"a = {line.a:.6g}" in html


def test_other_models_have_no_line() -> None:
    done = jobs.train(Job("mlp:hidden=2", "line", epochs=1), verbose=0)
    with Store() as store:
        assert learned_line(store.open(done.run)) is None
