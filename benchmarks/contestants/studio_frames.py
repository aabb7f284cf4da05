"""Pictures shown a second, in Chromium, while the line and the small network learn and a hand drags a point."""

import time

from answer import answer, parser
from browsing import go, home, page, studio
from playwright.sync_api import Page

SECONDS = 8.0


class Picture:
    """The page's `number`th picture."""

    def __init__(self, one: Page, number: int) -> None:
        self.one, self.canvas = one, one.locator(".axb-scene canvas").nth(number)

    @property
    def shown(self) -> int:
        """How often it has been drawn to the end."""
        return int(self.canvas.evaluate("canvas => canvas.parentElement.dataset.frames || 0"))

    @property
    def cursor(self) -> str:
        """What the mouse says of where it is."""
        return str(self.canvas.evaluate("canvas => canvas.style.cursor"))

    def grab(self) -> tuple[float, float]:
        """Take hold of the first thing that a mouse, looking row by row, can hold; where that is."""
        box = self.canvas.bounding_box()
        assert box is not None
        for row in range(4, 17):
            for column in range(4, 17):
                x, y = box["x"] + box["width"] * column / 20, box["y"] + box["height"] * row / 20
                self.one.mouse.move(x, y)
                if self.cursor == "grab":
                    self.one.mouse.down()
                    return x, y
        raise AssertionError("nothing to grab")


def frames_while_dragging(one: Page, address: str, learn: str, number: int) -> float:
    """Pictures a second while it learns as fast as it can and a hand drags a point all the time."""
    go(one, address, ".axb-scene canvas")
    picture = Picture(one, number)
    while not picture.shown:
        one.wait_for_timeout(20)
    one.get_by_role("button", name="Fast", exact=True).click()
    one.get_by_role("button", name=learn, exact=True).click()
    one.wait_for_timeout(1500)
    across, down = picture.grab()
    before, begin, moved = picture.shown, time.perf_counter(), 0
    while time.perf_counter() - begin < SECONDS:
        moved += 1
        one.mouse.move(across + moved % 40, down + moved % 23)
        one.wait_for_timeout(8)
    shown, took = picture.shown - before, time.perf_counter() - begin
    assert picture.cursor == "grabbing"
    one.mouse.up()
    return shown / took


def main() -> None:
    parser(__doc__).parse_args()
    with home(), studio() as url, page() as one:
        answer(
            {
                "line": frames_while_dragging(one, f"{url}/line", "Let it learn", 0),
                "network": frames_while_dragging(one, f"{url}/network", "Learn", 1),
            }
        )


if __name__ == "__main__":
    main()
