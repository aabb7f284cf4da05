"""Pieces of the latent desk's page, imported when it is opened: they need torch."""
