"""Batches by number, as Keras's PyDataset."""

from collections.abc import Iterator
from typing import Any


class PyDataset:
    """A subclass writes `__len__`, the batches of an epoch, and `__getitem__(number)`, which gives (x, y) or (x, y,
    weights). `on_epoch_end` is called after each epoch. What Keras takes to load several at once is there, and unused.
    """

    def __init__(self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10) -> None:
        self.workers, self.use_multiprocessing, self.max_queue_size = (
            workers,
            use_multiprocessing,
            max_queue_size,
        )

    def __len__(self) -> int:
        raise NotImplementedError

    def __getitem__(self, number: int) -> Any:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self)))

    def on_epoch_end(self) -> None:
        """Between two epochs: the place to shuffle."""


Sequence = PyDataset
