"""A folder of pictures, a batch at a time, in Keras's words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from axb.data.folders import named
from axb.data.pictures.scanning import scan
from axb.utils.arrays import to_categorical
from axb.utils.batches import PyDataset
from axb.utils.pictures import MODES, WAYS, Array, Pathlike, img_to_array, load_img, one_of
from axb.words import InputError, say

LABELS = ("int", "categorical", "binary", None)
SUBSETS = ("training", "validation", "both", None)


class PictureBatches(PyDataset):
    """(x, y), or x alone without a label mode; x is float32 `(N, H, W, C)`, 0..255. Files are read when they are due.

    file_paths, labels: of all pictures. shuffle: another order each epoch.
    """

    def __init__(
        self,
        file_paths: Sequence[Path],
        labels: Array,
        class_names: Sequence[str],
        *,
        label_mode: str | None = "int",
        color_mode: str = "rgb",
        batch_size: int = 32,
        image_size: tuple[int, int] = (256, 256),
        interpolation: str = "bilinear",
        shuffle: bool = False,
        seed: int | None = None,
    ) -> None:
        super().__init__()
        self.file_paths, self.labels, self.class_names = [*map(str, file_paths)], labels, [*class_names]
        self.label_mode, self.batch_size = label_mode, batch_size
        self._reading: dict[str, Any] = {
            "color_mode": color_mode,
            "target_size": image_size,
            "interpolation": interpolation,
        }
        self._random = np.random.default_rng(seed) if shuffle else None
        self._order = np.arange(len(self.file_paths))

    def __len__(self) -> int:
        return -(-len(self.file_paths) // self.batch_size)

    def __getitem__(self, number: int) -> Any:
        rows = self._order[number * self.batch_size : (number + 1) * self.batch_size]
        x = np.stack([img_to_array(load_img(self.file_paths[row], **self._reading)) for row in rows])
        if self.label_mode is None:
            return x
        y = self.labels[rows]
        if self.label_mode == "categorical":
            return x, to_categorical(y, len(self.class_names))
        return x, y[:, None].astype("float32") if self.label_mode == "binary" else y

    def on_epoch_end(self) -> None:
        """Another order, where that was asked for."""
        if self._random is not None:
            self._random.shuffle(self._order)


def image_dataset_from_directory(
    directory: Pathlike,
    labels: str | Sequence[int] | None = "inferred",
    label_mode: str | None = "int",
    class_names: Sequence[str] | None = None,
    color_mode: str = "rgb",
    batch_size: int = 32,
    image_size: tuple[int, int] = (256, 256),
    shuffle: bool = True,
    seed: int | None = None,
    validation_split: float | None = None,
    subset: str | None = None,
    interpolation: str = "bilinear",
    verbose: bool = True,
) -> Any:
    """The pictures below a folder as batches for `fit`, classes as the folders in it are named (or as `labels` say, in
    the order of the files' names).

    validation_split: the share (0..1) of a `subset` "validation"; "training" is the rest, "both" gives both. Shuffled
    files are told apart by `seed`, which then has to be given. Raises InputError where the folder can't be used.
    """
    for what, value, known in (
        ("label_mode", label_mode, LABELS), ("color_mode", color_mode, tuple(MODES)), ("subset", subset, SUBSETS),
        ("interpolation", interpolation, WAYS),
    ):  # fmt: skip
        one_of(f"image_dataset_from_directory: {what}", value, known)
    paths, numbers, names = _found(directory, labels, class_names)
    if verbose:
        print(say("data.found_pictures", files=f"{len(paths):,}", classes=len(names)))
    order = np.arange(len(paths))
    if shuffle:
        if validation_split and seed is None:
            raise InputError("data.split_needs_seed")
        np.random.default_rng(seed).shuffle(order)
    options: dict[str, Any] = {
        "label_mode": label_mode if labels is not None else None, "color_mode": color_mode, "batch_size": batch_size,
        "image_size": image_size, "interpolation": interpolation, "shuffle": shuffle, "seed": seed,
    }  # fmt: skip
    parts = [
        PictureBatches([paths[row] for row in rows], numbers[rows], names, **options)
        for rows in _rows(order, validation_split, subset)
    ]
    return tuple(parts) if subset == "both" else parts[0]


def _found(
    directory: Pathlike, labels: Any, class_names: Sequence[str] | None
) -> tuple[list[Path], Array, list[str]]:
    """The files, the class of each, and the classes' names."""
    found = scan(named(Path(directory)).absolute())
    paths, names = [path for path, _ in found.files], [*found.classes]
    numbers = np.array([number for _, number in found.files])
    if class_names is not None and labels == "inferred":
        if sorted(class_names) != sorted(names):
            listed = ", ".join(names)
            raise InputError(
                "registry.unknown_choice", what="class_names", known=listed, got=list(class_names)
            )
        place = [list(class_names).index(name) for name in names]
        numbers, names = np.array(place)[numbers], [*class_names]
    if isinstance(labels, str | None):
        return paths, numbers, names
    if len(labels) != len(paths):
        raise InputError("data.batch_lengths", needs=len(paths), got=(len(labels),))
    return paths, np.asarray(labels), [*(class_names or map(str, sorted(set(labels))))]


def _rows(order: Array, split: float | None, subset: str | None) -> list[Array]:
    """Which files are in each part."""
    if (split is None) != (subset is None) or (split is not None and not 0 < split < 1):
        rule = "∈ (0, 1), with subset"
        raise InputError("registry.out_of_range", what="validation_split", rule=rule, got=(split, subset))
    cut = len(order) - int((split or 0) * len(order))
    parts = {"training": order[:cut], "validation": order[cut:], None: order}
    return [order[:cut], order[cut:]] if subset == "both" else [parts[subset]]
