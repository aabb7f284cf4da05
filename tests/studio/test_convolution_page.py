"""The page of convolution: a window dragged, played, moved by keys; every number on a slider; on a phone."""

import re

import pytest

from studio.benches import button, moved_by, opened, says
from studio.looks import every_look


@pytest.fixture
def convolution(new_page, studio):
    """Opens the page as a visitor with these wishes, and waits for its pictures and numbers."""

    def made(*wishes, **options):
        page = opened(new_page(*wishes, **options), studio.url + "/convolution")
        page.locator(".axb-reading", has_text="676 ").wait_for()
        return page

    return made


def filled(page, words):
    page.locator(".axb-reading", has_text=words).wait_for()


def place(page, view, x, y):
    """Where (x, y) of a picture's axes is on the page."""
    return page.evaluate(
        """([view, x, y]) => {
            const root = document.querySelectorAll(".axb-scene")[view];
            root.scrollIntoView({block: "center"});
            const one = getElement(Number(root.id.slice(1))), r = root.getBoundingClientRect();
            return [r.left + one.view.px(x), r.top + one.view.py(y)];
        }""",
        [view, x, y],
    )


def choose(page, what, name):
    page.get_by_role("combobox", name=what).click()
    page.get_by_role("option", name=name, exact=True).click()


def test_the_window_is_dragged_over_the_picture_and_over_the_map(convolution):
    page = convolution()
    says(page, "Row 12, column 6: the products add up to 2.41, plus b = 0 is 2.41.")
    page.mouse.move(*place(page, 0, 6.5, 15.5))
    page.mouse.down()
    page.mouse.move(*place(page, 0, 14.5, 1.5), steps=6)
    page.mouse.up()
    says(page, re.compile("^Row 26, column 14:"))
    page.mouse.click(*place(page, 2, 0.5, 25.5))
    says(page, re.compile("^Row 1, column 1:"))


def test_by_keys_alone_it_moves_one_pixel_and_with_stride_2_two(convolution):
    page = convolution()
    page.locator(".axb-scene canvas").first.focus()
    page.keyboard.press(".")
    moved_by(page, "ArrowRight", "window")
    says(page, re.compile("^Row 12, column 7:"))
    moved_by(page, "ArrowUp", "window")
    says(page, re.compile("^Row 11, column 7:"))
    page.get_by_role("group", name="Stride").get_by_role("button", name="2", exact=True).click()
    filled(page, "169 of 169")
    page.locator(".axb-scene canvas").first.focus()
    moved_by(page, "ArrowLeft", "window")
    says(page, re.compile("^Row 11, column 6:"))


def test_it_slides_pauses_steps_and_starts_over(convolution):
    page = convolution()
    choose(page, "Picture", "handwritten 4")
    filled(page, "36 of 36")
    button(page, "From the start").click()
    filled(page, "1 of 36")
    button(page, "One place").click()
    filled(page, "2 of 36")
    button(page, "Fast").click()
    button(page, "Slide").click()
    filled(page, "36 of 36")
    says(page, re.compile("^Row 6, column 6:"))
    button(page, "From the start").click()
    button(page, "Whole map").click()
    filled(page, "36 of 36")
    says(page, re.compile("^Row 1, column 1:"))


def test_size_padding_relu_and_pooling(convolution):
    page = convolution()
    button(page, "same").click()
    filled(page, "784 of 784")
    button(page, "5 × 5").click()
    page.get_by_role("slider", name="a in row 5, column 5").wait_for()
    button(page, "on").click()
    says(page, "ReLU makes it")
    button(page, "average").click()
    page.get_by_text(re.compile("The average of each 2 × 2 numbers")).first.wait_for()
    button(page, "1 × 1").click()
    page.get_by_text("the filter (as it is)").wait_for()
    choose(page, "Filter", "blur")
    page.get_by_text("the filter (blur)").wait_for()
    page.locator("button[aria-pressed=true]", has_text="3 × 3").wait_for()


def test_a_number_that_is_moved_makes_a_filter_of_ones_own(convolution):
    page = convolution()
    page.get_by_role("slider", name="a in row 2, column 2").press("End")
    page.get_by_text("the filter (my own numbers)").wait_for()
    says(page, "add up to 2.41")  # whose pixel is 0
    page.get_by_role("slider", name="b", exact=True).press("Home")
    says(page, "plus b = −5 is −2.59")
    choose(page, "Filter", "left edges")
    page.get_by_text("the filter (left edges)").wait_for()


def test_the_channels_of_learned_filters(convolution):
    page = convolution()
    page.get_by_text("6 filters on the same picture").wait_for()
    button(page, "learned").click()
    page.get_by_text("6 filters that a network has learned on clothing").wait_for()
    choose(page, "Filter", "learned 4")
    page.get_by_text("the filter (learned 4)").wait_for()
    page.get_by_role("slider", name="a in row 1, column 3").wait_for()


def test_in_japanese(convolution):
    page = convolution("ja")
    says(page, "12 行 6 列目:積の合計は 2.41")
    assert "T シャツ" in page.locator(".axb-scene canvas").first.get_attribute("aria-label")


@every_look
def test_it_is_accessible_and_fits(convolution, check_accessible, look):
    page = convolution(*look)
    check_accessible(page)
    if look[2] == 1280 and not look[3]:
        assert page.locator(".axb-ways").evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_finger_moves_the_window_on_a_phone(convolution):
    page = convolution("en", "light", 390, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*place(page, 0, 20.5, 20.5))
    says(page, re.compile("^Row 7, column 20:"))
