"""Pieces of the page of the chain."""
