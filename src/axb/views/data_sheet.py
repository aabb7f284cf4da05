"""What a data set of pictures holds, at a glance: some of each class, on one sheet."""

from typing import TYPE_CHECKING

import numpy as np

from axb.data import Dataset
from axb.views.palette import Scheme
from axb.views.pictures import contact_sheet
from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

ROWS, COLUMNS = 12, 8  # classes, and pictures of each, at most


def data_sheet(data: Dataset, scheme: Scheme = "light", seed: int = 0) -> "Image":
    """A row of training pictures for each class, drawn by `seed`; where there is one class, as many rows as fit.

    Raises InputError where the data are no pictures.
    """
    if data.kind != "images":
        raise InputError("views.not_pictures", name=data.name)
    order = np.random.default_rng(seed).permutation(len(data.x_train))
    classes = min(data.classes or 1, ROWS)
    wide = COLUMNS if classes > 1 else COLUMNS * ROWS // 2
    every = [order] if classes == 1 else [order[data.y_train[order] == one] for one in range(classes)]
    rows = [row[:wide] for row in every]
    names = data.labels() if classes > 1 else ("",)
    captions = [names[number] for number, row in enumerate(rows) for _ in row]
    columns = min(COLUMNS, max(map(len, rows)))
    return contact_sheet(np.asarray(data.x_train[np.concatenate(rows)]), captions, columns, scheme=scheme)
