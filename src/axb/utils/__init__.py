"""Where Keras users look for helpers."""

from axb.training import set_random_seed
from axb.utils.arrays import to_categorical
from axb.utils.batches import PyDataset, Sequence
from axb.utils.picture_folder import image_dataset_from_directory
from axb.utils.pictures import array_to_img, img_to_array, load_img, save_img
from axb.utils.plotting import plot_model

__all__ = [
    "PyDataset", "Sequence", "array_to_img", "image_dataset_from_directory", "img_to_array", "load_img", "plot_model",
    "save_img", "set_random_seed", "to_categorical",
]  # fmt: skip
