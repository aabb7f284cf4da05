"""What a trained run says to new examples: as arrays, as files, as drawings."""

from pathlib import Path

import numpy as np
import pytest
import torch

from axb import jobs
from axb.data.pictures import read_picture
from axb.jobs import Job, Predictor
from axb.jobs.outlines import filled
from axb.runs import Store
from axb.words import InputError, speaking
from jobs.drawing import DIGITS, draw, file_of


@pytest.fixture
def digits() -> Predictor:
    return Predictor(jobs.train(Job("mlp", "digits", epochs=8), verbose=0).run)


def big(picture: np.ndarray, times: int = 20) -> np.ndarray:
    """(H, W, 1) as (h, w), each pixel a square."""
    return picture[..., 0].repeat(times, 0).repeat(times, 1)


def test_it_says_what_the_trained_model_says() -> None:
    done = jobs.train(Job("mlp:hidden=8", "digits", epochs=1), verbose=0)
    predictor, x = Predictor(done.run), done.data.x_test
    np.testing.assert_allclose(predictor.predict(x), done.model.predict(x, verbose=0), atol=1e-6)
    assert predictor.predict(x).argmax(1).tolist() == predictor.of_test.argmax(1).tolist()
    answer = predictor.answer(x[0])
    assert list(answer) == [str(digit) for digit in range(10)]
    assert sum(answer.values()) == pytest.approx(1, abs=1e-5)


def test_test_pictures_dropped_as_big_files_get_the_answers_of_the_arrays(digits: Predictor) -> None:
    some = digits.data.x_test[:60]
    dropped = np.stack([digits.fitted(read_picture(file_of(big(one)))) for one in some])
    np.testing.assert_array_equal(dropped, some)
    np.testing.assert_allclose(digits.predict(dropped), digits.of_test[:60], atol=1e-5)


def test_they_are_nearly_the_same_as_ink_on_paper_with_a_wide_margin(digits: Predictor) -> None:
    some = digits.data.x_test[:100]
    paper = [np.pad(255 - big(one), ((40, 90), (70, 30)), constant_values=255) for one in some]
    dropped = np.stack([digits.fitted(read_picture(file_of(one))) for one in paper])
    same = digits.predict(dropped).argmax(1) == digits.of_test[:100].argmax(1)
    assert same.mean() > 0.9


def test_clothes_dropped_as_big_files_get_nearly_the_answers_of_the_arrays() -> None:
    job = Job("mlp:hidden=16", "fashion-mini", epochs=1)
    predictor = Predictor(jobs.train(job, verbose=0).run)
    some = predictor.data.x_test[:100]
    dropped = np.stack([predictor.fitted(read_picture(file_of(big(one, 9)))) for one in some])
    assert (dropped == some).all((1, 2, 3)).mean() > 0.9
    assert (predictor.predict(dropped).argmax(1) == predictor.of_test[:100].argmax(1)).mean() > 0.97


@pytest.mark.parametrize("pen", [0.08, 0.12])
def test_what_is_drawn_with_the_pen_is_recognised(pen: float) -> None:
    predictor = Predictor(jobs.train(Job("mlp", "digits"), verbose=0).run)
    said = {digit: predictor.predict(predictor.fitted(draw(strokes, pen)[..., None])[None]).argmax()
            for digit, strokes in DIGITS.items()}  # fmt: skip
    assert said == {digit: digit for digit in DIGITS}


def test_a_small_drawing_in_a_corner_is_brought_to_the_middle(digits: Predictor) -> None:
    seven = draw(DIGITS[7])
    corner = np.zeros((200, 200), np.uint8)
    corner[130:194, 5:69] = seven
    middle, moved = digits.fitted(seven[..., None]), digits.fitted(corner[..., None])
    assert np.abs(middle.astype(int) - moved).max() < 40


def test_an_empty_sheet_is_an_empty_picture(digits: Predictor) -> None:
    assert not digits.fitted(np.zeros((64, 64, 1), np.uint8)).any()
    assert not digits.fitted(np.full((64, 64, 3), 255, np.uint8)).any()


def test_an_outline_is_filled_and_what_is_open_is_not() -> None:
    ring = filled(draw([[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8), (0.2, 0.2)]], 0.05))
    assert ring[32, 32] >= 200
    assert ring[2, 2] == 0
    stroke = draw([[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8)]], 0.05)
    np.testing.assert_array_equal(filled(stroke), stroke)


def test_points_and_numbers() -> None:
    points = Predictor(jobs.train(Job("mlp:hidden=4", "moons:n=60", epochs=1), verbose=0).run)
    said = points.predict(np.array([[0.0, 1.0], [1.0, -1.0]]))
    assert said.shape == (2, 2)
    np.testing.assert_allclose(said.sum(1), 1, atol=1e-6)
    numbers = Predictor(jobs.train(Job("line", "line", epochs=1), verbose=0).run)
    a, b = (weight.ravel()[0] for weight in numbers.model.get_weights())
    assert numbers.predict([[2.0]]).tolist() == pytest.approx([2 * a + b], abs=1e-5)
    assert list(numbers.answer([2.0])) == ["y"]
    with pytest.raises(InputError, match="Only a model of pictures"):
        numbers.fitted(np.zeros((8, 8, 1), np.uint8))


def test_raw_numbers_become_probabilities(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("""
from axb import layers, losses, models
def make(data):
    model = models.Sequential([layers.Input(data.input_shape), layers.Dense(data.classes)])
    model.compile("sgd", losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model
""", "utf-8")  # fmt: skip
    done = jobs.train(Job("net.py:make", "spiral:n=60", epochs=1), verbose=0)
    predictor = Predictor(done.run)
    raw = torch.from_numpy(done.model.predict(done.data.x_test, verbose=0))
    np.testing.assert_allclose(predictor.of_test, raw.softmax(-1).numpy(), atol=1e-6)


def test_the_names_are_in_the_reader_s_language() -> None:
    run = jobs.train(Job("mlp:hidden=4", "fashion-mini", epochs=1), verbose=0).run
    predictor = Predictor(run)
    with speaking("ja"):
        assert list(predictor.answer(predictor.data.x_test[0])) == list(predictor.data.labels("ja"))


def test_what_each_part_makes_of_an_example(digits: Predictor) -> None:
    maps = digits.maps(digits.data.x_test[3])
    np.testing.assert_allclose(maps[-1].values, digits.of_test[3], atol=1e-6)


def test_wrong_shapes_and_runs_without_a_job_are_refused(digits: Predictor) -> None:
    with pytest.raises(InputError, match=r"takes examples of shape \(8, 8, 1\)"):
        digits.predict(np.zeros((1, 28, 28, 1)))
    with pytest.raises(InputError, match="takes examples"):
        digits.predict(np.zeros((0, 8, 8, 1)))
    with Store() as store:
        store.create("theirs", config={}, graph=None, data_hash="", seed=0)
    with pytest.raises(InputError, match="started by a script"):
        Predictor("theirs")


def test_a_run_that_has_diverged_has_no_answers() -> None:
    name = jobs.train(Job("mlp", "digits", epochs=1, optimizer="sgd", learning_rate=1e38), verbose=0).run
    with pytest.raises(InputError, match=f"weights of {name} are no longer finite"):
        Predictor(name)
