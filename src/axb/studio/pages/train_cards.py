"""Large buttons of which one stays pressed: picture, name, one sentence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from nicegui import ui

from axb.studio.visitor import Visitor


@dataclass(frozen=True)
class Face:
    """What a card shows; `picture` is HTML."""

    picture: str
    title: str
    about: str


class Cards:
    """Each card is made once and stays, so that a click or the keyboard's place is never lost to a redrawing."""

    def __init__(
        self, visitor: Visitor, kind: str, faces: dict[str, Face], choose: Callable[[str], Any]
    ) -> None:
        self.cards: dict[str, ui.element] = {}
        self.badges: dict[str, ui.element] = {}
        with ui.element("div").classes(f"axb-choices axb-choices-{kind}"):
            for name, face in faces.items():
                card = ui.element("button").classes("axb-choice").props('type="button"')
                card.on("click", visitor.does(partial(choose, name)))
                with card:
                    ui.html(face.picture, sanitize=False)
                    ui.element("b")._text = face.title
                    ui.element("span").classes("axb-muted")._text = face.about
                    badge = ui.element("span").classes("axb-badge")
                badge._text = visitor.say("studio_train.recommended")
                self.cards[name], self.badges[name] = card, badge

    def show(self, names: Iterable[str], chosen: str, recommended: str = "") -> None:
        """Only the cards of these names, one of them pressed."""
        shown = set(names)
        for name, card in self.cards.items():
            card.set_visibility(name in shown)
            card.props(f'aria-pressed="{str(name == chosen).lower()}"')
            self.badges[name].set_visibility(name == recommended)
