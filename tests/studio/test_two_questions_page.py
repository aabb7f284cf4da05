"""The page of two questions: both models learn, a ring asks about a place; by mouse, by keys, on a phone."""

import re

import pytest

from studio.benches import button, moved_by, opened, says
from studio.looks import every_look


@pytest.fixture
def questions(new_page, studio):
    """Opens the page as a visitor with these wishes, and waits for its pictures and numbers."""

    def made(*wishes, **options):
        page = opened(new_page(*wishes, **options), studio.url + "/two_questions")
        page.wait_for_function("document.querySelector('.axb-reading').innerText.match(/[0-9]/)")
        return page

    return made


def learn(page):
    """Until both tell nearly all of the classes."""
    button(page, "Let them learn").click()
    page.wait_for_function(
        """() => [...document.querySelectorAll(".axb-reading")].slice(1)
            .every((one) => /(9[5-9]|100)%/.test(one.innerText))""",
        timeout=120_000,
    )
    button(page, "Pause").click()


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


def test_a_ring_asks_both_near_the_data_and_far_away(questions):
    page = questions()
    says(page, "Neither has learned yet")
    learn(page)
    page.mouse.click(*place(page, 0, -2.0, 2.4))
    says(page, re.compile('sure of "upper".*nothing like this'))
    page.mouse.click(*place(page, 1, 0.0, 1.0))
    says(page, re.compile("knows such points"))


def test_by_keys_alone_the_ring_goes_far_away(questions):
    page = questions()
    learn(page)
    page.mouse.click(*place(page, 0, 0.0, 1.0))
    says(page, re.compile("knows such points"))
    canvas = page.locator(".axb-scene canvas").nth(1)
    canvas.focus()
    page.keyboard.press(".")
    for _ in range(14):
        moved_by(page, "ArrowUp", "probe", view=1)
    says(page, re.compile("nothing like this"))


def test_other_data_start_anew(questions):
    page = questions()
    button(page, "One step").click()
    page.locator(".axb-reading", has_text="1").first.wait_for()
    button(page, "Eight places").click()
    says(page, "Neither has learned yet")
    button(page, "One step").click()
    says(page, re.compile("place [1-8]"))


def test_in_japanese(questions):
    page = questions("ja")
    says(page, "まだどちらも学習していません")


@every_look
def test_it_is_accessible_and_fits(questions, check_accessible, look):
    check_accessible(questions(*look))


def test_a_finger_puts_the_ring_on_a_phone(questions):
    page = questions("en", "light", 390, has_touch=True, is_mobile=True)
    learn(page)
    page.touchscreen.tap(*place(page, 1, -2.0, 2.4))
    says(page, re.compile("nothing like this"))


def test_pictures_are_another_page_of_the_same(questions):
    page = questions()
    button(page, "Digits").click()
    page.wait_for_url("**/two_questions?data=digits")
    says(page, "Neither has learned yet")
    button(page, "One step").click()
    says(page, re.compile("discriminative model"))
    assert page.locator(".axb-scene").count() == 5
    page.mouse.click(*place(page, 1, 0.0, 0.25))
    says(page, re.compile("discriminative model"))
    button(page, "Moons").click()
    page.wait_for_url("**/two_questions?data=moons")


def test_a_folder_that_is_none_is_told(new_page, studio):
    page = new_page()
    page.goto(studio.url + "/two_questions?data=no_such_folder")
    page.get_by_role("alert").get_by_text("no_such_folder").wait_for()


@every_look
def test_on_pictures_it_is_accessible_and_fits(new_page, studio, check_accessible, look):
    page = opened(new_page(*look), studio.url + "/two_questions?data=digits")
    page.locator(".axb-bar button").nth(1).click()  # one step
    page.wait_for_function("document.querySelector('.axb-reading').innerText.match(/1/)")
    check_accessible(page)
