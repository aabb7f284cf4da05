"""Arguments are captured once; what is registered can be told as JSON and made again, nothing else can."""

import json
import math

import pytest
import torch

from axb import registry
from axb.initializers import Constant, HeNormal
from axb.layers import Conv2D, Dense, activations
from axb.optimizers import SGD
from axb.optimizers.schedules import ExponentialDecay
from axb.registry import (
    Configurable,
    NotDescribableError,
    arguments_of,
    describe,
    is_registered,
    rebuild,
    registered,
)
from axb.words import InputError, set_language


class Base(Configurable):
    def __init__(self, size: int, *, colour: str = "red", **more: object) -> None:
        self.size = size


class Half(Base):
    def __init__(self, whole: int) -> None:
        super().__init__(whole // 2, colour="blue")


class Plain(Configurable):
    pass


class Inherits(Half):
    pass


@pytest.fixture
def names(monkeypatch):
    """What a test registers is forgotten after it."""
    monkeypatch.setattr(registry, "_classes", dict(registry._classes))
    monkeypatch.setattr(registry, "_functions", dict(registry._functions))


def test_the_arguments_are_the_configuration():
    assert Base(3).get_config() == {"size": 3, "colour": "red"}
    assert Base(size=3, colour="green", shape="round").get_config() == {
        "size": 3,
        "colour": "green",
        "shape": "round",
    }
    assert Plain().get_config() == {}


def test_the_outermost_constructor_is_the_one_remembered():
    half = Half(8)
    assert half.get_config() == {"whole": 8}
    assert half.size == 4
    assert Inherits(8).get_config() == {"whole": 8}
    assert type(Inherits.from_config({"whole": 8})) is Inherits


def test_a_configuration_is_a_copy():
    thing = Base(3)
    thing.get_config()["size"] = 4
    assert thing.get_config()["size"] == 3


def test_it_says_which_arguments_it_takes():
    assert arguments_of(Base) == ["size", "colour", "more"]
    assert arguments_of(Dense)[:2] == ["units", "activation"]
    assert arguments_of(Dense)[-4:] == ["name", "trainable", "input_shape", "activity_regularizer"]
    with pytest.raises(InputError) as error:
        Half()
    assert str(error.value) == (
        "Half cannot be made of these arguments: missing a required argument: 'whole'. It takes: whole."
    )


@pytest.mark.parametrize(
    "value", [None, True, 3, 2.5, "text", [1, [2, None]], {"a": 1, "b": [{"class": "x"}]}]
)
def test_plain_values_are_told_as_they_are(value):
    told = json.loads(json.dumps(describe(value)))
    assert rebuild(told) == value


def test_tuples_and_arrays_become_lists():
    assert describe((1, (2, 3))) == [1, [2, 3]]
    assert describe(torch.tensor([1, 2])) == [1, 2]


@pytest.mark.parametrize("thing", [Constant(0.5), HeNormal(seed=3), SGD(ExponentialDecay(0.1, 5, 0.5), 0.9)])
def test_registered_things_are_made_again(thing):
    again = rebuild(json.loads(json.dumps(describe(thing))))
    assert type(again) is type(thing)
    assert describe(again) == describe(thing)


def test_a_part_is_made_again_with_what_it_holds():
    part = Conv2D(
        4, (3, 5), activation=activations.softmax, kernel_initializer=HeNormal(seed=1), name="first"
    )
    again = rebuild(json.loads(json.dumps(describe(part))))
    assert (again.filters, again.kernel_size, again.name) == (4, (3, 5), "first")
    assert again.activation is activations.softmax
    assert again.kernel_initializer.seed == 1


def test_what_is_shared_stays_shared():
    one, other = Dense(3), Dense(3)
    first, second, third = rebuild(json.loads(json.dumps(describe([one, other, one]))))
    assert first is third
    assert first is not second


def test_two_documents_share_nothing():
    part = Dense(3)
    told = describe(part)
    assert told == describe(part)
    assert rebuild(told) is not rebuild(told)


@pytest.mark.usefixtures("names")
def test_a_class_of_ones_own():
    class Mine(Configurable):
        def __init__(self, size: int) -> None:
            self.size = size

    assert not is_registered(Mine(1))
    registered(Mine)
    assert is_registered(Mine(1))
    assert rebuild(describe(Mine(7))).size == 7


@pytest.mark.usefixtures("names")
def test_a_subclass_of_a_registered_class_is_not_registered():
    class Mine(Dense):
        pass

    assert not is_registered(Mine(3))
    with pytest.raises(NotDescribableError):
        describe(Mine(3))


@pytest.mark.usefixtures("names")
def test_a_name_belongs_to_one_module():
    class Dense(Configurable):
        pass

    with pytest.raises(InputError, match=r"Dense is already registered by axb\.layers\.affine"):
        registered(Dense)


@pytest.mark.parametrize("thing", [object(), lambda x: x, math.sqrt, {1: 2}, torch.nn.Linear(1, 1), {1, 2}])
def test_what_cannot_be_told(thing):
    with pytest.raises(NotDescribableError) as error:
        describe([1, thing])
    assert error.value.thing is thing


@pytest.mark.parametrize(
    "document",
    [
        {"class": "os.system", "config": {}},
        {"class": "Popen"},
        {"class": None},
        {"class": ["Dense"]},
        {"function": "eval"},
        {"same": 7},
        {"unknown": 1},
    ],
)
def test_only_registered_names_are_made(document):
    with pytest.raises(InputError, match="Only registered names can be rebuilt"):
        rebuild([document])


def test_a_failure_leaves_nothing_behind():
    with pytest.raises(InputError):
        rebuild({"same": 0})
    with pytest.raises(NotDescribableError):
        describe([Dense(3), object()])
    assert describe(Dense(3, name="d"))["id"] == 0


def test_sentences_in_japanese():
    set_language("ja")
    try:
        with pytest.raises(InputError, match="登録されていません"):
            rebuild({"class": "Nobody"})
    finally:
        set_language(None)
