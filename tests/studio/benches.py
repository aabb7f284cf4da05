"""What pages of labs have in common, as a visitor finds it."""


def button(page, name):
    """The button of that name."""
    return page.get_by_role("button", name=name, exact=True)


def says(page, words):
    """Wait until the page's sentence has these words (or fits this pattern)."""
    page.locator(".axb-says [role=status]", has_text=words).wait_for()


def opened(page, address):
    """The page of a lab, with its pictures."""
    page.goto(address)
    page.wait_for_selector(".axb-scene[data-frames]")
    return page
