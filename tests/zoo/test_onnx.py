"""Families leave as ONNX, and ONNX Runtime answers alike."""

from pathlib import Path

import pytest

from axb import data, zoo
from axb.graph import Layer
from axb.training import Model, set_random_seed
from zoo.makers import build, images

pytest.importorskip("onnxruntime", reason='ONNX needs an extra: pip install "axb[onnx]"')
SMALL = {
    "mlp": {"hidden": "8", "batch_norm": "true"}, "cnn": {"filters": "2,3"}, "dcgan": {"filters": "2"},
    "stacked_autoencoder": {"hidden": "8"}, "conv_autoencoder": {"filters": "2,3"},
    "vae": {"hidden": "8", "conditional": "true"}, "conv_vae": {"filters": "2,3", "hidden": "4"},
    "vae_gan": {"filters": "2,3"}, "gan": {"hidden": "8"},
    "resnet": {"depth": "8", "width": "0.25"}, "plain": {"depth": "8", "width": "0.25"},
    "vgg": {"width": "0.05"}, "alexnet": {"width": "0.05"}, "googlenet": {"width": "0.1", "batch_norm": "false"},
}  # fmt: skip
TOLD = ("activation", "padding", "strides", "pool_size", "interpolation", "output_padding", "keepdims")


def small(family: str) -> Model:
    data_set = data.line(n=40) if family == "line" else images(28, 1, 10)
    return build(family, data_set, **SMALL.get(family, {}))


def kinds(model: Model) -> set[str]:
    """Its parts as their class and what else decides what is computed, widths aside."""
    found = set()
    for part in model.modules():
        if isinstance(part, Layer):
            config = part.get_config() if not hasattr(part, "graph") else {}
            found.add(f"{type(part).__name__} {[config.get(name) for name in TOLD]}")
    return found


def test_every_kind_of_part_of_every_family_leaves(tmp_path: Path) -> None:
    """A family whose parts have all left in others is not written again: an export takes a second."""
    set_random_seed(0)
    models = {family: small(family) for family in zoo.FAMILIES}
    parts = {family: kinds(model) for family, model in models.items()}
    left = set().union(*parts.values())
    assert len(left) > 30
    while left:
        family = max(parts, key=lambda one: len(parts[one] & left) / (5 + len(list(models[one].modules()))))
        done = models[family].export(tmp_path / "m.onnx")  # of an autoencoder: encoder and decoder in one go
        assert done.difference <= 1e-5 * max(done.largest, 1), family
        left -= parts[family]
