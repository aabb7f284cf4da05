"""JSON in and out: chains, skips and branches come back as they were; everything else is one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from axb import Model, Sequential, layers, zoo
from axb.graph import from_json, graph_hash, to_json
from axb.labs.board import Document, code_of, json_of, model_of, of_family, read_json, save, survey
from axb.training import head
from axb.words import InputError
from axb.zoo import Facts
from graph.sources import run_source
from labs.board.makers import CLOTHES, ROWS, SMALL, answer, block, cnn, document


def read(model: Any) -> list[Any]:
    """The kinds of the blocks, nested as they are."""

    def told(chain: Any) -> list[Any]:
        return [[one.kind, *map(told, one.chains)] if one.chains else one.kind for one in chain]

    return told(read_json(to_json(model)))


def test_what_is_written_is_read_back() -> None:
    assert read_json(json_of(cnn())) == cnn().blocks


@pytest.mark.parametrize("family", ["logistic", "mlp", "cnn", "fastcnn", "lenet5", "googlenet", "resnet"])
def test_a_family_stands_on_the_board_as_it_is_built(family: str) -> None:
    built = zoo.find(family).build(CLOTHES)
    drawn = Document(CLOTHES, of_family(family, CLOTHES))
    seen = survey(drawn)
    assert {look.trouble for look in seen.looks.values()} == {None}
    assert model_of(drawn).count_params() == built.count_params()


def test_tables_keep_their_scales() -> None:
    facts = Facts((2,), head("regression"), "float32", (1.0, 2.0), (3.0, 4.0), 5.0, 6.0)
    drawn = Document(facts, of_family("mlp", facts))
    assert survey(drawn).stops == set()
    assert drawn.blocks[0].arguments == {"mean": [1.0, 2.0], "variance": [3.0, 4.0]}


def test_a_skip_drawn_by_hand_becomes_a_residual() -> None:
    x = layers.Input((8, 8, 4))
    y = layers.Conv2D(4, 3, padding="same")(layers.ReLU()(x))
    assert read(Model(x, layers.Flatten()(layers.Add()([x, y])))) == [
        ["Residual", ["ReLU", "Conv2D"]],
        "Flatten",
    ]


def test_a_skip_with_a_projection_keeps_it_as_its_second_chain() -> None:
    x = layers.Input((8, 8, 4))
    y = layers.BatchNormalization()(layers.Conv2D(6, 3, padding="same")(x))
    model = Model(x, layers.add([layers.Conv2D(6, 1)(x), y]))
    assert read(model) == [["Residual", ["Conv2D", "BatchNormalization"], ["Conv2D"]]]
    again = model_of(document(*read_json(to_json(model)), block("Flatten"), answer()))
    assert again.count_params() - (8 * 8 * 6 * 3 + 3) == model.count_params()


def test_branches_within_branches_become_parallels() -> None:
    x = layers.Input((8, 8, 4))
    one, two = layers.Conv2D(2, 1)(x), layers.Conv2D(3, 1)(x)
    inner = layers.concatenate([layers.ReLU()(two), layers.LeakyReLU()(two)])
    model = Model(x, layers.GlobalMaxPooling2D()(layers.concatenate([one, inner, x])))
    branches = ["Parallel", ["Conv2D"], ["Conv2D", ["Parallel", ["ReLU"], ["LeakyReLU"]]], []]
    assert read(model) == [branches, "GlobalMaxPooling2D"]


def test_models_inside_are_laid_out_in_line() -> None:
    inner = Sequential([layers.Dense(4), layers.ReLU()])
    assert read(Sequential([layers.Input((5,)), inner, layers.Dense(1)])) == ["Dense", "ReLU", "Dense"]


def test_arguments_that_are_defaults_and_names_that_are_automatic_are_left_out() -> None:
    model = Sequential([layers.Input((5,)), layers.Dense(4), layers.Dense(2, activation="relu", name="mine")])
    first, second = read_json(to_json(model))
    assert first.arguments == {"units": 4}
    assert second.arguments == {"units": 2, "activation": "relu", "name": "mine"}


def dense_net() -> Model:
    x = layers.Input((5,))
    one = layers.Dense(5)(x)
    two = layers.Dense(5)(layers.add([x, one]))
    return Model(x, layers.concatenate([one, two]))


def shared() -> Model:
    x, twice = layers.Input((5,)), layers.Dense(5)
    return Model(x, twice(twice(x)))


def two_inputs() -> Model:
    x, y = layers.Input((5,)), layers.Input((5,))
    return Model([x, y], layers.add([x, y]))


def two_outputs() -> Model:
    x = layers.Input((5,))
    return Model(x, [layers.Dense(1)(x), layers.Dense(2)(x)])


def sum_of_three() -> Model:
    x = layers.Input((5,))
    return Model(x, layers.add([x, layers.Dense(5)(x), layers.Dense(5)(x)]))


@pytest.mark.parametrize("make", [dense_net, shared, sum_of_three, two_inputs, two_outputs])
def test_what_is_no_chain_skip_or_branch_is_refused_in_a_sentence(make: Any) -> None:
    with pytest.raises(InputError, match="instead"):
        read_json(to_json(make()))


HOSTILE = [
    "", "{", "[]", '{"axb": 1}', '{"axb": 2, "model": {}}', '{"axb": 1, "model": 3}', "[" * 100_000,
    '{"axb": 1, "model": {"class": "Sequential", "config": {"layers": 7}}}',
    '{"axb": 1, "model": {"class": "Sequential", "config": {"layers": [{"class": "os.system"}]}}}',
    '{"axb": 1, "model": {"class": "losses.MeanSquaredError", "config": {}}}',
    '{"axb": 1, "model": {"class": "Add", "config": {}}}',
    '{"axb": 1, "model": {"class": "Residual", "config": {}}}',
    '{"axb": 1, "model": {"class": ["Dense"], "config": {}}}',
    '{"axb": 1, "model": {"class": "Dense", "config": [1]}}',
    '{"axb": 1, "model": {"same": 4}}',
    json.dumps({"axb": 1, "model": {"class": "Model", "config": {
        "inputs": [{}], "outputs": [[0, 0]], "parts": [{"class": "ReLU", "config": {}}],
        "nodes": [{"dict": {"part": 0, "inputs": {"dict": {"places": [0, 0]}}}}]}}}),
    " " * 2**21,
    '{"axb": 1, "model": ' + '{"class": "Residual", "config": {"parts": [' * 150 + "]}}" * 150 + "}",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError):
        read_json(text)


def test_arguments_from_a_file_that_make_no_sense_are_a_trouble_of_their_block() -> None:
    told = {"class": "Dense", "config": {"units": {"dict": {"a": [1, None]}}, "activation": 5}}
    blocks = read_json(json.dumps({"axb": 1, "model": told}))
    assert survey(document(*blocks, facts=ROWS)).stops == {blocks[0].id}


@pytest.mark.parametrize("style", ["axb", "keras", "torch"])
def test_code_in_every_style_builds_the_model(style: Any) -> None:
    space = run_source(code_of(cnn(), style))
    made = space["build_model"]()
    count = sum(weight.numel() for weight in made.parameters()) if style == "torch" else made.count_params()
    assert count == model_of(cnn()).count_params()


def test_a_saved_board_is_a_model_file_named_after_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    one, again, other = save(cnn()), save(cnn()), save(document(block("Flatten"), answer()))
    assert one == again != other
    assert one.parent == tmp_path / "models"
    model = from_json(one.read_text("utf-8"))
    assert isinstance(model, Model)
    assert graph_hash(model) == graph_hash(model_of(cnn()))


def test_making_a_model_leaves_the_random_state_alone() -> None:
    import torch

    before = torch.get_rng_state()
    model_of(cnn())
    survey(document(block("Flatten"), block("Dense", units=17), answer(), facts=SMALL))
    assert torch.equal(before, torch.get_rng_state())
