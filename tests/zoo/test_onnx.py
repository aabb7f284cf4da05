"""Every family leaves as ONNX, and ONNX Runtime answers alike."""

from pathlib import Path

import pytest

from axb import data, zoo
from axb.training import set_random_seed
from zoo.makers import build, images

pytest.importorskip("onnxruntime", reason='ONNX needs an extra: pip install "axb[onnx]"')
SMALL = {
    "mlp": {"hidden": "8"}, "cnn": {"filters": "2,3"}, "dcgan": {"filters": "2"},
    "stacked_autoencoder": {"hidden": "8"}, "conv_autoencoder": {"filters": "2,3"},
    "vae": {"hidden": "8", "conditional": "true"}, "conv_vae": {"filters": "2,3", "hidden": "4"},
    "vae_gan": {"filters": "2,3"}, "gan": {"hidden": "8"},
    "resnet": {"depth": "8", "width": "0.25"}, "plain": {"depth": "8", "width": "0.25"},
    "vgg": {"width": "0.25"}, "alexnet": {"width": "0.25"}, "googlenet": {"width": "0.25", "batch_norm": "false"},
}  # fmt: skip


@pytest.mark.parametrize("family", zoo.FAMILIES)
def test_a_family_leaves(family: str, tmp_path: Path) -> None:
    set_random_seed(0)
    data_set = data.line(n=40) if family == "line" else images(28, 1, 10)
    model = build(family, data_set, **SMALL.get(family, {}))
    done = model.export(tmp_path / "m.onnx")  # of an autoencoder: encoder and decoder in one go
    assert done.difference <= 1e-5 * max(done.largest, 1)
