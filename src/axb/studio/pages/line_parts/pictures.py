"""The line among its points, and the same line as a point on the surface of its loss: both answer a hand."""

from functools import partial

from axb.labs.line import LineLab
from axb.studio.dial import Dial
from axb.studio.pages.line_parts.doing import Do
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame


def data_picture(visitor: Visitor, do: Do) -> SceneView:
    """Points are dragged, added and removed; the line turns and shifts."""
    view = SceneView(visitor, visitor.say("studio_line.data")).classes("axb-tall")
    view.on_drag(lambda touch: do(partial(_dragged, touch=touch)))
    view.on_tap(lambda touch: do(lambda lab: lab.add_point(touch.x, touch.y)))
    return view.on_pick(lambda touch: do(partial(_picked, touch=touch)))


def surface_picture(visitor: Visitor, do: Do) -> SceneView:
    """The line goes where the hand puts its point."""
    view = SceneView(visitor, visitor.say("studio_line.surface"), aspect="16/9").classes("axb-tall")

    async def put(touch: Touch) -> None:
        await do(lambda lab: lab.set_line(touch.x, touch.y))

    return view.on_drag(put).on_tap(put)


def _dragged(lab: LineLab, touch: Touch) -> None:
    if touch.name == "points":
        lab.move_point(touch.index, touch.x, touch.y)
    elif touch.name == "turn":
        lab.turn(touch.x, touch.y)
    else:
        lab.shift(touch.x, touch.y)


def _picked(lab: LineLab, touch: Touch) -> None:
    if touch.name == "points" and touch.key == "Delete":
        lab.remove_point(touch.index)
    elif touch.name == "points":
        lab.chosen = touch.index


class LineDials:
    """a and b as sliders, which reach as far as the surface does."""

    def __init__(self, visitor: Visitor, do: Do, lab: LineLab) -> None:
        seen, say = lab.cloud.lines, visitor.say
        self.a = Dial(
            visitor,
            say("studio_line.dial_a"),
            lab.a,
            seen.x0,
            seen.x1,
            lambda a: do(lambda lab: lab.set_line(a=a)),
        )
        self.b = Dial(
            visitor,
            say("studio_line.dial_b"),
            lab.b,
            seen.y0,
            seen.y1,
            lambda b: do(lambda lab: lab.set_line(b=b)),
        )

    def refresh(self, frame: Frame) -> None:
        """The line of now."""
        surface = frame.scenes["surface"]
        self.a.follow(frame.numbers["a"], surface["x"]["low"], surface["x"]["high"])
        self.b.follow(frame.numbers["b"], surface["y"]["low"], surface["y"]["high"])
