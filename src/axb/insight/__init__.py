"""What can be seen inside a network."""

from axb.insight.affine import affine
from axb.insight.feature_maps import FeatureMaps, feature_maps
from axb.insight.filters import Filters, filters

__all__ = ["FeatureMaps", "Filters", "affine", "feature_maps", "filters"]
