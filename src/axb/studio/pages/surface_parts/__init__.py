"""Pieces of the page of surfaces, imported when it is opened: they need torch."""
