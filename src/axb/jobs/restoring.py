"""An autoencoder's test: what it makes of the test part, and what PCA would with as many numbers."""

import numpy as np

from axb.data import Dataset
from axb.insight import pca_error
from axb.runs import Run
from axb.training import Autoencoder
from axb.views.reconstruction import record_reconstruction


def record(run: Run, step: int, model: Autoencoder, data: Dataset, loss: float) -> None:
    """Keep it in the run, for its page."""
    x = data.x_test
    restored = model.predict(x, verbose=0)
    codes = model.encoder.predict(x, verbose=0).reshape(len(x), -1)
    error = float(np.square((x - restored) / np.asarray(model.unit, np.float32)).mean(dtype=np.float64))
    pca = pca_error(data.x_train, x, codes.shape[1], model.unit)
    labels = None if data.classes is None else data.y_test
    names = (data.labels("en"), data.labels("ja"))
    record_reconstruction(
        run, step, x, restored, codes, labels, *names, error=error, pca=pca, kind=data.kind, loss=loss
    )
