"""What comes from a file is not trusted: a broken or hostile document gives a sentence, and nothing else."""

import copy
import json
import time
from contextlib import suppress
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axb import InputError, layers
from axb.graph import Input, from_json, to_json
from axb.graph.shapes import ShapeError
from axb.training import Model, Sequential
from graph.makers import branching, nested, sharing

DOCUMENTS = [json.loads(to_json(make())) for make in (branching, nested, sharing)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "must be JSON; this is not: "),
        ("{", "must be JSON"),
        ("[" * 100_000, "must be JSON"),
        (b"\xff\xfe\x00", "must be JSON"),
        ("1" * 5000, "must be JSON"),
        (None, "must be JSON"),
        ("[]", "is not a model of format 1"),
        ("{}", "is not a model of format 1"),
        ('{"axb": 2, "model": {}}', "is not a model of format 1"),
        ('{"axb": 1, "model": 3}', "is not a model of format 1"),
        ('{"axb": 1, "model": {"class": "Zeros", "config": {}}}', "is not a model of format 1"),
        ('{"axb": 1, "model": {"function": "softmax"}}', "is not a model of format 1"),
        ('{"axb": 1, "model": {"class": "os.system"}}', "Only registered names can be rebuilt; 'os.system'"),
        ('{"axb": 1, "model": {"same": 0}}', "Only registered names can be rebuilt; 0 is not one"),
        ('{"axb": 1, "model": {"class": "Model", "config": {"nodes": 1}}}', "cannot be rebuilt"),
        (
            '{"axb": 1, "model": {"class": "Sequential", "config": {"layers": [{"class": "Zeros"}]}}}',
            "got a Zeros",
        ),
    ],
)  # fmt: skip
def test_what_is_no_model(text: Any, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        from_json(text)


NUMBERS = (10**6, 10**9, 10**12, 2**63, -(10**12), 10**400)
NAMES = ("Dense", "Model", "Sequential", "relu", "same", "input", "Orthogonal", "losses.MeanSquaredError")
LEAVES = (
    st.none() | st.booleans() | st.integers(-3, 40) | st.sampled_from(NUMBERS) | st.floats()
    | st.text(max_size=5) | st.sampled_from(NAMES)
)  # fmt: skip
VALUES = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(
    st.sampled_from(["class", "config", "id", "same", "function", "dict", "units"]), LEAVES, max_size=3
)  # fmt: skip


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for key, item in inner for path in paths(item, (*here, key)))]


@st.composite
def mutations(draw: Any) -> Any:
    """A valid document with up to three places replaced, dropped, or exchanged for another place's value."""
    document = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        *before, last = draw(st.sampled_from(paths(document)[1:]))
        place = document
        for key in before:
            place = place[key]
        how = draw(st.sampled_from(["replace", "replace", "drop", "exchange"]))
        if how == "drop":
            del place[last]
        elif how == "replace":
            place[last] = draw(VALUES)
        else:
            other: Any = document
            for key in draw(st.sampled_from(paths(document))):
                other = other[key]
            place[last] = copy.deepcopy(other)
        if not paths(document)[1:]:
            break
    return document


@settings(max_examples=150, deadline=10_000, suppress_health_check=[HealthCheck.too_slow])
@given(mutations())
def test_any_broken_document_is_a_model_or_a_sentence(document: Any) -> None:
    with suppress(InputError):
        model = from_json(json.dumps(document))
        assert isinstance(model, Model)
        assert sum(weight.numel() for weight in model.weights) <= 2**29


def chain(*parts: Any, shape: tuple[int, ...] = (4,)) -> str:
    """A document of a Sequential of (class, arguments)."""
    made = [{"class": name, "config": config} for name, config in parts]
    entry = {"class": "InputLayer", "config": {"shape": list(shape)}}
    return json.dumps({"axb": 1, "model": {"class": "Sequential", "config": {"layers": [entry, *made]}}})


PICTURE = (100, 100, 8)
HUGE = {
    "units": chain(("Dense", {"units": 10**12})),
    "more units than memory": chain(("Dense", {"units": 10**9})),
    "filters": chain(("Conv2D", {"filters": 10**8, "kernel_size": 1}), shape=PICTURE),
    "filters of little weight": chain(("Conv2D", {"filters": 10**6, "kernel_size": 1}), shape=PICTURE),
    "kernel": chain(("Conv2D", {"filters": 8, "kernel_size": 10**6, "padding": "same"}), shape=PICTURE),
    "strides": chain(("Conv2DTranspose", {"filters": 1, "kernel_size": 1, "strides": 3000}), shape=PICTURE),
    "size": chain(("UpSampling2D", {"size": 3000}), shape=PICTURE),
    "an input": chain(("Flatten", {}), shape=(10**6, 10**6)),
}


@pytest.fixture
def _small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that takes no time to reach."""
    monkeypatch.setattr("axb.graph.sizes.LARGEST", 2**20)
    monkeypatch.setattr("axb.graph.shapes.LARGEST", 2**20)


@pytest.mark.parametrize("name", HUGE)
def test_what_would_be_huge_is_refused_before_it_is_made(name: str) -> None:
    start = time.process_time()
    with pytest.raises(InputError, match=r"at most 536,870,912 are allowed"):
        from_json(HUGE[name])
    assert time.process_time() - start < 20


@pytest.mark.usefixtures("_small_limit")
def test_many_parts_are_refused_where_they_become_too_many() -> None:
    text = chain(*[("Dense", {"units": 600}) for _ in range(5)])
    with pytest.raises(
        InputError, match='weights are more than 1,048,576 numbers: Dense "dense_3" is where they'
    ):
        from_json(text)
    inputs = x = Input((4,))
    for _ in range(5):
        x = layers.Dense(600)(x)
    assert Model(inputs, x).count_params() > 2**20


def test_the_sentence_names_the_part_and_the_numbers() -> None:
    with pytest.raises(InputError) as caught:
        from_json(HUGE["units"])
    assert str(caught.value) == (
        'Dense "dense" needs a weight of shape (4, 1000000000000), which is 4,000,000,000,000 numbers; '
        "at most 536,870,912 are allowed. Use fewer units or filters, or a smaller input."
    )


def test_what_needs_long_computing_is_measured_without_computing() -> None:
    start = time.process_time()
    model = from_json(
        chain(("Conv2D", {"filters": 64, "kernel_size": 63, "padding": "same"}), shape=(1024, 1024, 64))
    )
    assert model.output_shape == (None, 1024, 1024, 64)
    assert time.process_time() - start < 20


def test_sizes_are_the_same_in_python() -> None:
    with pytest.raises(InputError, match="which is 40,000,000,000 numbers"):
        layers.Dense(10**10)(Input((4,)))
    with pytest.raises(InputError, match="takes two examples of shape"):
        Input((10**5, 10**5))


def test_models_nested_without_end_are_refused() -> None:
    def nest(depth: int) -> Any:
        inner: Any = Sequential([layers.ReLU()])
        for _ in range(depth):
            inputs = Input((None, 2))
            inner = Model(inputs, inner(inner(inputs)))
        return inner

    assert nest(10).graph.calls == 2**10
    with pytest.raises(InputError, match="A model may call at most 100,000 parts"):
        nest(60)


@pytest.mark.usefixtures("_small_limit")
def test_documents_that_double_without_end_are_refused() -> None:
    def double(x: Any, times: int) -> Any:
        return x if times == 0 else double(layers.Concatenate()([x, x]), times - 1)

    with pytest.raises(InputError, match=r"makes an output of shape \(2, 1048576\)"):
        double(Input((2,)), 60)
    with pytest.raises(InputError, match="makes an output of shape"):
        from_json(chain(*[("UpSampling2D", {"size": 2}) for _ in range(40)], shape=(1, 1, 1)))


def test_a_part_that_cannot_run_without_numbers_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from axb.registry import registered

    @registered
    class Reading(layers.Layer):
        """It reads a number while it computes."""

        def call(self, inputs: Any) -> Any:
            return inputs * float(inputs.sum().item())

    monkeypatch.setattr("axb.graph.shapes.LARGEST", 0)
    assert Reading()(Input((3,))).shape == (None, 3)


def test_nothing_is_run_and_randomness_is_left_alone() -> None:
    text = to_json(Sequential([Input((3,)), layers.Dropout(0.5), layers.Flatten()]))
    torch.manual_seed(0)
    wanted = torch.rand(1)
    torch.manual_seed(0)
    from_json(text)
    assert torch.equal(torch.rand(1), wanted)
    with pytest.raises(ShapeError):
        from_json(chain(("Conv2D", {"filters": 1, "kernel_size": 9}), shape=(3, 3, 1)))
