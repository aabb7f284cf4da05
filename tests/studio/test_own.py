"""What is made of dropped files, without a browser."""

from pathlib import Path

import numpy as np
import pytest

from axb.jobs import Job, prepare
from axb.studio.own import Dropped, all_own, columns_of, forget, keep, shelf
from axb.studio.pages.train_choices import OWN, Choice, answered, available, families, spec_of, title_of
from axb.words import InputError, say, set_language
from data.test_unpacking import png, zipped


@pytest.fixture(autouse=True)
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    set_language("en")
    yield
    set_language(None)


def dropped(folder: Path, **files: bytes) -> Dropped:
    """Each under its name, "|" parting folders and "_" standing for a point."""
    found: Dropped = []
    for number, (name, content) in enumerate(files.items()):
        parts = tuple(name.replace("_", ".").split("|"))
        path = folder / f"{number}{Path(parts[-1]).suffix}"
        path.write_bytes(content)
        found.append((parts, path))
    return found


def test_a_folder_of_pictures_becomes_data_that_a_network_is_trained_on(tmp_path: Path) -> None:
    files = {f"pets|{kind}|{n}_png": png(10 * n + len(kind)) for n in range(9) for kind in ("cat", "bird")}
    own, data, left_out = keep(dropped(tmp_path, **files, **{"pets|x_csv": b"a"}), {})
    assert left_out == ["1 left out: the ending is none of a picture (pets/x.csv)"]
    assert (own.name, own.kind, own.task, data.class_names) == ("pets", "images", "binary", ("bird", "cat"))
    assert "pets" in available()
    assert "pets" in answered()
    choice = Choice.of({"data": "pets", "model": "mlp"})
    assert (choice.model, choice.words()["data"]) == ("mlp", "pets")
    assert choice.job().data == own.spec == spec_of("pets")
    assert choice.job().stem() == "mlp-pets"
    assert title_of("pets", say) == "pets"
    forget("pets")
    assert "pets" not in available()
    assert list(shelf().iterdir()) == []


def test_the_same_again_gets_another_name_and_axbs_own_names_stay(tmp_path: Path) -> None:
    zipped(tmp_path / "digits.zip", *(f"x/{n}.png" for n in range(6)))
    digits = [(("digits.zip",), tmp_path / "digits.zip")]
    assert [keep(digits, {})[0].name for _ in range(2)] == ["digits-2", "digits-3"]
    assert all_own()["digits-2"].task == "unlabelled"
    assert "digits-2" in available()
    assert "digits-2" not in answered()
    assert families("digits-2")[0] == "conv_vae"
    assert families("digits")[0] == "mlp"


def test_a_table_and_arrays(tmp_path: Path) -> None:
    lines = "".join(f"{n},{n * n},{'ab'[n % 2]}\n" for n in range(30))
    table = dropped(tmp_path, people_csv=f"a,b,c\n{lines}".encode())
    assert columns_of(table) == ("a", "b", "c")
    own, data, _ = keep(table, {"target": "b"})
    assert (own.task, data.target_name) == ("regression", "b")
    assert own.spec.endswith("people.csv:target=b")
    assert families("people") == ("mlp",)
    np.savez(tmp_path / "x.npz", x=np.arange(60.0).reshape(20, 3), y=np.arange(20) % 2)
    own, *_ = keep([(("my arrays.npz",), tmp_path / "x.npz")], {})
    assert (own.name, families(own.name)) == ("my arrays", ("mlp", "logistic"))
    assert columns_of([(("a.npz",), tmp_path / "x.npz")]) == ()
    np.savez(tmp_path / "x.npz", x=np.arange(20 * 64).reshape(20, 8, 8) % 256, y=np.arange(20) % 2)
    own, *_ = keep([(("signs.npz",), tmp_path / "x.npz")], {})
    assert (own.kind, families("signs")[0]) == ("small", "mlp")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a_csv": b"a,b\n1,2\n", "b_csv": b"a,b\n1,2\n"}, "there are 0"),
        ({"a_png": b"no picture", "b_png": b"none"}, "no pictures that can be used"),
        ({"a_zip": b"PK no archive"}, "can't be unpacked"),
        ({"a_npz": b"PK no archive"}, r"can't be read as an \.npz"),
        ({"a_csv": b"a,b\n1,2\n3,4\n"}, "which column"),
    ],
)
def test_what_cannot_be_used_leaves_nothing_behind(
    tmp_path: Path, files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        keep(dropped(tmp_path, **files), {})
    assert all_own() == {}
    assert list(shelf().iterdir()) == []


PAIRS = [(kind, task, model) for (kind, task), models in OWN.items() for model in models]


@pytest.mark.parametrize(("kind", "task", "model"), PAIRS)
def test_every_network_that_is_offered_can_learn_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, task: str, model: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shape = {"images": (40, 28, 28, 3), "small": (40, 8, 8), "table": (40, 5)}[kind]
    x = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    answers = {"any": {"y": np.arange(40) % 3}, "regression": {"y": np.arange(40) / 7}, "unlabelled": {}}[
        task
    ]
    np.savez("own.npz", x=x, **answers)
    assert prepare(Job(model, "own.npz")).epochs >= 1
