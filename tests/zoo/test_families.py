"""One exam for the whole list of families: every family on every kind of data that it claims."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest
import torch

from axb import graph, zoo
from axb.data import Dataset, load
from axb.training import GAN, VAEGAN, Model, head, load_model, set_random_seed
from axb.words import LANGUAGES, InputError, set_language
from graph.sources import count, outputs, rebuilt
from zoo.makers import build, every_kind, images

POINTS = ("number from points", "two classes of points", "three classes of points")
TABLES = ("number from a table", "classes from a table")
PICTURES = ("grey pictures", "colour pictures of two classes")
CLAIMS = dict.fromkeys(zoo.FAMILIES, PICTURES) | {
    "line": ("number from points", "number from a table"),
    "logistic": (*POINTS[1:], "classes from a table", *PICTURES),
    "mlp": (*POINTS, *TABLES, *PICTURES),
    "autoencoder": (*POINTS, *TABLES, *PICTURES),
    "stacked_autoencoder": (*POINTS, *TABLES, *PICTURES),
    "vae": (*POINTS, *TABLES, *PICTURES),
    "gan": (*POINTS, *TABLES, *PICTURES),
}
CLAIMED = [(family, kind) for family, kinds in CLAIMS.items() for kind in kinds]
REFUSED = [(f, k) for f, kinds in CLAIMS.items() for k in (*POINTS, *TABLES, *PICTURES) if k not in kinds]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    return every_kind(tmp_path_factory.mktemp("tables"))


def compiled(family: str, data: Dataset, steps: int = 2) -> Model:
    set_random_seed(0)
    model = build(family, data, **narrow(family))
    ending = head(model.task or data.task, data.classes)
    optimizer = zoo.find(family).recipe.optimizer(zoo.facts_of(data), steps, None)
    model.compile(optimizer, ending.loss, metrics=list(ending.metrics))
    return model


def narrow(family: str) -> dict[str, str]:
    """The options of a small one."""
    return {"width": "0.25"} if "width" in zoo.find(family).options else {}


@pytest.mark.parametrize(("family", "kind"), CLAIMED)
def test_it_learns_and_travels(family: str, kind: str, kinds: dict[str, Dataset], tmp_path: Path) -> None:
    data = kinds[kind]
    model = compiled(family, data)
    assert model.count_params() > 0
    before = [weight.detach().clone() for weight in model.trainable_weights]
    size = -(-len(data.x_train) // 2)
    history = model.fit(data.x_train, data.y_train, batch_size=size, epochs=1, verbose=0, seed=0)
    losses = [values for name, values in history.history.items() if name.endswith("loss")]
    assert losses
    assert np.isfinite(losses).all()
    assert any(not torch.equal(old, new) for old, new in zip(before, model.trainable_weights, strict=True))

    x = what_goes_in(model, data, len(data.x_test))
    answers = model.predict(x, verbose=0)
    if model.task in ("reconstruct", "generate"):
        assert answers.shape == data.x_test.shape
    else:
        units = {"regression": 1, "binary": 1}.get(data.task, data.classes)
        assert answers.shape == (len(data.x_test), units)
        _check_answers(answers, data)

    again = graph.from_json(json.dumps(json.loads(graph.to_json(model))))
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(x, verbose=0), answers)

    lines: list[str] = []
    model.summary(lines.append)
    assert f"{model.count_params():,}" in "\n".join(lines)
    model.save(tmp_path / "whole.axb")
    loaded = load_model(tmp_path / "whole.axb")
    np.testing.assert_array_equal(loaded.predict(x, verbose=0), answers)

    model = what_leaves(model)
    written = tmp_path / "written.py"
    written.write_text(graph.to_code(model, "axb"), "utf-8")
    from_code = runpy.run_path(str(written))["build_model"]()
    from_code.set_weights(model.get_weights())
    np.testing.assert_array_equal(from_code.predict(x, verbose=0), answers)

    model.save_weights(tmp_path / "weights.safetensors")
    from_code.set_weights([0 * weight for weight in model.get_weights()])
    from_code.load_weights(tmp_path / "weights.safetensors")
    np.testing.assert_array_equal(from_code.predict(x, verbose=0), answers)


def what_goes_in(model: Model, data: Dataset, count: int) -> list[np.ndarray]:
    """Examples, or codes for a GAN, and where the model is told classes, these one-hot."""
    x = model.draw(count) if isinstance(model, GAN) else data.x_test[:count]
    rows = [
        np.eye(one.shape[-1], dtype=np.float32)[np.arange(len(x)) % one.shape[-1]] for one in model.inputs[1:]
    ]
    return [x, *rows]


def what_leaves(model: Model) -> Model:
    """What is written as source: a GAN's forger alone."""
    return model.decoder if isinstance(model, GAN) else model


def lived_in(model: Model) -> Model:
    """With biases, scales and averages as after some learning."""
    draw = np.random.default_rng(0)
    weights = model.get_weights()
    model.set_weights([draw.uniform(0.5, 1.5, one.shape) if one.ndim == 1 else one for one in weights])
    return model


# What a family's options change in its graph, beside its usual one.
VARIANTS = [
    *((family, {}) for family in zoo.FAMILIES),
    ("mlp", {"batch_norm": "true", "dropout": "0.5"}), ("fastcnn", {"dropout": "0.5"}),
    ("alexnet", {"towers": "2"}), ("vgg", {"depth": "13", "batch_norm": "true"}),
    ("googlenet", {"batch_norm": "false"}), ("plain", {"depth": "18", "width": "0.1"}),
    ("resnet", {"depth": "50", "width": "0.05"}), ("resnet", {"depth": "8", "shortcut": "projection"}),
    ("cnn", {"l2": "0.01", "augment": "flip+shift"}),
    ("vae", {"conditional": "true", "batch_norm": "true", "hidden": "8,4"}),
    ("conv_vae", {"conditional": "true", "filters": "4,4,4"}),
    ("gan", {"average": "0", "hidden": "8"}), ("gan", {"conditional": "true", "hidden": "8"}),
    ("dcgan", {"filters": "4", "conditional": "true"}),
    ("autoencoder", {"activation": "relu", "noise": "0.3"}), ("conv_autoencoder", {"up": "resize", "l2": "0.01"}),
]  # fmt: skip


@pytest.mark.parametrize("style", ["keras", "torch"])
@pytest.mark.parametrize(("family", "options"), VARIANTS)
def test_it_leaves_as_source_that_needs_no_axb(
    family: str, options: dict[str, str], style: str, kinds: dict[str, Dataset], tmp_path: Path
) -> None:
    """What `axb export` writes: the source, and the weights beside it."""
    data = kinds[CLAIMS[family][-1]]
    model = lived_in(build(family, data, **narrow(family) | options))
    again = rebuilt(model, style, tmp_path)
    x = what_goes_in(model, data, 8)
    np.testing.assert_allclose(outputs(again, x)[0], outputs(model, x)[0], rtol=1e-3, atol=1e-5)
    judged = (
        model.discriminator.count_params() if isinstance(model, VAEGAN) else 0
    )  # who judges doesn't leave
    assert count(again) == what_leaves(model).count_params() - judged


@pytest.mark.parametrize(("family", "options"), [one for one in VARIANTS if one[1]])
def test_every_variant_is_told_as_json(
    family: str, options: dict[str, str], kinds: dict[str, Dataset]
) -> None:
    data = kinds[CLAIMS[family][-1]]
    model = lived_in(build(family, data, **narrow(family) | options))
    again = graph.from_json(graph.to_json(model))
    again.set_weights(model.get_weights())
    x = what_goes_in(model, data, 8)
    np.testing.assert_array_equal(outputs(again, x)[0], outputs(model, x)[0])


def _check_answers(answers: np.ndarray, data: Dataset) -> None:
    if data.task == "regression":
        return
    assert answers.min() >= 0
    assert answers.max() <= 1
    if data.task == "multiclass":
        np.testing.assert_allclose(answers.sum(1), 1, atol=1e-5)


@pytest.mark.parametrize(("family", "kind"), REFUSED)
def test_other_data_get_a_sentence(family: str, kind: str, kinds: dict[str, Dataset]) -> None:
    with pytest.raises(InputError, match=f"^{family} ") as caught:
        build(family, kinds[kind])
    assert caught.value.key.startswith("zoo.")
    assert "Try" in str(caught.value)


@pytest.mark.parametrize(("kind", "units", "activation", "loss"), [
    ("number from points", 1, "linear", "mean_squared_error"),
    ("two classes of points", 1, "sigmoid", "binary_crossentropy"),
    ("three classes of points", 3, "softmax", "sparse_categorical_crossentropy"),
    ("colour pictures of two classes", 1, "sigmoid", "binary_crossentropy"),
])  # fmt: skip
def test_the_task_decides_the_head(
    kind: str, units: int, activation: str, loss: str, kinds: dict[str, Dataset]
) -> None:
    facts = zoo.facts_of(kinds[kind])
    assert (facts.head.units, facts.head.activation, facts.head.loss) == (units, activation, loss)
    last = build("mlp", kinds[kind]).layers[-1]
    assert last.get_config()["units"] == units
    assert last.get_config()["activation"] == activation


def test_a_family_says_in_one_sentence_what_it_is() -> None:
    for language in LANGUAGES:
        set_language(language)
        sentences = [family.about for family in zoo.FAMILIES.values()]
        assert len(set(sentences)) == len(zoo.FAMILIES)
        assert all("\n" not in one for one in sentences)


def test_an_unknown_family_names_the_known_ones() -> None:
    with pytest.raises(
        InputError,
        match=r"line, logistic, mlp, cnn, fastcnn, lenet5.*resnet, autoencoder.*; got 'transformer'",
    ):
        zoo.find("transformer")


def test_cnn_is_keras_s_simple_convnet() -> None:
    """34,826 is the count that the example on keras.io prints for 28x28x1 and 10 classes."""
    assert build("cnn", images(28, 1, 10)).count_params() == 34_826


def test_logistic_is_one_layer() -> None:
    assert build("logistic", load("digits")).count_params() == 64 * 10 + 10


@pytest.mark.parametrize(("filters", "smallest"), [("32,64", 10), ("8", 4), ("8,8,8", 22)])
def test_cnn_takes_pictures_down_to_the_size_that_leaves_a_pixel(filters: str, smallest: int) -> None:
    model = build("cnn", images(smallest, 1, 3), filters=filters)
    pooled = [part for part in model.layers if type(part).__name__ == "MaxPooling2D"][-1]
    assert pooled.output.shape[1:3] == (1, 1)
    with pytest.raises(InputError, match=f"at least {smallest} pixels"):
        build("cnn", images(smallest - 1, 1, 3), filters=filters)


def test_fastcnn_takes_pictures_of_twelve_pixels() -> None:
    assert build("fastcnn", images(12, 1, 3)).output_shape == (None, 3)
    with pytest.raises(InputError, match="at least 12 pixels"):
        build("fastcnn", images(11, 1, 3))
