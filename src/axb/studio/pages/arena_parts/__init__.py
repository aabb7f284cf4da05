"""Pieces of the arena's page, imported when it is opened: they need torch."""
