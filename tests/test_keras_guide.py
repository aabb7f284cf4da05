"""docs/keras.md is what its script writes, as long as the Keras that it speaks of is installed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import keras
import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_keras_guide", ROOT / "scripts/make_keras_guide.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("language", "ending"), [("en", ""), ("ja", ".ja")])
def test_the_guide_is_up_to_date(script: ModuleType, language: str, ending: str) -> None:
    written = (ROOT / f"docs/keras{ending}.md").read_text("utf-8")
    if keras.__version__ not in written:
        pytest.skip(f"it was written for another Keras than {keras.__version__}")
    assert script.guide(language) == written, "run python scripts/make_keras_guide.py"


def test_what_scripts_about_pictures_and_tables_use_is_covered(script: ModuleType) -> None:
    needed = {
        "layers": [
            "Dense", "Conv1D", "Conv2D", "Conv2DTranspose", "DepthwiseConv2D", "SeparableConv2D", "MaxPooling2D",
            "UpSampling2D", "ZeroPadding2D", "Cropping2D", "Rescaling", "Normalization", "BatchNormalization",
            "LayerNormalization", "Dropout", "GaussianNoise", "Add", "Average", "Multiply", "Subtract", "Maximum",
            "Concatenate", "PReLU", "ELU", "Softmax", "Lambda",
        ],
        "optimizers": ["SGD", "Adam", "Adadelta", "Nadam"],
        "losses": ["Huber", "KLDivergence", "CosineSimilarity"],
        "metrics": ["Precision", "Recall", "TopKCategoricalAccuracy"],
        "utils": ["image_dataset_from_directory", "load_img", "array_to_img", "to_categorical"],
    }  # fmt: skip
    for room, names in needed.items():
        covered, _, _ = script.room_of(room)
        assert {f"`{name}`" for name in names} <= {one.partition(" ")[0] for one in covered}


def test_a_note_says_what_is_true(script: ModuleType) -> None:
    covered, absent = script.methods()
    assert {"`fit`", "`evaluate`", "`predict`", "`train_on_batch`"} <= {*covered}
    assert "`predict_step`" in absent
