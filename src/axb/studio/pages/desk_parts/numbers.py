"""The code's numbers on sliders, and how far the way from A to B is gone."""

from functools import partial

from nicegui import ui

from axb.labs.desk import DeskLab
from axb.studio.dial import Dial
from axb.studio.pages.desk_parts.doing import Do
from axb.studio.visitor import Visitor


class Numbers:
    """A dial for each number that can be slid; it stays where it is when newer weights make others livelier."""

    def __init__(self, visitor: Visitor, do: Do, lab: DeskLab) -> None:
        self.do, self.shown = do, list(lab.sliders)
        say = visitor.say
        with (
            ui.element("section").classes("desk-numbers").props(f'aria-label="{say("studio_desk.numbers")}"')
        ):
            ui.label(say("studio_desk.numbers")).props('role="heading" aria-level="2"').classes(
                "axb-card-title"
            )
            if len(self.shown) < lab.model.latent:
                words = say("studio_desk.some", shown=len(self.shown), latent=lab.model.latent)
                ui.label(words).classes("axb-muted")
            self.share = Dial(visitor, say("studio_desk.share"), lab.share, 0, 1, self._set_share)
            with ui.element("div").classes("desk-dials"):
                self.dials = {
                    at: Dial(
                        visitor, f"z{at + 1}", float(lab.code[at]), *lab.reach(at), partial(self._set, at)
                    )
                    for at in self.shown
                }

    async def _set(self, coordinate: int, value: float) -> None:
        await self.do(lambda lab: lab.set_number(coordinate, value))

    async def _set_share(self, share: float) -> None:
        await self.do(lambda lab: lab.set_share(share))

    def refresh(self, lab: DeskLab) -> None:
        """As the code is now."""
        self.share.follow(round(lab.share, 3), 0, 1)
        code = lab.code
        for at, dial in self.dials.items():
            low, high = lab.reach(at)
            dial.follow(round(float(code[at]), 4), low, high)
