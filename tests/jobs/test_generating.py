"""Generative models as jobs: looked at while they train, measured, asked for more."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from axb import jobs
from axb.data import load
from axb.data.encoding import decoded
from axb.jobs import Job, Predictor
from axb.jobs.making import as_bytes
from axb.runs import Store
from axb.training import Latent
from axb.views import page
from axb.views.generation import Generation
from axb.views.made import generation
from axb.views.samples import needed
from axb.words import InputError, set_language

VAE = Job("vae:latent=2,hidden=16", "digits", epochs=2)
TOLD = Job("vae:latent=2,hidden=16,conditional=true", "digits", epochs=2)
FORGER = Path(__file__).parent.parent / "forger.py"


def found(name: str) -> Generation:
    with Store() as store:
        return generation(store.open(name))


def test_a_vae_is_looked_at_and_tested_unasked() -> None:
    done = jobs.train(VAE, verbose=0)
    model, data, one = done.model, done.data, found(done.run)
    assert isinstance(model, Latent)
    np.testing.assert_array_equal(one.made, model.sample(60, 0).round().clip(0, 255).astype(np.uint8))
    assert one.bound == model.elbo(data.x_test)  # type: ignore[attr-defined]
    assert one.restored is not None
    restored = model.decode(model.encode(data.x_test))
    error = np.square((data.x_test - restored) / 255).mean()
    assert one.restored.error == pytest.approx(error, rel=1e-4)
    assert one.restored.codes.shape == (300, 2)
    with Store() as store:
        run = store.open(done.run)
        assert needed(run).steps[:3] == [0, 1, 2]
        whole = page(run)
    for said in ("Made, beside real", "What is restored", "The codes", "Negative ELBO"):
        assert said in whole
    real = {one.tobytes() for one in data.x_test}
    assert all(picture.tobytes() in real for picture in one.real)


def test_of_classes_that_are_told_real_ones_stand_in_the_same_columns() -> None:
    done = jobs.train(TOLD, verbose=0)
    one, data = found(done.run), done.data
    np.testing.assert_array_equal(one.made_labels, one.real_labels)
    labels = {picture.tobytes(): label for picture, label in zip(data.x_test, data.y_test, strict=True)}
    assert [labels[picture.tobytes()] for picture in one.real] == one.real_labels.tolist()
    assert one.bound == done.model.elbo(data.x_test, data.y_test)  # type: ignore[attr-defined]


def test_a_gan_has_no_bound_and_nothing_is_restored() -> None:
    done = jobs.train(Job("gan:hidden=16", "moons:n=120", epochs=2), verbose=0)
    one = found(done.run)
    assert (one.kind, one.bound, one.restored) == ("points", {}, None)
    assert one.made.shape == one.real.shape == (len(done.data.x_test), 2)
    with Store() as store:
        assert needed(store.open(done.run)).at().shape == (500, 2)


def test_an_autoencoder_is_looked_at_by_what_it_restores() -> None:
    done = jobs.train(Job("autoencoder:latent=2", "digits", epochs=1), verbose=0)
    with Store() as store:
        looks = needed(store.open(done.run))
        assert looks.restored
        shown = {one.tobytes() for one in looks.examples}
    assert shown <= {one.tobytes() for one in done.data.hold_out(0.1, 0)[2]}


def test_trainings_that_are_compared_keep_no_looks() -> None:
    jobs.carry_out(jobs.prepare(VAE), "trial", 0, test=False)
    with Store() as store, pytest.raises(InputError, match="has kept no samples"):
        needed(store.open("trial"))


def test_a_person_s_own_generative_model_is_treated_alike() -> None:
    done = jobs.train(Job(str(FORGER), "digits", epochs=1), verbose=0)
    assert found(done.run).latent == 3
    assert Predictor(done.run).generates


@pytest.fixture
def told() -> str:
    return jobs.train(TOLD, "told", verbose=0).run


def test_more_are_made_the_same_ones_for_the_same_seed(told: str) -> None:
    maker = Predictor(told)
    model = maker.model
    assert isinstance(model, Latent)
    one, again = jobs.make(maker, 30, 5, 0.5), jobs.make(maker, 30, 5, 0.5)
    np.testing.assert_array_equal(one.x, again.x)
    np.testing.assert_array_equal(one.codes, model.draw(30, 5, 0.5))
    np.testing.assert_array_equal(one.labels, np.arange(30) % 10)
    expected = model.decode(one.codes, one.labels).round().clip(0, 255)
    np.testing.assert_array_equal(one.x, expected)
    assert (jobs.make(maker, 30, 6).x != one.x).any()
    assert set(jobs.make(maker, 4, label="7").labels) == {7}


@pytest.mark.parametrize(("options", "says"), [
    ({"label": "shoe"}, r"class must be one of 0, 1, 2.*got 'shoe'"),
    ({"label": "10"}, "class must be one of"),
    ({"temperature": -1}, "--temperature must be"),
    ({"seed": -1}, "--seed must be"),
    ({"count": 0}, "--count must be"),
    ({"count": 1001}, "At most 1,000 pictures fit on one sheet"),
    ({"out": "x.csv"}, "written as a .png, an .npz"),
    ({"out": "nowhere/x.png"}, "folder"),
])  # fmt: skip
def test_what_cannot_be_made_is_told_in_one_sentence(
    told: str, options: dict[str, object], says: str
) -> None:
    with pytest.raises(InputError, match=says):
        jobs.generate(told, **options)  # type: ignore[arg-type]
    assert not list(Path().glob("*.png"))


def test_a_run_that_makes_nothing_new_says_why() -> None:
    jobs.train(Job("logistic", "digits", epochs=1), "classifier", verbose=0)
    with pytest.raises(InputError, match="answers questions about examples"):
        jobs.generate("classifier")
    jobs.train(Job("autoencoder", "digits", epochs=1), "restores", verbose=0)
    with pytest.raises(InputError, match="an autoencoder restores what it is given"):
        jobs.generate("restores")
    jobs.train(VAE, "untold", verbose=0)
    with pytest.raises(InputError, match="is told no classes"):
        jobs.generate("untold", label="3")
    with pytest.raises(InputError, match="answers nothing: it makes new examples"):
        Predictor("untold").predict(load("digits").x_test[:2])


def test_a_sheet_a_folder_and_arrays(told: str) -> None:
    sheet = jobs.generate(told)
    assert sheet == Path("told-samples.png").absolute()
    with Image.open(sheet) as picture:
        assert picture.width > picture.height > 300
    with pytest.raises(InputError, match="nothing is overwritten unasked"):
        jobs.generate(told)
    jobs.generate(told, force=True, count=1)
    folder = jobs.generate(told, "some", count=11, seed=4)
    names = sorted(one.name for one in folder.iterdir())
    assert names[0] == "01-0.png"
    assert len(names) == 11
    with np.load(jobs.generate(told, "all.npz", count=11, seed=4)) as kept:
        arrays = dict(kept)
    assert arrays["x"].shape == (11, 8, 8, 1)
    assert arrays["codes"].shape == (11, 2)
    with Image.open(folder / "03-2.png") as picture:
        np.testing.assert_array_equal(np.asarray(picture)[..., None], arrays["x"][2])
    with pytest.raises(InputError, match="nothing is overwritten unasked"):
        jobs.generate(told, "some")
    jobs.generate(told, "some", count=2, force=True)


def test_rows_of_a_table_are_written_as_its_file_had_them(tmp_path: Path) -> None:
    rows = "\n".join(f"{20 + one % 50},{one * 1000},{'red' if one % 3 else 'blue'}" for one in range(80))
    (tmp_path / "people.csv").write_text(f"age,income,colour\n{rows}", "utf-8")
    done = jobs.train(Job("gan:hidden=8", "people.csv:target=age", epochs=1), verbose=0)
    out = jobs.generate(done.run, count=5)
    assert out.suffix == ".csv"
    head, *made = csv.reader(out.read_text("utf-8").splitlines())
    assert head == ["income", "colour"]
    assert len(made) == 5
    assert {row[1] for row in made} <= {"red", "blue"}
    assert all(np.isfinite(float(row[0])) for row in made)
    assert found(done.run).features == ("income", "colour=blue", "colour=red")


def test_the_class_that_was_told_is_a_column() -> None:
    done = jobs.train(Job("gan:hidden=8,conditional=true", "moons:n=60", epochs=1), verbose=0)
    made = jobs.make(Predictor(done.run), 4)
    set_language("en")
    lines = as_bytes(made, done.data, ".csv").decode().splitlines()
    assert lines[0].split(",")[:2] == ["x1", "x2"]
    assert len(lines[0].split(",")) == 3
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == [done.data.labels()[at % 2] for at in range(4)]


def test_columns_of_words_become_words_again() -> None:
    x = np.array([[1.5, 0.2, 0.9, -1], [2, 3, -1, 4]], np.float32)
    names, rows = decoded(x, ("size", "colour=a", "colour=b=c", "n=x"))
    assert names == ["size", "colour", "n"]
    assert rows == [["1.5", "b=c", "x"], ["2", "a", "x"]]
