"""What the doctor says of a run: a card a finding, added where it stands."""

from typing import TYPE_CHECKING

from nicegui import ui

from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.views.doctor import Said


class Findings:
    """Nothing where no doctor looks; a sentence while all is well; else the findings, causes first."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.shown: tuple[Said, ...] | None = None
        label = visitor.say("doctor.page_title")
        with ui.element("section").props(f'aria-label="{label}" aria-live="polite"') as self.section:
            self.well = ui.label(visitor.say("doctor.page_doctor_well")).classes("axb-muted")
            self.cards = ui.element("div").classes("axb-findings")
        self.section.visible = False

    def show(self, found: "tuple[Said, ...] | None") -> None:
        """Add what is new; where findings were withdrawn (a run was examined anew), begin again."""
        if found is None or found == self.shown:
            return
        before = self.shown or ()
        self.section.visible, self.well.visible = True, not found
        if found[: len(before)] != before:
            self.cards.clear()
            before = ()
        with self.cards:
            for one in found[len(before) :]:
                self._card(one)
        self.shown = found

    @staticmethod
    def _card(one: "Said") -> None:
        with ui.element("article").classes("axb-card axb-finding"):
            ui.label(f"{one.title} ({one.severity})").classes("axb-card-title")
            for text in (one.evidence, one.why):
                ui.label(text)
            ui.label(one.advice).classes("axb-finding-cure")
