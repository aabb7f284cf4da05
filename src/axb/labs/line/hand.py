"""Where a hand takes hold of the line: at its ends it turns, at its middle it shifts."""

import numpy as np

from axb.labs.line.sight import Sight

INSET = 0.06  # of the picture: how far inside it the ends are held
LEVER = 0.04  # of its width: no hand turns the line from nearer to its pivot
MIDDLE = 0.6  # of its width: where x = 0 lies in it, the line turns and shifts there


def pivot(seen: Sight) -> float:
    """The x around which the line turns: 0, so that a turn changes a alone; the middle where 0 isn't well in view."""
    middle, half = seen.center[0], seen.half[0]
    return 0.0 if abs(middle) <= MIDDLE * half else middle


def ends(seen: Sight, a: float, b: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The two points where the line leaves the picture, a little inside of it; at its edge if it passes outside."""
    room_x, room_y = (2 * INSET * half for half in seen.half)
    low, high = seen.y0 + room_y, seen.y1 - room_y

    def end(x: float) -> tuple[float, float]:
        y = a * x + b
        if not low <= y <= high and a:
            x = (float(np.clip(y, low, high)) - b) / a
        x = float(np.clip(x, seen.x0 + room_x, seen.x1 - room_x))
        return x, float(np.clip(a * x + b, low, high))

    return end(seen.x0 + room_x), end(seen.x1 - room_x)


def middle(seen: Sight, a: float, b: float) -> tuple[float, float]:
    """The point at the pivot; where that is out of sight, the middle of what is seen."""
    x = pivot(seen)
    if seen.y0 < a * x + b < seen.y1:
        return x, a * x + b
    (x0, y0), (x1, y1) = ends(seen, a, b)
    return (x0 + x1) / 2, (y0 + y1) / 2


def turned(seen: Sight, a: float, b: float, x: float, y: float) -> tuple[float, float]:
    """a and b of the line through the pivot's point and the hand's."""
    x0 = pivot(seen)
    y0, least = a * x0 + b, 2 * LEVER * seen.half[0]
    lever = x - x0 if abs(x - x0) > least else (least if x >= x0 else -least)
    turned_a = (y - y0) / lever
    return turned_a, y0 - turned_a * x0


def fresh(seen: Sight) -> tuple[float, float]:
    """a and b of a line that falls through the picture, from which there is something to learn."""
    (x, y), (half_x, half_y) = seen.center, seen.half
    a = -0.5 * half_y / half_x
    return a, y + 0.2 * half_y - a * x
