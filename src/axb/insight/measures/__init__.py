"""Numbers that mean something beside generated examples."""

from axb.insight.measures.balance import Balance, Share, balance
from axb.insight.measures.classifier import frozen_classifier
from axb.insight.measures.copies import Copies, copies
from axb.insight.measures.features import features, look
from axb.insight.measures.frechet import frechet_distance, frechet_of_gaussians
from axb.insight.measures.precision_recall import PrecisionRecall, precision_recall
from axb.insight.measures.real import COUNT, Measured, Real
from axb.insight.measures.wasserstein import wasserstein

__all__ = [
    "COUNT", "Balance", "Copies", "Measured", "PrecisionRecall", "Real", "Share", "balance", "copies", "features",
    "frechet_distance", "frechet_of_gaussians", "frozen_classifier", "look", "precision_recall", "wasserstein",
]  # fmt: skip
