"""What can be seen inside a network."""

from axb.insight.affine import affine
from axb.insight.arms import Arm, accuracy_without, arms, without
from axb.insight.cells import Cell, cells
from axb.insight.doctor import Doctor, Finding, doctor, examine
from axb.insight.embedding import Embedding, embedding
from axb.insight.feature_maps import FeatureMaps, feature_maps
from axb.insight.filters import Filters, filters
from axb.insight.landscape import Landscape, landscape
from axb.insight.looks import where_it_looks
from axb.insight.pca import pca_error
from axb.insight.receptive import ReceptiveField, receptive_fields
from axb.insight.samples import Samples
from axb.insight.seen import LayerSeen, Rung, Seen, Through
from axb.insight.watch import Watch, Watcher, watch

__all__ = [
    "Arm", "Cell", "Doctor", "Embedding", "FeatureMaps", "Filters", "Finding", "Landscape", "LayerSeen",
    "ReceptiveField", "Rung", "Samples", "Seen", "Through", "Watch", "Watcher", "accuracy_without", "affine", "arms",
    "cells", "doctor", "embedding", "examine", "feature_maps", "filters", "landscape", "pca_error", "receptive_fields",
    "watch", "where_it_looks", "without",
]  # fmt: skip
