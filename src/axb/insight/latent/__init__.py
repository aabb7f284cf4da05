"""A latent space in the hand: functions of any `Latent`, codes `(N, latent)` in and out."""

from axb.insight.latent.arithmetic import arithmetic
from axb.insight.latent.latent_map import latent_map, liveliest, traversal
from axb.insight.latent.neighbours import Neighbours, neighbours
from axb.insight.latent.order import Order, Share, order, rank_correlation, same_class
from axb.insight.latent.plane import Plane
from axb.insight.latent.strangeness import Ordinary, anomaly_scores
from axb.insight.latent.ways import WAYS, interpolate, spherical, straight

__all__ = [
    "WAYS", "Neighbours", "Order", "Ordinary", "Plane", "Share", "anomaly_scores", "arithmetic", "interpolate",
    "latent_map", "liveliest", "neighbours", "order", "rank_correlation", "same_class", "spherical", "straight",
    "traversal",
]  # fmt: skip
