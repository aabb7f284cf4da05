"""A run's network as a picture."""

import math

import numpy as np
import pytest

from axb import jobs, layers, models, zoo
from axb.data import load
from axb.jobs import Job
from axb.jobs.drawn_network import drawn_network, network_slide, sentence
from axb.training import Model
from axb.words import InputError


def made(family: str, **options: str) -> Model:
    return zoo.find(family).make(zoo.facts_of(load("digits")), options)


def kinds(model: Model) -> list[str]:
    return [box.lines[0] for box, _ in drawn_network(model, 900).shapes.boxes]


def frames(model: Model) -> set[str]:
    return {name for name, _ in drawn_network(model, 900).shapes.groups}


def test_a_box_says_what_leaves_a_part_and_what_it_learns() -> None:
    x = layers.Input((8, 8, 3))
    model = models.Model(x, layers.Dense(2)(layers.Flatten()(layers.Conv2D(4, 3)(x))))
    boxes = [list(box.lines) for box, _ in drawn_network(model, 900).shapes.boxes]
    assert boxes[0] == ["InputLayer", "8 × 8 × 3"]
    assert boxes[1] == ["Conv2D", "6 × 6 × 4", "112 numbers"]
    assert boxes[2] == ["Flatten", "144"]
    assert boxes[3] == ["Dense", "2", "290 numbers"]
    assert "(402 in all)" in sentence(model)


def test_models_are_opened_and_blocks_are_not() -> None:
    assert kinds(made("resnet", depth="8")).count("ResidualBlock") == 3
    assert frames(made("vae")) == {"encoder", "decoder"}
    assert frames(made("gan")) == {"generator", "discriminator"}
    assert {"encoder", "decoder", "discriminator"} <= frames(made("vae_gan"))


def test_a_discriminator_reads_what_the_generator_makes_and_the_class() -> None:
    boxes = [box for box, _ in drawn_network(made("gan", conditional="yes"), 900).shapes.boxes]
    inside = [place for place, box in enumerate(boxes) if "discriminator" in box.groups]
    read = {source for place in inside for source in boxes[place].reads} - {*inside}
    assert {tuple(boxes[source].groups) or boxes[source].lines[0] for source in read} == {
        ("generator",),
        "InputLayer",
    }
    model = made("gan")
    total = model.generator.count_params() + model.discriminator.count_params()
    assert f"({total:,} in all)" in sentence(model)


def test_it_gets_as_large_as_the_room_allows() -> None:
    model = made("resnet", depth="20")
    narrow, wide = drawn_network(model, 600), drawn_network(model, 3000)
    assert narrow.shapes.width <= 600 < wide.shapes.width <= 3000
    assert (narrow.scale, wide.scale) == (1, 1)
    small = drawn_network(model, 300, 200)
    assert small.scale < 1
    assert small.shapes.height * small.scale <= 200 + 1e-6
    assert math.isclose(drawn_network(made("mlp"), 5000, 5000, largest=2.4).scale, 2.4)


def test_what_has_no_graph_is_refused() -> None:
    class Own(models.Model):
        def call(self, x):  # type: ignore[no-untyped-def]
            return x

    with pytest.raises(InputError, match="graph"):
        drawn_network(Own(), 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_slide(scheme: str) -> None:
    done = jobs.train(Job("mlp", "digits", epochs=1), verbose=0)
    picture = np.asarray(network_slide(done.run, 640, scheme)).astype(int)  # type: ignore[arg-type]
    assert picture.shape == (360, 640, 3)
    assert (picture != picture[-1, 0]).any(2).mean() > 0.01
