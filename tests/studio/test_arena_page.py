"""The arena's page: players changed while they play, a preset in which learning stops, own points; on a phone."""

import re

import pytest

from studio.benches import button, opened, places, rests, says
from studio.looks import every_look
from studio.trainings import until


@pytest.fixture
def arena(new_page, studio):
    """Opens the page as a visitor with these wishes, and waits for its pictures and numbers."""

    def made(*wishes, **options):
        page = opened(new_page(*wishes, **options), studio.url + "/arena")
        page.wait_for_function("document.querySelector('.axb-reading').innerText.match(/[0-9]/)")
        return page

    return made


def step(page):
    return int(page.locator(".axb-reading > :last-child").first.inner_text().replace(",", ""))


def reaches(page, least):
    until(lambda: step(page) >= least)


def place(page, x, y):
    """Where (x, y) of the arena's axes is on the page."""
    return page.evaluate(
        """([x, y]) => {
            const root = document.querySelector(".axb-scene");
            root.scrollIntoView({block: "center"});
            const one = getElement(Number(root.id.slice(1))), r = root.getBoundingClientRect();
            return [r.left + one.view.px(x), r.top + one.view.py(y)];
        }""",
        [x, y],
    )


def stands(page, player, value):
    """Wait until one of that player's sliders says so."""
    page.locator(f'.axb-slider[aria-label^="{player}"][aria-valuetext="{value}"]').wait_for()


def points(page):
    return len(places(page, "point"))


def test_it_plays_pauses_steps_and_starts_over(arena):
    page = arena()
    says(page, "The forger begins far away")
    button(page, "Fast").click()
    button(page, "Play").click()
    reaches(page, 20)
    button(page, "Pause").click()
    button(page, "Play").wait_for()
    before = rests(page, lambda: step(page))
    button(page, "One step").click()
    until(lambda: step(page) == before + 1)
    button(page, "From the start").click()
    says(page, "The forger begins far away")


def test_a_detective_too_strong_stops_learning_and_it_is_said(arena):
    page = arena()
    button(page, "Detective too strong").click()
    stands(page, "detective", "4")
    button(page, "Fast").click()
    button(page, "Play").click()
    page.locator(".axb-says.axb-warns", has_text="learning has stopped").wait_for(timeout=120_000)
    button(page, "be taken for real: −log D").click()
    page.locator(".axb-says:not(.axb-warns)").wait_for(timeout=120_000)
    until(lambda: button(page, "Detective too strong").get_attribute("aria-pressed") != "true")


def test_a_players_turns_are_changed_by_keys_while_it_runs(arena):
    page = arena()
    button(page, "Play").click()
    turns = page.get_by_role("slider", name="forger (generator): turns in each step (0: stands still)")
    turns.press("Home")
    stands(page, "forger", "0")
    reaches(page, 10)
    rate = page.get_by_role("slider", name="detective (discriminator): learning rate")
    rate.press("End")
    stands(page, "detective", "0.1")


def test_own_points_are_drawn_and_digits_are_forged(arena):
    page = arena()
    button(page, "Draw my own points").click()
    page.wait_for_function(
        """() => getElement(Number(document.querySelector(".axb-scene").id.slice(1))).scene.marks.length === 1"""
    )
    for number in range(7):
        page.mouse.click(*place(page, -0.6 + 0.2 * number, 0.3))
        until(lambda number=number: points(page) == number + 1)
    button(page, "Play").click()
    reaches(page, 3)
    button(page, "Pause").click()
    button(page, "Digits").click()
    page.wait_for_function(
        """() => getElement(Number(document.querySelector(".axb-scene").id.slice(1))).scene.marks.length > 50"""
    )


def test_in_japanese(arena):
    page = arena("ja")
    says(page, re.compile("鑑定士もまだ何も知りません"))


@every_look
def test_it_is_accessible_and_fits(arena, check_accessible, look):
    check_accessible(arena(*look))


def test_a_finger_adds_a_point_on_a_phone(arena):
    page = arena("en", "light", 390, has_touch=True, is_mobile=True)
    before = points(page)
    page.touchscreen.tap(*place(page, 0.0, 0.2))
    until(lambda: points(page) == before + 1)
