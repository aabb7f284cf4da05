"""The plane of two inputs: what the network says everywhere, the test part, and the point that is tried."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.studio.behind import slowly
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.views.palette import THEMES, class_color
from axb.views.scene import Axis, Image, Points, Scene

if TYPE_CHECKING:
    from axb.jobs import Predictor

CELLS = 96  # places, across and up, where the network is asked
ROOM = 0.15  # around the data, as a share of their extent
PALE = 0.55  # how much of a class's colour its ground has

Act = Callable[[float, float], Awaitable[None]]


class Plane:
    """A live picture; a tap on it, or the point moved by hand or keys, calls `act` with the place."""

    def __init__(self, predictor: "Predictor", visitor: Visitor, names: tuple[str, ...], act: Act) -> None:
        self.predictor, self.scheme = predictor, visitor.scheme
        points = np.concatenate([predictor.data.x_train, predictor.data.x_test])
        low, high = points.min(0), points.max(0)
        room = ROOM * np.maximum(high - low, 1e-6)
        self.low, self.high = low - room, high + room
        self.axes = tuple(Axis(names[i], float(self.low[i]), float(self.high[i])) for i in (0, 1))
        self.caption = visitor.say("studio_after.plane")
        self.ground: NDArray[np.uint8] | None = None
        self.view = SceneView(visitor, visitor.say("studio_after.plane_name"), aspect="1")

        async def touched(touch: Touch) -> None:
            await act(touch.x, touch.y)

        self.view.on_tap(touched).on_drag(touched)

    async def show(self, point: NDArray[np.float32]) -> None:
        """Draw it with the tried point."""
        if self.ground is None:
            self.ground = await slowly(self._colors)
        data = self.predictor.data
        x, y = self.axes
        ground = Image(x0=x.low, x1=x.high, y0=y.low, y1=y.high, pixels=self.ground)
        test = Points(
            x=data.x_test[:, 0],
            y=data.x_test[:, 1],
            color=[f"class:{label}" for label in data.y_test],
            hollow=True,
            size=4,
        )
        tried = Points(name="tried", grab=True, x=[point[0]], y=[point[1]], color="ink", size=9)
        self.view.show(Scene(x, y, [ground, test, tried], self.caption, taps=True))

    def _colors(self) -> NDArray[np.uint8]:
        """In each cell the class' colours, mixed as likely as they are there: uint8 (CELLS, CELLS, 3), row 0 on top."""
        steps = (np.arange(CELLS) + 0.5) / CELLS
        x = self.low[0] + steps * (self.high[0] - self.low[0])
        y = self.high[1] - steps * (self.high[1] - self.low[1])
        shares = self.predictor.predict(np.stack(np.meshgrid(x, y), -1).reshape(-1, 2))
        colors = np.array([_rgb(class_color(label)) for label in range(shares.shape[1])])
        mixed = PALE * (shares @ colors) + (1 - PALE) * _rgb(THEMES[self.scheme].paper)
        cells: NDArray[np.uint8] = mixed.round().astype(np.uint8).reshape(CELLS, CELLS, 3)
        return cells


def _rgb(color: str) -> NDArray[np.float64]:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
