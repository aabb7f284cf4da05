"""What a tap on the plane does: choose a point, add one of a class, take one away."""

from functools import partial
from typing import TYPE_CHECKING

from nicegui import ui

from axb.data.toys import MAX_CLASSES
from axb.studio.scene import Touch
from axb.views.palette import NEGATIVE, POSITIVE, class_color

if TYPE_CHECKING:
    from axb.labs.network import NetworkLab
    from axb.studio.pages.network import NetworkPage

POINTER, ERASER = "pointer", "eraser"
NUMBERS = {-1: NEGATIVE, 0: "#969696", 1: POSITIVE}  # what a tap draws where a number is to be predicted


class Tools:
    """A row of round buttons, one of which is in the hand."""

    def __init__(self, page: "NetworkPage") -> None:
        self.page, self.hand, self.shown = page, "", tuple[object, ...]()
        self.buttons: dict[str, ui.element] = {}
        say = page.visitor.say
        with (
            ui.element("div")
            .classes("net-tools")
            .props(f'role="toolbar" aria-label="{say("studio_network.tools")}"')
        ):
            self._tool(POINTER, "near_me", say("studio_network.pointer"))
            self.box = ui.element("div").classes("net-colors")
            self._tool(ERASER, "remove_circle_outline", say("studio_network.eraser"))
            clear = ui.button(
                say("studio_network.clear"), icon="delete_sweep", on_click=page.visitor.does(self._clear)
            )
            clear.props("flat no-caps dense")
        self.refresh(page.lab)
        self.point()

    def _tool(self, name: str, icon: str, label: str, color: str = "") -> None:
        with ui.element("button").classes("net-tool").props('type="button"') as button:
            button.props["aria-label"] = button.props["title"] = label
            if color:
                ui.element("span").classes("net-dot").style(f"background: {color}")
            else:
                ui.icon(icon)
        button.on("click", lambda: self.take(name))
        self.buttons[name] = button

    def refresh(self, lab: "NetworkLab") -> None:
        """A colour for each class there is, and for one more."""
        points = lab.points
        if points.has_classes:
            most = min(max(points.labels, default=-1) + 2, MAX_CLASSES)
            colors = {str(label): (class_color(label), points.label(label)) for label in range(max(most, 3))}
        else:
            colors = {str(number): (color, f"{number:+d}") for number, color in NUMBERS.items()}
        if (signs := tuple(colors.items())) != self.shown:
            self.shown = signs
            self.box.clear()
            self.buttons = {name: self.buttons[name] for name in (POINTER, ERASER)}
            say = self.page.visitor.say
            for name, (color, words) in colors.items():
                with self.box:
                    self._tool(name, "", say("studio_network.draw", what=words), color)
            self.take(self.hand if self.hand in self.buttons else POINTER)

    def point(self) -> None:
        """Back to choosing."""
        self.take(POINTER)

    def take(self, name: str) -> None:
        """This one is in the hand."""
        self.hand = name
        for other, button in self.buttons.items():
            button.props["aria-pressed"] = "true" if other == name else "false"

    async def tap(self, touch: Touch) -> None:
        """A point more, where a colour is in the hand."""
        hand = self.hand
        if hand in (POINTER, ERASER):
            return
        await self.page.do(lambda lab: lab.add_point(touch.x, touch.y, float(hand)))
        self.page.data.forget()

    async def pick(self, touch: Touch) -> None:
        """A point chosen, or taken away."""
        if touch.key == "Delete" or self.hand == ERASER:
            await self.page.do(lambda lab: lab.remove_point(touch.index))
            self.page.data.forget()
        elif self.hand == POINTER:
            await self.page.do(partial(_choose, index=touch.index))

    async def _clear(self) -> None:
        await self.page.do(lambda lab: lab.clear())
        self.page.data.forget()
        self.take("0")


def _choose(lab: "NetworkLab", index: int) -> None:
    lab.pick("point", index)
    lab.explains = True
