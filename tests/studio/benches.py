"""What pages of labs have in common, as a visitor finds it."""

from studio.trainings import until

REST = 1.0  # seconds in which whatever is at work would have moved on: the slowest labs take 2 steps a second
DRAWN = """() => {
    const all = [...document.querySelectorAll(".axb-scene")].filter((one) => one.clientWidth);
    return all.length > 0 && all.every((one) => one.dataset.frames > 0);
}"""
MARK = """([view, name]) => {
    const root = document.querySelectorAll(".axb-scene")[view];
    const mark = getElement(Number(root.id.slice(1))).scene.marks.find((one) => one.name === name);
    return mark ? (mark.x ?? mark.x0).map((x, i) => [x, (mark.y ?? mark.y0)[i]]) : [];
}"""


def button(page, name):
    """The button of that name."""
    return page.get_by_role("button", name=name, exact=True)


def says(page, words):
    """Wait until the page's sentence has these words (or fits this pattern)."""
    page.locator(".axb-says [role=status]", has_text=words).wait_for()


def opened(page, address):
    """The page of a lab, with all its pictures."""
    page.goto(address)
    page.wait_for_function(DRAWN)
    return page


def rests(page, look):
    """What `look()` sees when it has been the same for a while: the last news of what was paused come later."""
    seen = [look()]
    for _ in range(600):
        if len(seen) > REST * 20 and len(set(seen[-int(REST * 20) :])) == 1:
            return seen[-1]
        page.wait_for_timeout(50)
        seen.append(look())
    raise AssertionError(f"it does not rest: {seen[-5:]}")


def places(page, name, view=0):
    """Where a mark's points are in a picture's axes, as the browser has been told."""
    return page.evaluate(MARK, [view, name])


def moved_by(page, key, name, view=0):
    """Press a key that moves a mark, and wait until the picture has it elsewhere: the next key goes on from there."""
    before = places(page, name, view)
    page.keyboard.press(key)
    until(lambda: places(page, name, view) != before)
