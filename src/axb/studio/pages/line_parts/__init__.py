"""Pieces of the page of the line, imported when it is opened: they need torch."""
