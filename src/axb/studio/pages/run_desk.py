"""The way from a run's page to its latent desk, while it trains and afterwards."""

from collections.abc import Mapping
from typing import Any

from nicegui import ui

from axb.runs import Store
from axb.studio.visitor import Visitor

MADE_OF = {"decoder", "generator"}  # arguments of models that have codes: see the recorded graph


def desk_link(name: str, visitor: Visitor) -> None:
    """A link, where the run's model has a latent space."""
    with Store() as store:
        graph = store.open(name).graph
    if graph is not None and has_codes(graph):
        ui.link(visitor.say("studio_desk.open"), f"/desk/{name}").classes("axb-link-button axb-desk-link")


def has_codes(graph: Mapping[str, Any]) -> bool:
    """Whether a run's recorded graph is of a model with codes, told by what it is made of: nothing is loaded for it."""
    told = graph.get("model")
    config = told.get("config") if isinstance(told, Mapping) else None
    return isinstance(config, Mapping) and not MADE_OF.isdisjoint(config)


def makes(graph: Mapping[str, Any]) -> bool:
    """Whether that model makes new ones of codes that are drawn: one that restores alone has no such codes."""
    told = graph.get("model")
    return has_codes(graph) and isinstance(told, Mapping) and told.get("class") != "Autoencoder"
