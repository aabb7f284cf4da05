"""What can be seen inside a network."""

from axb.insight.affine import affine
from axb.insight.arms import Arm, accuracy_without, arms, without
from axb.insight.cells import Cell, cells
from axb.insight.doctor import Doctor, Finding, doctor, examine
from axb.insight.feature_maps import FeatureMaps, feature_maps
from axb.insight.filters import Filters, filters
from axb.insight.looks import where_it_looks
from axb.insight.receptive import ReceptiveField, receptive_fields
from axb.insight.seen import LayerSeen, Rung, Seen, Through
from axb.insight.watch import Watch, Watcher, watch

__all__ = [
    "Arm", "Cell", "Doctor", "FeatureMaps", "Filters", "Finding", "LayerSeen", "ReceptiveField", "Rung", "Seen",
    "Through", "Watch", "Watcher", "accuracy_without", "affine", "arms", "cells", "doctor", "examine", "feature_maps",
    "filters", "receptive_fields", "watch", "where_it_looks", "without",
]  # fmt: skip
