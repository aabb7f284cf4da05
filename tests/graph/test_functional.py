"""Models as graphs: several ends, sharing, nesting, cutting, copying."""

import copy
import time
from typing import Any

import numpy as np
import pytest
import torch

from axb import InputError, layers
from axb.graph import Input, ShapeError, SymbolicTensor, graph_hash
from axb.training import Model, Sequential
from graph.makers import WHOLE, batch, branching, nested, several_ends, sharing, whole


def names(model: Any) -> list[str]:
    return [part.name for part in model.layers]


def test_several_inputs_and_outputs_in_order() -> None:
    model = several_ends()
    picture, row = batch(model)
    both, label, again = model([picture, row])
    assert both.shape == (3, 35)
    assert again.shape == (3, 4, 4, 2)
    assert torch.equal(both, torch.cat([torch.from_numpy(picture).reshape(3, -1), torch.from_numpy(row)], 1))
    torch.testing.assert_close(label.sum(-1), torch.ones(3))
    assert model.output_names == ["concatenate", "label", "reshape"]
    assert model.input_shape == [(None, 4, 4, 2), (None, 3)]
    assert model.output_shape == [(None, 35), (None, 5), (None, 4, 4, 2)]


def test_inputs_by_name_in_any_order() -> None:
    model = several_ends()
    picture, row = batch(model)
    by_name = model({"row": row, "picture": picture})
    assert all(torch.equal(one, other) for one, other in zip(by_name, model((picture, row)), strict=True))
    outer = {"picture": Input((4, 4, 2)), "row": Input((3,))}
    wrapped = Model(outer, model(outer))
    assert all(torch.equal(one, other) for one, other in zip(wrapped([picture, row]), by_name, strict=True))


def test_a_list_of_one_output_stays_a_list() -> None:
    inputs = Input((3,))
    assert isinstance(Model(inputs, [layers.Dense(2)(inputs)])(np.zeros((1, 3), "float32")), list)
    assert isinstance(Model([inputs], layers.Dense(2)(inputs))([np.zeros((1, 3), "float32")]), torch.Tensor)


def test_an_output_may_be_an_input() -> None:
    inputs = Input((3,))
    x = torch.rand(2, 3)
    assert torch.equal(Model(inputs, inputs)(x), x)


def test_gradients_of_a_shared_part_add_up() -> None:
    part = layers.Dense(1, use_bias=False, kernel_initializer="ones")
    left, right = Input((2,)), Input((2,))
    model = Model([left, right], layers.Add()([part(left), part(right)]))
    one, other = torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0, 20.0]])
    (gradient,) = torch.autograd.grad(model([one, other]).sum(), model.trainable_weights)
    assert gradient.flatten().tolist() == [11, 22]
    assert len(model.weights) == 1
    assert model.count_params() == 2


def test_models_inside_models_share_their_weights() -> None:
    model = whole("nested")
    (x,) = batch(model)
    encoder, decoder = model.get_layer("encoder"), model.get_layer("decoder")
    restored, code = model(x)
    assert torch.equal(restored, decoder(encoder(x)))
    assert torch.equal(code, encoder(restored))
    assert model.count_params() == encoder.count_params() + decoder.count_params()


def test_a_model_of_the_middle_of_another() -> None:
    model = whole("branching")
    (x,) = batch(model)
    middle = model.get_layer("add").output
    front, back = Model(model.input, middle), Model(middle, model.output)
    torch.testing.assert_close(back(front(x)), model(x))
    assert front.get_layer("conv2d") is model.get_layer("conv2d")
    assert names(back) == [
        "re_lu",
        "conv2d_2",
        "conv2d_3",
        "concatenate",
        "max_pooling2d",
        "flatten",
        "dense",
    ]
    assert Model(model.inputs, [middle, model.output])(x)[0].shape == (3, 8, 8, 4)


def test_cutting_off_what_is_still_needed_is_refused() -> None:
    model = branching()
    inside = model.get_layer("conv2d_1").output
    with pytest.raises(
        InputError, match=r'depend on InputLayer "picture", which is not among the model\'s inputs'
    ):
        Model(inside, model.output)


def test_a_part_used_elsewhere_still_knows_its_first_place() -> None:
    model = whole("branching")
    head = model.layers[-1]
    other = Input((80,))
    again = Model(other, head(other))
    x = torch.rand(2, 80)
    assert torch.equal(again(x), head(x))
    assert head.output is model.output
    assert Model(model.input, head.output)(*batch(model)).shape == (3, 10)


def test_a_deep_graph_builds_runs_and_copies_quickly() -> None:
    inputs = x = Input((8,))
    start = time.process_time()
    for _ in range(300):
        x = layers.Dense(8, activation="tanh")(x)
    model = Model(inputs, x)
    data = torch.rand(4, 8)
    outputs = model(data)
    assert all(g.isfinite().all() for g in torch.autograd.grad(outputs.sum(), model.trainable_weights))
    copied = copy.deepcopy(model)
    assert torch.equal(copied(data), outputs)
    assert names(model)[-1] == "dense_299"
    assert time.process_time() - start < 60  # every part looked at for every other would take many minutes
    assert len(model.layers) == 301


@pytest.mark.parametrize("name", WHOLE)
def test_a_copy_is_the_same_and_independent(name: str) -> None:
    model = whole(name)
    data = batch(model)
    before = [output.detach().clone() for output in listed(model(data))]
    copied = copy.deepcopy(model)
    assert graph_hash(copied) == graph_hash(model)
    assert list(copied.state_dict()) == list(model.state_dict())
    assert all(torch.equal(a, b) for a, b in zip(listed(copied(data)), before, strict=True))
    with torch.no_grad():
        for weight in model.weights:
            weight.zero_()
    assert all(torch.equal(a, b) for a, b in zip(listed(copied(data)), before, strict=True))
    assert not {id(part) for part in copied.layers} & {id(part) for part in model.layers}
    again = Model(copied.inputs, copied.outputs)(data)
    assert all(torch.equal(a, b) for a, b in zip(again, before, strict=True))


def listed(outputs: Any) -> list[Any]:
    return outputs if isinstance(outputs, list) else [outputs]


def test_a_copy_of_a_model_cut_out_of_another_has_its_own_input() -> None:
    model = whole("branching")
    back = Model(model.get_layer("conv2d").output, model.get_layer("conv2d_3").output)
    copied = copy.deepcopy(back)
    x = torch.rand(2, 8, 8, 4)
    assert torch.equal(copied(x), back(x))
    assert list(copied.state_dict()) == list(back.state_dict())
    assert copied.inputs[0].name == "conv2d"


def test_a_cut_and_repeated_part_keeps_the_names_of_weights_through_copy_and_json() -> None:
    inputs, part = Input((3,)), layers.Dense(3, name="again")
    once = part(inputs)
    model = Model(once, part(once))
    assert [*model.state_dict()] == [*copy.deepcopy(model).state_dict()] == ["again_1.kernel", "again_1.bias"]
    assert torch.equal(model({"again": torch.ones(1, 3)}), part(torch.ones(1, 3)))


def test_a_copied_part_stands_in_no_graph() -> None:
    part = branching().get_layer("conv2d")
    copied = copy.deepcopy(part)
    x = torch.rand(1, 8, 8, 3)
    assert torch.equal(copied(x), part(x))
    with pytest.raises(InputError, match='Conv2D "conv2d" stands in no graph yet'):
        copied.output  # noqa: B018


def test_unnamed_parts_get_the_next_free_name_whatever_was_made_before() -> None:
    for _ in range(2):
        model = branching()
        assert names(model)[1:6] == ["conv2d", "conv2d_1", "add", "re_lu", "conv2d_2"]
        assert [name for name, _ in model.named_children()] == names(model)


def test_names_are_the_same_whichever_model_is_drawn_first() -> None:
    inputs = Input((3,))
    x = layers.Dense(3)(inputs)
    y = layers.Dense(3)(x)
    late = Model(x, y)
    assert names(late) == ["dense_1"]
    assert names(Model(inputs, y)) == ["input_layer", "dense", "dense_1"]


def test_parts_with_the_same_given_name_are_told_apart() -> None:
    inputs = Input((3,))
    x = layers.Dense(3, name="a.b")(layers.Dense(3, name="a.b")(inputs))
    model = Model(inputs, x)
    assert [name for name, _ in model.named_children()] == ["input_layer", "a_b", "a_b_1"]
    assert len(model.state_dict()) == 4


def test_get_layer_by_name_and_by_index() -> None:
    model = branching()
    assert model.get_layer("dense") is model.get_layer(index=-1)
    with pytest.raises(
        InputError, match=r'Model "branching" has no part named \'dens\'. It has: picture, conv2d, '
    ):
        model.get_layer("dens")
    with pytest.raises(InputError, match="no part named '99'"):
        model.get_layer(index=99)


def test_open_sizes() -> None:
    inputs = Input((None, None, 3))
    x = layers.Conv2D(4, 3, padding="same")(inputs)
    down = layers.MaxPooling2D(2)(x)
    assert down.shape == (None, None, None, 4)
    outputs = layers.Dense(2)(layers.GlobalAveragePooling2D()(down))
    assert outputs.shape == (None, 2)
    model = Model(inputs, outputs)
    assert model(np.zeros((2, 9, 5, 3), "float32")).shape == (2, 2)
    assert layers.Flatten()(down).shape == (None, None)
    with pytest.raises(ShapeError, match="last axis"):
        layers.Dense(2)(layers.Flatten()(down))


def test_a_model_with_open_sizes_is_inferred_for_those_it_meets() -> None:
    inputs = Input((None, 4))
    inner = Model(inputs, layers.Concatenate(axis=1)([inputs, layers.Dense(4)(inputs)]))
    assert inner.output_shape == (None, None, 4)
    assert inner(Input((5, 4))).shape == (None, 10, 4)


class Flat(layers.Layer):
    """It gives `how(inputs)`, whatever that is."""

    def __init__(self, how: Any) -> None:
        super().__init__()
        self.how = how

    def call(self, inputs: Any) -> Any:
        return self.how(inputs)


@pytest.mark.parametrize(
    ("how", "came"),
    [
        (lambda x: x.sum(), "()"),
        (lambda x: x.reshape(-1), "(6,)"),
        (lambda x: x[:1], "(1, 3)"),
        (lambda x: 7, "int"),
        (lambda x: [x, x.sum()], "()"),
    ],
)
def test_parts_that_change_the_batch_are_refused(how: Any, came: str) -> None:
    with pytest.raises(ShapeError) as caught:
        Flat(how)(Input((3,)))
    assert str(caught.value) == (
        f'Flat "flat" must keep axis 0, the batch: for two examples of shape (None, 3) it returned {came}. '
        "Keep the first axis and change only the others."
    )


def test_several_outputs_of_one_part() -> None:
    inputs = Input((4,))
    both: Any = Flat(lambda x: [x[:, :1], x[:, 1:]])(inputs)
    left, right = both
    assert (left.shape, right.shape) == ((None, 1), (None, 3))
    model = Model(inputs, [right, layers.Add()([left, left])])
    right_array, doubled = model(torch.tensor([[1.0, 2, 3, 4]]))
    assert right_array.tolist() == [[2, 3, 4]]
    assert doubled.tolist() == [[2]]


def test_bytes_become_floats_only_where_the_graph_wants_floats() -> None:
    floats, whole_numbers = Input((2,)), Input((2,), dtype="uint8")
    x = np.array([[0, 255]], "uint8")
    assert Model(floats, layers.Flatten()(floats))(x).dtype == torch.float32
    assert Model(whole_numbers, layers.Flatten()(whole_numbers))(x).dtype == torch.uint8
    assert Model(floats, layers.Flatten()(floats))(x.astype("float64")).dtype == torch.float32


@pytest.mark.parametrize(
    ("give", "sentence"),
    [
        (lambda p, r: [p], 'Model "ends" has 2 inputs, but got 1. Pass them as a list'),
        (lambda p, r: [p, r, r], "has 2 inputs, but got 3"),
        (lambda p, r: {"picture": p}, r"needs the inputs \['row'\], but got only \['picture'\]"),
        (lambda p, r: [r, p], r'takes data of shape \(None, 4, 4, 2\) at its input "picture"'),
        (
            lambda p, r: [p, r[:, :2]],
            r'shape \(None, 3\) at its input "row" \(None is the batch\), but got \(None, 2\)',
        ),
        (lambda p, r: [p, Input((3,))], "on symbolic tensors and something else together"),
    ],
)
def test_wrong_inputs_are_refused(give: Any, sentence: str) -> None:
    model = several_ends()
    with pytest.raises(InputError, match=sentence):
        model(give(*batch(model)))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda i, o: Model(i, [o, 3]), "must be symbolic tensors: .* got int"),
        (lambda i, o: Model(i), "got NoneType"),
        (lambda i, o: Model(i, []), "got NoneType"),
        (lambda i, o: Model(torch.zeros(1), o), "got Tensor"),
        (
            lambda i, o: Model([i, i], o),
            r"inputs must be different tensors; got \['input_layer', 'input_layer'\]",
        ),
        (lambda i, o: Model(i, {"a": o}), "was given outputs as a dictionary"),
        (lambda i, o: Model(Input((3,)), o), "not among the model's inputs"),
        (lambda i, o: Model(i, o, nmae="x"), "Model cannot be made of these arguments: nmae"),
        (
            lambda i, o: layers.Dense(2, name=""),
            "name of a part must be text that is not empty; Dense got ''",
        ),
        (lambda i, o: layers.Dense(2, name=3), "Dense got 3"),
        (
            lambda i, o: layers.Dense(2)(i, mask=1),
            r"was called with \['mask'\], which its call does not take",
        ),
        (lambda i, o: layers.Dense(2)(i, scale=i), "on symbolic tensors and something else"),
        (lambda i, o: o + 1, "holds no numbers, so it cannot be added"),
        (lambda i, o: 2 * o, "holds no numbers, so it cannot be added"),
        (lambda i, o: o[:, 0], "holds no numbers"),
        (lambda i, o: o.mean(), "torch's mean cannot run on a symbolic tensor"),
        (lambda i, o: torch.tanh(o), "torch's tanh cannot run on a symbolic tensor"),
        (lambda i, o: np.ones(2) * o, "holds no numbers"),
        (lambda i, o: torch.ones(2) + o, "torch's add cannot run"),
        (lambda i, o: i.node.layer(o), "is where data enters a model; it cannot be called"),
    ],
)
def test_wrong_graphs_are_refused(make: Any, sentence: str) -> None:
    inputs = Input((3,))
    with pytest.raises(InputError, match=sentence):
        make(inputs, layers.Dense(3)(inputs))


def test_a_symbolic_tensor_is_no_tensor_for_those_who_ask() -> None:
    tensor = Input((3,))
    assert not hasattr(tensor, "mean")
    assert repr(tensor) == "<SymbolicTensor input_layer shape=(None, 3) dtype=float32>"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tensor.nothing  # noqa: B018


@pytest.mark.parametrize("shape", [(0,), (-1, 3), (2.0,), "abc", ("a",), (True,), 2.5, {}])
def test_shapes_of_inputs_are_checked(shape: Any) -> None:
    with pytest.raises(InputError, match="positive whole numbers or None"):
        Input(shape)


def test_inputs_take_what_stands_for_a_whole_number() -> None:
    assert Input(5).shape == (None, 5)
    assert Input(np.zeros((4, 2)).shape[1:]).shape == (None, 2)
    assert Input((np.int64(3),)).shape == (None, 3)
    assert Input(()).shape == (None,)
    assert Input((2,), dtype=np.dtype("uint8")).dtype == "uint8"  # type: ignore[arg-type]
    with pytest.raises(
        InputError, match="dtype must be one of float32, uint8, int32, int64, bool; got 'float16'"
    ):
        Input((2,), dtype="float16")
    with pytest.raises(InputError, match="Input cannot be made of these arguments: batch_size"):
        Input((2,), batch_size=3)


def test_freezing_a_model_freezes_what_is_in_it() -> None:
    model = nested()
    model.trainable = False
    assert not model.trainable_weights
    model.get_layer("decoder").trainable = True
    assert len(model.trainable_weights) == 4
    assert len(Model.from_config(model.get_config()).trainable_weights) == 4
    frozen = Input((3,))
    assert not Model(frozen, layers.Dense(2)(frozen), trainable=False).trainable_weights


def test_a_random_part_leaves_torchs_randomness_alone_while_a_graph_is_drawn() -> None:
    torch.manual_seed(0)
    wanted = torch.rand(1)
    torch.manual_seed(0)
    inputs = Input((8, 8, 1))
    x = layers.Dropout(0.5)(layers.RandomZoom(0.1)(inputs))
    with pytest.raises(ShapeError):
        Flat(lambda x: torch.rand(3))(x)
    assert torch.equal(torch.rand(1), wanted)


def test_shared_models_may_be_fitted() -> None:
    model = sharing()
    model.compile("sgd", "mse")
    history = model.fit(batch(model), np.ones((3, 1), "float32"), epochs=3, verbose=0)
    assert history.history["loss"][-1] < history.history["loss"][0]
    copied = copy.deepcopy(model)
    assert np.allclose(copied.predict(batch(model)), model.predict(batch(model)))


def test_a_sequential_inside_a_graph_is_built_by_it() -> None:
    inputs = Input((4,))
    inner = Sequential([layers.Dense(3), layers.Dense(2)], name="inner")
    outputs = inner(inputs)
    assert isinstance(outputs, SymbolicTensor)
    assert outputs.shape == (None, 2)
    assert inner.built
    assert Model(inputs, outputs).count_params() == 4 * 3 + 3 + 3 * 2 + 2
