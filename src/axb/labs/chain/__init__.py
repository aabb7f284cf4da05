"""A network small enough that every number of its way forward and back is written out."""

from axb.labs.chain.lab import ChainLab
from axb.labs.chain.options import chain_lab

__all__ = ["ChainLab", "chain_lab"]
