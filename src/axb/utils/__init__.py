"""Where Keras users look for helpers."""

from axb.training import set_random_seed
from axb.utils.arrays import to_categorical
from axb.utils.batches import PyDataset, Sequence

__all__ = ["PyDataset", "Sequence", "set_random_seed", "to_categorical"]
