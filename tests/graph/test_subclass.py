"""Parts and models that a person writes, in Keras's manner."""

from typing import Any

import numpy as np
import pytest
import torch

from axb import InputError, layers, registered
from axb.graph import Input, Layer, from_json, graph_hash, to_json
from axb.training import Model, Sequential, load_model

X = np.random.default_rng(0).random((6, 4)).astype("float32")


@registered
class Linear(Layer):
    """As Keras's guide writes it: no name, no options."""

    def __init__(self, units: int = 32) -> None:
        super().__init__()
        self.units = units

    def build(self, input_shape: Any) -> None:
        self.w = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True
        )
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True)

    def call(self, inputs: Any) -> Any:
        return inputs @ self.w + self.b


@registered
class Block(Layer):
    """A part made of parts, in a list, a tuple and a dictionary."""

    def __init__(self, units: int, depth: int = 2, **options: Any) -> None:
        super().__init__(**options)
        self.stack = []
        for _ in range(depth):
            self.stack.append(layers.Dense(units, activation="relu"))
        self.ends = (layers.Dense(units), layers.Dense(units))
        self.named = {"norm": layers.BatchNormalization()}

    def call(self, inputs: Any, training: bool = False) -> Any:
        for part in self.stack:
            inputs = part(inputs)
        first, second = self.ends
        return self.named["norm"](first(inputs) + second(inputs), training=training)


class Noise(Layer):
    """It adds one while training."""

    def call(self, inputs: Any, training: bool = False) -> Any:
        return inputs + 1 if training else inputs


def test_a_layer_as_keras_writes_it() -> None:
    part = Linear(3)
    assert not part.built
    assert part(X).shape == (6, 3)
    assert [(name, tuple(weight.shape)) for name, weight in part.named_parameters()] == [
        ("w", (4, 3)),
        ("b", (3,)),
    ]
    assert part.name == "linear"
    assert part.count_params() == 15
    assert torch.equal(part(X), torch.from_numpy(X) @ part.w + part.b)


def test_weights_without_a_name_take_the_attributes_they_become() -> None:
    part = Linear(3)
    part(X)
    assert set(part.state_dict()) == {"w", "b"}
    part.w.requires_grad_(False)
    assert [w.shape for w in part.trainable_weights] == [(3,)]
    assert [w.shape for w in part.non_trainable_weights] == [(4, 3)]


def test_weights_are_read_and_written_in_order() -> None:
    one, other = Linear(3), Linear(3)
    one(X)
    other(X)
    other.set_weights(one.get_weights())
    assert torch.equal(one(X), other(X))
    one.get_weights()[0][:] = 0
    assert torch.equal(one(X), other(X))
    with pytest.raises(
        InputError, match=r'Linear "linear" has weights of shapes \[\(4, 3\), \(3,\)\], but got'
    ):
        one.set_weights([np.zeros((3, 4))])


def test_training_is_passed_where_call_asks_for_it() -> None:
    part = Noise()
    x = torch.zeros(2, 1)
    assert part(x).sum() == 0
    assert part(x, training=True).sum() == 2
    part.train()
    assert part(x).sum() == 2
    assert part(x, training=False).sum() == 0
    inputs = Input((1,))
    model = Model(inputs, Noise()(inputs))
    assert model(x, training=True).sum() == 2
    assert model(x).sum() == 0
    assert not model.layers[-1].training
    assert Model(inputs, Noise()(inputs, training=True))(x).sum() == 2


class Quiet(Layer):
    """It tells its inner parts nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = Noise()

    def call(self, inputs: Any, training: bool = False) -> Any:
        return self.inner(inputs)


def test_inner_parts_follow_the_mode_that_is_asked_for() -> None:
    part, x = Quiet(), torch.zeros(2, 1)
    assert part(x, training=True).sum() == 2
    assert part(x).sum() == 0
    assert not part.inner.training


def test_parts_in_lists_tuples_and_dictionaries_are_inner_parts() -> None:
    block = Block(5, depth=3)
    block(X)
    assert len(block.trainable_weights) == 2 * 3 + 2 * 2 + 2
    assert len(block.weights) == len(block.trainable_weights) + 2
    assert "stack.2.kernel" in block.state_dict()
    block.trainable = False
    assert not block.trainable_weights
    assert not block.stack[0].trainable


def test_inner_parts_built_in_call_start_with_different_weights() -> None:
    inputs = Input((4,))
    block = Block(4, depth=2)
    Model(inputs, block(inputs))
    first, second = (part.kernel for part in block.stack)
    assert not torch.equal(first, second)


def test_registered_parts_travel_as_json() -> None:
    inputs = Input((4,))
    model = Model(inputs, Block(3, name="own")(Linear(5)(inputs)))
    again = from_json(to_json(model))
    again.set_weights(model.get_weights())
    assert graph_hash(again) == graph_hash(model)
    assert torch.equal(again(X), model(X))
    assert [type(part) for part in again.layers[1:]] == [Linear, Block]


def test_a_frozen_part_whose_constructor_takes_no_options_stays_frozen() -> None:
    inputs = Input((4,))
    part = Linear(5)
    part.trainable = False
    model = Model(inputs, layers.Dense(2)(part(inputs)))
    again = from_json(to_json(model))
    assert graph_hash(again) == graph_hash(model)
    assert len(again.trainable_weights) == 2


class Unknown(Linear):
    """A subclass of a registered part is not registered itself."""


def test_of_what_is_not_registered_only_weights_travel(tmp_path: Any) -> None:
    inputs = Input((4,))
    model = Model(inputs, Unknown(3)(inputs))
    with pytest.raises(InputError) as caught:
        model.to_json()
    assert str(caught.value) == (
        'Model "model" holds Unknown, which is not registered, so its graph cannot be told as JSON or code; '
        "only its weights can be saved. Register the class with @axb.registered."
    )
    with pytest.warns(UserWarning, match="Unknown, which is not registered"):
        model.save(tmp_path / "model.axb")
    before = model(X)
    again = Model(inputs, Unknown(3)(inputs))
    assert not torch.equal(again(X), before)
    again.load_weights(tmp_path / "model.axb")
    assert torch.equal(again(X), before)
    with pytest.raises(InputError):
        load_model(tmp_path / "model.axb")


class Net(Model):
    """A model with a call of its own."""

    def __init__(self, units: int = 8) -> None:
        super().__init__()
        self.hidden = layers.Dense(units, activation="relu")
        self.drop = layers.Dropout(0.5)
        self.head = layers.Dense(1)

    def call(self, inputs: Any, training: bool = False) -> Any:
        return self.head(self.drop(self.hidden(inputs), training=training))


def test_a_model_with_a_call_of_its_own_learns() -> None:
    model, y = Net(), X.sum(1, keepdims=True)
    model.compile("adam", "mse")
    before = float(((model.predict(X, verbose=0) - y) ** 2).mean())
    model.fit(X, y, epochs=30, verbose=0, seed=0)
    assert model.evaluate(X, y, verbose=0) < before  # without the noise of dropout, which a fit's losses have
    assert model.predict(X, verbose=0).shape == (6, 1)
    assert model.count_params() == 4 * 8 + 8 + 8 + 1
    assert [part.name for part in model.layers] == ["dense", "dropout", "dense"]


def test_its_summary_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    model = Net()
    model.summary()
    assert 'Net "net" has no weights yet' in capsys.readouterr().out
    model(X)
    model.summary()
    told = capsys.readouterr().out
    assert "hidden (Dense)" in told
    assert "4 x 8" in told
    assert "49 parameters, and all of them learn." in told


def test_a_subclassed_model_is_a_part_too() -> None:
    inputs = Input((4,))
    model = Model(inputs, layers.Dense(2)(Net()(inputs)))
    assert model(X).shape == (6, 2)


@registered
class Tower(Model):
    """A graph whose constructor takes other arguments."""

    def __init__(self, units: int = 4, **options: Any) -> None:
        inputs = Input((4,))
        super().__init__(inputs, layers.Dense(2)(layers.Dense(units)(inputs)), **options)


@registered
class Stack(Sequential):
    """A chain whose constructor takes other arguments."""

    def __init__(self, units: int = 4, **options: Any) -> None:
        super().__init__([Input((4,)), layers.Dense(units), layers.Dense(2)], **options)


@pytest.mark.parametrize(
    "make", [lambda: Tower(7, name="tower"), lambda: Stack(7), lambda: Tower(trainable=False)]
)
def test_graphs_with_their_own_constructor_are_told_by_its_arguments(make: Any) -> None:
    model = make()
    again = from_json(to_json(model))
    again.set_weights(model.get_weights())
    assert type(again) is type(model)
    assert graph_hash(again) == graph_hash(model)
    assert torch.equal(again(X), model(X))
    assert len(again.trainable_weights) == len(model.trainable_weights)


def test_a_layer_that_does_not_say_what_it_computes() -> None:
    class Empty(Layer):
        """Nothing."""

    with pytest.raises(
        InputError, match=r'Empty "empty" does not say what it computes. Write call\(self, inputs\)'
    ):
        Empty()(X)


@pytest.mark.parametrize("name", ["layers", "label", "weights", "graph"])
def test_attributes_that_mean_something_else_are_refused(name: str) -> None:
    class Named(Model):
        """A model that would lose its parts."""

        def __init__(self) -> None:
            super().__init__()
            setattr(self, name, [layers.Dense(1)])

    with pytest.raises(InputError, match=f'In Named, "{name}" already means something'):
        Named()


def test_weights_of_the_same_or_a_taken_name_are_told_apart() -> None:
    class Many(Layer):
        """Three weights in a list."""

        def build(self, input_shape: Any) -> None:
            self.many = [self.add_weight((2,), name=name) for name in ("w", "w", "name", None)]

        def call(self, inputs: Any) -> Any:
            return sum(weight.sum() for weight in self.many) + inputs

    part = Many()
    part(X)
    assert [name for name, _ in part.named_parameters()] == ["w", "w_1", "name_1", "weight_3"]
    assert part.name == "many"


def test_a_fault_in_a_call_is_told_with_the_part_and_the_shape() -> None:
    class Wrong(Layer):
        """It multiplies shapes that do not fit."""

        def call(self, inputs: Any) -> Any:
            return inputs @ torch.ones(7, 7)

    with pytest.raises(
        InputError, match=r'Wrong "wrong" cannot take an input of shape \(None, 4\): .*2x4 and 7x7'
    ):
        Wrong()(Input((4,)))
