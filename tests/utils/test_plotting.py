"""`plot_model`: the graph as a picture."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PIL import Image

from axb import layers, models
from axb.utils import plot_model
from axb.words import InputError


def branched() -> models.Model:
    """A part that two read, a way around, and a part made of parts."""
    x = layers.Input((8, 8, 3), name="picture")
    one = layers.Conv2D(4, 3, padding="same", activation="relu", name="one")(x)
    two = layers.Conv2D(4, 1, name="two")(x)
    both = layers.Add(name="both")([one, two])
    deep = layers.ResidualBlock(4, name="deep")(both)
    return models.Model(x, layers.Concatenate(name="end")([deep, two]))


def texts(path: Path) -> list[str]:
    root = ElementTree.fromstring(path.read_text("utf-8"))
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


def rectangles(path: Path) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each box (those with the boxes' rounding)."""
    root = ElementTree.fromstring(path.read_text("utf-8"))
    found = [one.attrib for one in root.iter("{http://www.w3.org/2000/svg}rect") if one.get("rx") == "5"]
    return [
        (x, y, x + float(one["width"]), y + float(one["height"]))
        for one in found
        for x, y in [(float(one["x"]), float(one["y"]))]
    ]


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("rankdir", ["TB", "LR"])
@pytest.mark.parametrize("nested", [False, True])
def test_every_call_has_a_box_of_its_own_and_wires_go_on(rankdir: str, nested: bool, tmp_path: Path) -> None:
    path = plot_model(branched(), tmp_path / "m.svg", show_shapes=True, rankdir=rankdir, expand_nested=nested)
    boxes = rectangles(path)
    assert all(apart(one, other) for place, one in enumerate(boxes) for other in boxes[:place])
    assert len(boxes) == (6 if not nested else 5 + len([*branched().get_layer("deep").graph.nodes]))
    wires = re.findall(r'<polyline points="([^"]+)"', path.read_text("utf-8"))
    axis = 0 if rankdir == "LR" else 1
    for wire in wires:
        along = [float(corner.split(",")[axis]) for corner in wire.split()]
        assert along == sorted(along)
    assert len(wires) == (7 if not nested else len(wires))


def test_what_stands_in_a_box(tmp_path: Path) -> None:
    model = branched()
    assert texts(plot_model(model, tmp_path / "m.svg"))[:3] == ["InputLayer", "Conv2D", "Conv2D"]
    model.get_layer("two").trainable = False
    said = texts(plot_model(
        model, tmp_path / "m.svg", True, True, True, show_layer_activations=True, show_trainable=True
    ))  # fmt: skip
    assert said[:3] == ["picture (InputLayer)", "(None, 8, 8, 3)", "float32"]
    place = said.index("one (Conv2D)")
    assert said[place + 1 : place + 5] == [
        "relu",
        "(None, 8, 8, 3) → (None, 8, 8, 4)",
        "float32",
        "trainable",
    ]
    assert "frozen" in said[said.index("two (Conv2D)") :]


def test_parts_of_parts_are_framed(tmp_path: Path) -> None:
    said = texts(plot_model(branched(), tmp_path / "m.svg", expand_nested=True))
    assert "deep" in said
    assert "ResidualBlock" not in said
    assert "BatchNormalization" in said


def test_as_pixels(tmp_path: Path) -> None:
    svg, small, large = (
        plot_model(branched(), tmp_path / name, dpi=dpi)
        for name, dpi in (("m.svg", 96), ("s.png", 96), ("l.png", 192))
    )
    width = int(re.findall(r'width="(\d+)"', svg.read_text("utf-8"))[0])
    with Image.open(small) as one, Image.open(large) as other:
        assert one.width == width
        assert abs(other.width - 2 * width) <= 1
        assert len(one.getcolors(10**6)) > 10


def test_a_part_that_is_called_twice_has_two_boxes(tmp_path: Path) -> None:
    x, part = layers.Input((3,)), layers.Dense(3, name="again")
    path = plot_model(models.Model(x, part(part(x))), tmp_path / "m.svg", show_layer_names=True)
    assert texts(path).count("again (Dense)") == 2


def test_text_stays_text(tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((2,)), layers.Dense(1, name="<b>&")])
    assert "<b>& (Dense)" in texts(plot_model(model, tmp_path / "m.svg", show_layer_names=True))


@pytest.mark.parametrize(("words", "says"), [
    ({"to_file": "m.dot"}, "to_file must be one of .png, .svg; got 'm.dot'"),
    ({"to_file": "m.svg", "rankdir": "BT"}, "rankdir must be one of TB, LR; got 'BT'"),
    ({"to_file": "m.png", "dpi": 0}, "dpi must be ≥ 1"),
    ({"to_file": "nowhere/m.png"}, "nowhere"),
])  # fmt: skip
def test_what_cannot_be_drawn(words: dict[str, object], says: str, tmp_path: Path) -> None:
    given = {**words, "to_file": tmp_path / str(words["to_file"])}
    with pytest.raises(InputError) as caught:
        plot_model(branched(), **given)  # type: ignore[arg-type]
    assert says in str(caught.value)


def test_a_model_without_a_graph() -> None:
    class Own(models.Model):
        def call(self, inputs: object) -> object:
            return inputs

    with pytest.raises(InputError, match="Own"):
        plot_model(Own(), "m.svg")
