"""Pieces of the page of convolution, imported when it is opened: they need torch."""
