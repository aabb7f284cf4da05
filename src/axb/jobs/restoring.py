"""What becomes of the test part when it is encoded and decoded, and what PCA would make of it with as many numbers."""

import numpy as np

from axb import zoo
from axb.data import Dataset
from axb.insight import pca_error
from axb.runs import Run
from axb.training import Autoencoder, Latent
from axb.views.reconstruction import NAME, record_reconstruction


def record(
    run: Run, step: int, model: Latent, data: Dataset, loss: float | None = None, name: str = NAME
) -> None:
    """Keep it in the run, for its page. The model has an encoder."""
    x, told = data.x_test, data.y_test if model.classes else None
    codes = model.encode(x, told)
    restored = model.predict(x, verbose=0) if isinstance(model, Autoencoder) else model.decode(codes, told)
    unit = model.unit if isinstance(model, Autoencoder) else zoo.facts_of(data).unit
    error = float(np.square((x - restored) / np.asarray(unit, np.float32)).mean(dtype=np.float64))
    pca = pca_error(data.x_train, x, codes.shape[1], unit)
    labels = None if data.classes is None else data.y_test
    names = (data.labels("en"), data.labels("ja"))
    record_reconstruction(
        run, step, x, restored, codes, labels, *names,
        error=error, pca=pca, kind=data.kind, loss=loss, name=name,
    )  # fmt: skip
