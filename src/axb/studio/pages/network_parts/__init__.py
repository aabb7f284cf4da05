"""Pieces of the page of the small network, imported when it is opened: they need torch."""
