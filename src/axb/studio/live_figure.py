"""The curves of a run as a browser's Plotly draws them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from axb.runs import Run
from axb.views.palette import Scheme
from axb.words import speaking

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from axb.views.doctor import Said
    from axb.views.scene import Scene
    from axb.views.told import Told

Key = tuple[object, ...]  # another one where there is something new to draw


@dataclass(frozen=True, eq=False)
class Figure:
    """Traces and layout without colours of their own, made once for all who speak its language."""

    key: Key
    data: list[dict[str, Any]]
    layout: dict[str, Any]
    caption: str
    inside: "tuple[Figure, ...]" = ()  # of a run that is watched: the ladder, the activations
    findings: "tuple[Said, ...] | None" = None  # the doctor's; None where there is none
    samples: "Scene | None" = None  # the newest ones of a run that makes some

    _texts: dict[Scheme, str] = field(default_factory=dict)

    def text(self, scheme: Scheme) -> str:
        """For `Plot`. The caption stands beside the picture, as words; what a visitor zoomed stays zoomed."""
        if scheme not in self._texts:
            self._texts[scheme] = self._write(scheme)
        return self._texts[scheme]

    def _write(self, scheme: Scheme) -> str:
        from axb.views.figure import template

        layout = {**self.layout, "template": template(scheme), "uirevision": "as the visitor left it"}
        return json.dumps({"data": self.data, "layout": layout, "config": {"displaylogo": False}})


def figure_of(run: Run, language: str, key: Key) -> Figure:
    """The figure of `axb.views.curves`, what is seen inside the network where somebody looks, what the doctor says, and
    what is made."""
    from axb.views.curves import told_curves
    from axb.views.doctor import said
    from axb.views.samples import newest

    with speaking(language):
        return replace(
            _packed(told_curves(run), key),
            inside=tuple(_inside(run)),
            findings=said(run),
            samples=newest(run),
        )


def _inside(run: Run) -> Iterator[Figure]:
    from axb.views.activations import told_activations
    from axb.views.ladder import told_ladder
    from axb.views.watched import is_watched

    if is_watched(run):
        for told in (told_ladder(run), told_activations(run)):
            yield _packed(told, (told.layout["meta"]["caption"],))  # which says when it was seen


def _packed(told: "Told", key: Key) -> Figure:
    from axb.views.told import packed

    return _without_caption(packed(told.data), told.layout, key)


def told_figure(figure: "go.Figure") -> Figure:
    """A figure of `axb.views`."""
    return of_json(json.loads(figure.to_json()))


def of_json(told: dict[str, Any]) -> Figure:
    """A figure of `axb.views` as data, made by another process."""
    return _without_caption(told["data"], told["layout"])


def _without_caption(data: list[dict[str, Any]], layout: dict[str, Any], key: Key = ()) -> Figure:
    """It stands beside the picture."""
    meta = layout["meta"]
    margin = {**layout["margin"], "t": meta["above"]}
    kept = {name: part for name, part in layout.items() if name not in ("title", "meta", "template")}
    narrow = {"narrow": meta["narrow"]} if "narrow" in meta else {}  # see plot.js
    return Figure(key, data, {**kept, **narrow, "height": meta["height"], "margin": margin}, meta["caption"])
