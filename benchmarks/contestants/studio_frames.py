"""Pictures shown a second, in Chromium, while the line and the small network learn and a hand drags a point."""

import time

from answer import answer, parser
from browsing import go, home, page, studio
from playwright.sync_api import Page

SECONDS = 8.0
FRAMES = "document.querySelector('.axb-scene canvas').parentElement.dataset.frames"


def frames_while_dragging(one: Page, address: str, learn: str) -> float:
    """Pictures a second of the page's first scene, a mouse in its middle moving all the time."""
    go(one, address, ".axb-scene canvas")
    one.wait_for_function(f"{FRAMES} > 0")
    one.get_by_role("button", name=learn, exact=True).click()
    one.wait_for_timeout(1500)
    box = one.locator(".axb-scene canvas").first.bounding_box()
    assert box is not None
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one.mouse.move(across, down)
    one.mouse.down()
    before, begin, moved = int(one.evaluate(FRAMES)), time.perf_counter(), 0
    while time.perf_counter() - begin < SECONDS:
        moved += 1
        one.mouse.move(across + moved % 40, down + moved % 23)
        one.wait_for_timeout(8)
    shown = int(one.evaluate(FRAMES)) - before
    took = time.perf_counter() - begin
    one.mouse.up()
    return shown / took


def main() -> None:
    parser(__doc__).parse_args()
    with home(), studio() as url, page() as one:
        answer(
            {
                "line": frames_while_dragging(one, f"{url}/line", "Let it learn"),
                "network": frames_while_dragging(one, f"{url}/network", "Learn"),
            }
        )


if __name__ == "__main__":
    main()
