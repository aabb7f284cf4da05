"""What there is to see, what a hand picks of it, and where points come from."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.labs.catalogue import find
from axb.labs.network import NetworkLab, Points, Settings, network_lab
from axb.labs.network.paths import Wire
from axb.labs.network.seeing import outputs
from axb.labs.network.sources import TOYS, preset, read_csv
from axb.views.scene import Image, Scene, Segments
from axb.views.scene import Points as Dots
from axb.words import InputError, speaking


def mark(scene: Scene, name: str) -> object:
    return next(one for one in scene.marks if one.name == name)


@pytest.mark.parametrize("data", TOYS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_kind_of_points_has_its_scenes(data: str, language: str) -> None:
    lab = NetworkLab(Settings(), preset(data, {"n": 40}))
    lab.explains = True
    lab.advance()
    with speaking(language):
        scenes = lab.scenes()
    assert list(scenes) == ["surface", "network", "curve"]
    for scene in scenes.values():
        assert scene.caption
        json.dumps(scene.to_dict(), allow_nan=False)


def test_the_ground_has_the_colours_of_the_classes_that_win() -> None:
    lab = network_lab({"data": "xor", "hidden": "8", "steps": "600", "noise": "0"})
    image = next(one for one in lab.scenes()["surface"].marks if isinstance(one, Image))
    orange, blue = (
        image.pixels[12, 36].astype(int),
        image.pixels[12, 12].astype(int),
    )  # same signs, other signs
    assert orange[0] > orange[2] + 30
    assert blue[2] > blue[0] + 30
    dots = mark(lab.scenes()["surface"], "point")
    assert isinstance(dots, Dots)
    assert {str(color) for color in dots.color} == {"class:0", "class:1"}
    assert isinstance(dots.hollow, list)
    assert sum(dots.hollow) == 90


def test_the_biggest_network_is_sent_in_little() -> None:
    lab = NetworkLab(Settings(hidden=(16,) * 6), preset("spiral", {"classes": 8}))
    lab.advance()
    told = {name: scene.to_dict() for name, scene in lab.scenes().items()}
    assert len(json.dumps(told, separators=(",", ":"))) < 160_000


def test_a_unit_s_picture_is_what_it_answers() -> None:
    lab = network_lab({"data": "moons", "hidden": "3"})
    answers = outputs(lab.model, lab.bounds.grid(8))
    assert [one.shape for one in answers] == [(64, 2), (64, 3), (64, 1)]
    assert np.allclose(answers[-1], lab.model(lab.bounds.grid(8)).detach().numpy(), atol=1e-6)


def test_wires_have_sign_and_thickness_and_can_be_picked() -> None:
    lab = network_lab({"data": "moons", "hidden": "3"})
    kernel = lab.model.get_layer("hidden_1").kernel.detach().numpy()
    for sign, chosen in (("positive", kernel > 0.02), ("negative", kernel < -0.02)):
        wires = mark(lab.scenes()["network"], f"wire:0:{sign}")
        assert isinstance(wires, Segments)
        assert wires.color == sign
        assert len(np.asarray(wires.width)) == chosen.sum()
        for index, (start, end) in enumerate(zip(*np.nonzero(chosen), strict=True)):
            lab.pick(f"wire:0:{sign}", index)
            assert lab.chosen.wire == Wire(0, start, end)
            assert lab.chosen.unit == (1, end)
    lab.pick("unit:2:0", 0)
    assert lab.chosen.unit == (2, 0)
    lab.pick("point", 5)
    assert lab.chosen.point == 5
    for wrong in (("unit:2:7", 0), ("unit:9:0", 0), ("point", 10**6)):
        with pytest.raises(InputError):
            lab.pick(*wrong)


def test_it_is_found_by_name_with_its_options() -> None:
    lab = find(
        "network:data=spiral,classes=3,n=60,hidden=8-4,activation=relu,optimizer=sgd,rate=0.2,l2=0.01,steps=5"
    )
    assert isinstance(lab, NetworkLab)
    assert lab.settings.hidden == (8, 4)
    numbers = lab.numbers()
    assert numbers["step"] == 5
    assert {"loss", "accuracy", "val_loss", "val_accuracy", "rate"} <= set(numbers)
    assert find("network:hidden=").settings.hidden == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "spec", ["wide=3", "hidden=a", "rate=fast", "data=cats", "data=moons,classes=3", "batch=0"]
)
def test_options_that_are_none_are_refused(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"network:{spec}")


@settings(max_examples=30, deadline=None)
@given(st.integers(6, 40), st.integers(0, 99), st.booleans())
def test_points_written_as_csv_come_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, n: int, seed: int, numbers: bool
) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=n).astype(np.float32) if numbers else rng.permutation(np.arange(n) % 3)
    points = Points.of(rng.normal(size=(n, 2)), y)
    path = tmp_path_factory.mktemp("csv") / "p.csv"
    path.write_text(points.csv_text(), "utf-8")
    back = read_csv(path)
    order = np.lexsort(points.x.T), np.lexsort(back.x.T)
    assert np.array_equal(points.x[order[0]], back.x[order[1]])
    assert np.array_equal(points.y[order[0]], back.y[order[1]])
    assert back.has_classes is not numbers


@pytest.mark.parametrize(
    ("text", "part"),
    [("a,b,c,d\n" + "1,2,3,x\n2,3,4,y\n" * 9, "a, b, c"), ("a,b\n" + "1,x\n2,y\n" * 9, "two columns|Two columns"),
     ("a,b,c\n" + "".join(f"{i},{i},w{i % 12}\n" for i in range(40)), "at most 8")],
)  # fmt: skip
def test_tables_that_are_no_points_are_refused(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=part):
        NetworkLab().load_csv(path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b,c\n" + b"1,2,3\n" * 400_000)
    with pytest.raises(InputError, match="at most 2 MB"):
        NetworkLab().load_csv(path)
