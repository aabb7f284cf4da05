"""From a plan to a finding: trained, kept, told in words, drawn."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from axb.labs.catalogue import find
from axb.labs.history import EXPERIMENT, NETWORKS, PRESETS, HistoryLab, Plan
from axb.labs.history.charts import AWAY, CELL, LINE, named, work_scene
from axb.labs.history.outcome import Outcome, standings
from axb.labs.history.picture import LARGEST, radius, timeline_scene
from axb.labs.history.verdict import rows, verdict
from axb.views.scene import Points, Text
from axb.words import InputError, speaking
from axb.words.wrapping import cells
from labs.history.makers import outcomes


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def told(found: list[Outcome]) -> str:
    return verdict(standings(found), Plan())


def test_it_trains_counts_and_keeps() -> None:
    plan = EXPERIMENT.plan("class", {"networks": "mlp+lenet5", "width": "0.5", "seeds": "1", "epochs": "1"})
    found = EXPERIMENT.run(plan)
    mlp, lenet = EXPERIMENT.kept(plan)
    assert (mlp.parameters, mlp.multiply_adds) == (109_386, 784 * 128 + 128 * 64 + 64 * 10)
    assert len(lenet.train_errors) == len(lenet.test_errors) == 1
    assert lenet.test_errors[0] < 0.5
    assert lenet.seconds > 0
    assert [row[0] for row in found.rows] == ["1986", "1998"]
    assert EXPERIMENT.kept(Plan(networks=("lenet5",), seeds=3, epochs=1)) == [lenet]
    assert EXPERIMENT.kept(Plan(epochs=2)) == []


def test_a_row_tells_the_year_the_cost_what_it_got_right_and_what_was_new() -> None:
    row = rows(standings(outcomes()))[2]
    assert row[:-1] == ["2012", "AlexNet", "641,098", "4,300,000", "6.0", "0.857", "0.853 0.861"]
    assert row[-1] == "ReLU, dropout, two graphics cards (Krizhevsky, Sutskever & Hinton 2012)"


def test_who_is_best_who_is_behind_and_what_does_not_follow() -> None:
    said = told(outcomes())
    assert said.startswith("Of these 7 networks GoogLeNet (2014) gets most right: 0.872")
    assert (
        "with all their seeds: LeNet-5 (1998) behind MLP (1986); VGG-11 (2014) behind AlexNet (2012); "
        in said
    )
    assert "plain-20 (2015) behind GoogLeNet (2014)." in said
    assert (
        "by less than seeds differ, which decides nothing: ResNet-20 (2015) behind GoogLeNet (2014)." in said
    )
    assert "0.869 instead of 0.842, +2.7 points" in said
    assert "is no ImageNet" in said


def test_one_seed_decides_nothing() -> None:
    said = told([one for one in outcomes() if one.seed == 0])
    assert "with all their seeds" not in said
    assert (
        "From a single seed, which may be chance, these are behind an older one: LeNet-5 (1998) behind MLP (1986)"
        in said
    )


def test_where_every_year_brings_more_that_is_told() -> None:
    rising = {name: (0.5 + 0.05 * place,) * 2 for place, name in enumerate(NETWORKS)}
    said = told(outcomes(**rising))
    assert "Each newer year has brought more" in said
    assert "behind" not in said


def test_nearly_as_good_for_less_is_told_with_how_much_less() -> None:
    said = told(outcomes(resnet=(0.88, 0.88), googlenet=(0.875, 0.875), alexnet=(0.872, 0.872)))
    assert "Within one point of the best is AlexNet (2012) (0.872) with 1.8 times less work" in said
    assert "in 6.0 s instead of 18.0" in said


def test_less_work_that_takes_longer_is_told_as_such() -> None:
    said = told(outcomes(resnet=(0.88, 0.88), googlenet=(0.79, 0.79), vgg=(0.875, 0.875)))
    assert "VGG-11 (2014) (0.875) with 4 times less work for a picture, in 8.0 s instead of 18.0" in said
    slow = [replace(one, seconds=20.0) if one.network == "vgg" else one for one in outcomes(vgg=(0.87, 0.87))]
    assert "with 2.6 times less work for a picture; yet learning took 20.0 s instead of 14.0" in told(slow)


def test_what_learned_nothing_and_skips_that_change_nothing_are_told() -> None:
    assert "learned next to nothing in so short a time: VGG-11 (2014)." in told(outcomes(vgg=(0.1, 0.1)))
    assert "(+0.4 points) differ by less than their seeds do" in told(outcomes(plain=(0.86, 0.87)))


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("count", [0, 1, 2, 14])
def test_something_can_be_said_and_drawn_of_what_there_is_so_far(count: int, language: str) -> None:
    with speaking(language):
        found = EXPERIMENT.finding(Plan(), outcomes()[:count])
        assert found.says
        assert len(found.scenes) == 3
        assert found.csv.count("\n") == 1 + (count + 1) // 2


def test_a_dot_s_area_is_the_number_of_parameters() -> None:
    assert radius(1_000_000, 1_000_000) == LARGEST
    assert radius(250_000, 1_000_000) == LARGEST / 2
    scene = timeline_scene(standings(outcomes()), tuple(NETWORKS))
    dots = [one for one in scene.marks if isinstance(one, Points) and one.color == "accent"]
    assert max(dots, key=lambda one: one.size) is dots[3]  # VGG has most
    assert [float(np.asarray(one.x)[0]) for one in dots] == [place + 0.5 for place in range(7)]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_network_is_named_with_its_year_and_news_in_its_panel(language: str) -> None:
    with speaking(language):
        scene = timeline_scene([], tuple(NETWORKS))
        words = [one for one in scene.marks if isinstance(one, Text) and one.align == "center"]
        for place, network in enumerate(NETWORKS.values()):
            here = [one.text for one in words if one.x == place + 0.5]
            assert here[:2] == [str(network.year), network.title]
            assert "".join("".join(here[2:]).split()) == "".join(network.news.split())
            assert len(here) <= 5


def test_names_stand_apart() -> None:
    dots = [(0.3, 0.5), (0.42, 0.52), (0.33, 0.55), (0.9, 0.5), (0.91, 0.56)]
    names = ["LeNet-5", "ResNet-20", "plain-20", "GoogLeNet", "VGG-11"]
    boxes = []
    for (x, y, align), name in zip(named(dots, names), names, strict=True):
        wide = CELL * cells(name)
        left = x - {"left": 0.0, "right": wide, "center": wide / 2}[align]
        boxes.append((left, left + wide, y))
        assert left >= 0
        assert left + wide <= 1
    for place, (left, right, y) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[1] <= left or abs(y - other[2]) >= LINE - 1e-9
    close = named([(0.5, 0.5), (0.5, 0.57)], ["plain-20", "ResNet-20"])  # each nearest to its own dot
    assert close == [(0.5 + AWAY, 0.5, "left"), (0.5 - AWAY, 0.57, "right")]
    assert named([(0.5, 0.5)], ["MLP"]) == [(0.5 + AWAY, 0.5, "left")]


def test_a_scatter_has_a_dot_and_a_name_for_each() -> None:
    marks = work_scene(standings(outcomes())).marks
    assert [one.text for one in marks if isinstance(one, Text)] == [one.title for one in NETWORKS.values()]
    assert sum(isinstance(one, Points) for one in marks) == 7


def test_live_one_network_after_another_learns_and_what_learned_stays() -> None:
    lab = find("history:networks=mlp,epochs=1,seeds=1")
    assert isinstance(lab, HistoryLab)
    lab.learn()
    while lab.running:
        lab.advance()
    assert lab.numbers()["learned"] == 1
    assert lab.numbers()["accuracy"] > 0.6
    assert lab.numbers()["parameters"] == 109_386
    lab.set_networks(["lenet5"])
    assert [one.network for one in lab.waiting] == ["lenet5"]
    for _ in range(13):
        lab.advance()
    assert [one.network for one in lab.seen] == ["mlp", "lenet5"]
    lab.start_over()
    assert not lab.seen
    assert lab.numbers()["step"] == 0


def test_the_presets_compare_all_of_them_but_for_one_that_another_lab_compares() -> None:
    assert PRESETS["full"].networks == tuple(NETWORKS)
    assert {*NETWORKS} - {*PRESETS["class"].networks} == {"plain"}


@pytest.mark.parametrize(
    "spec",
    ["networks=magic", "networks=", "width=0", "width=3", "seeds=0", "epochs=0", "data=digits", "rate=1"],
)
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"history:{spec}")
