"""The page of surfaces: a start dragged, paths redrawn, sliders explained; by mouse, by keys, on a phone."""

import re

import pytest

from studio.benches import button, moved_by, opened, rests, says
from studio.looks import every_look
from studio.trainings import until

CAUGHT = re.compile("Caught in the trap: SGD .*Escaped from the trap: Momentum")
# Pressed within the page: the whole way takes five seconds, which a test may need from one look to the next.
PAUSED_ON_THE_WAY = """() => {
    const now = Number(document.querySelector(".axb-reading > :last-child").innerText);
    const pause = [...document.querySelectorAll(".axb-bar button")].find((one) => one.innerText.includes("Pause"));
    if (!pause || now <= 3 || now >= 300) return false;
    pause.click();
    return true;
}"""


@pytest.fixture
def surface(new_page, studio):
    """Opens the page as a visitor with these wishes, and waits for its pictures."""

    def made(*wishes, **options):
        page = opened(new_page(*wishes, **options), studio.url + "/surface")
        page.wait_for_function("document.querySelector('.axb-reading').innerText.match(/[0-9]/)")
        return page

    return made


def step(page):
    return int(page.locator(".axb-reading > :last-child").inner_text().replace(",", ""))


def reaches(page, rule):
    until(lambda: rule(step(page)))


def place(page, x, y):
    """Where (x, y) of the big picture's axes is on the page."""
    return page.evaluate(
        """([x, y]) => {
            const root = document.querySelector(".axb-scene");
            root.scrollIntoView({block: "center"});
            const one = getElement(Number(root.id.slice(1))), r = root.getBoundingClientRect();
            return [r.left + one.view.px(x), r.top + one.view.py(y)];
        }""",
        [x, y],
    )


def choose(page, name):
    page.get_by_role("combobox", name="Surface").click()
    page.get_by_role("option", name=name, exact=True).click()


def test_whole_paths_are_there_at_once_and_said_in_a_sentence(surface):
    page = surface()
    says(page, CAUGHT)
    assert step(page) == 300


def test_a_start_that_is_dragged_changes_who_is_caught(surface):
    page = surface()
    says(page, CAUGHT)
    page.mouse.move(*place(page, -2.6, 0.9))
    page.mouse.down()
    page.mouse.move(*place(page, 3.0, 1.0), steps=8)
    page.mouse.up()
    says(page, re.compile("At a minimum: SGD"))
    page.mouse.click(*place(page, -2.0, 0.05))
    says(page, re.compile("Caught in the trap: SGD"))


def test_it_plays_pauses_steps_and_starts_over(surface):
    page = surface()
    button(page, "Fast").click()
    button(page, "Play").click()
    page.wait_for_function(PAUSED_ON_THE_WAY)
    button(page, "Play").wait_for()
    before = rests(page, lambda: step(page))
    assert 3 < before < 299
    button(page, "One step").click()
    reaches(page, lambda now: now == before + 1)
    button(page, "Back to the start").click()
    says(page, "All begin at the ring")
    button(page, "Whole paths").click()
    reaches(page, lambda now: now == 300)


def test_optimizers_are_ticked_and_every_number_has_a_slider_that_acts(surface):
    page = surface()
    page.get_by_role("checkbox", name="RMSprop", exact=True).click()
    says(page, re.compile(r"^Caught in the trap: SGD \(loss 0\.249\)\. Escaped"))
    page.get_by_role("checkbox", name="AdamW", exact=True).click()
    says(page, re.compile("Adam \\(step 39\\), AdamW"))
    for name in ("learning rate", "beta_1", "beta_2", "epsilon", "weight_decay"):
        assert page.get_by_role("slider", name=re.compile(f"AdamW: .*{name}")).count() == 1
    slider = page.get_by_role("slider", name=re.compile("Momentum: μ"))
    slider.press("Home")
    says(page, re.compile("Caught in the trap: SGD .*, Momentum"))
    button(page, "Momentum: back to what suits").click()
    says(page, CAUGHT)


def test_too_high_a_rate_is_said(surface):
    page = surface()
    page.get_by_role("slider", name=re.compile("SGD: α")).press("End")
    says(page, re.compile("Diverged: SGD"))


def test_the_bowls_condition_has_a_slider(surface):
    page = surface()
    assert not page.get_by_text("Condition number").is_visible()
    choose(page, "A stretched bowl")
    slider = page.get_by_role("slider", name=re.compile("Condition number"))
    slider.wait_for()
    says(page, re.compile("At a minimum: SGD"))
    slider.press("End")
    says(page, re.compile("On the way: SGD"))


@pytest.mark.parametrize("name", ["Himmelblau's four minima", "A slice through a trained network's loss"])
def test_other_surfaces(surface, name):
    page = surface()
    choose(page, name)
    says(page, re.compile("At a minimum: SGD"))


def test_by_keys_alone(surface):
    page = surface()
    says(page, CAUGHT)
    canvas = page.locator(".axb-scene canvas").first
    canvas.focus()
    page.keyboard.press(".")
    for _ in range(22):  # a fortieth of the picture each; from where it is by now
        moved_by(page, "ArrowRight", "start")
    says(page, re.compile("At a minimum: SGD"))


def test_the_line_leads_here(new_page, studio):
    page = new_page()
    page.goto(studio.url + "/line")
    page.get_by_role("link", name="All of them together, on other surfaces").click()
    page.wait_for_url("**/surface")


def test_in_japanese(surface):
    page = surface("ja")
    says(page, "落とし穴から出られないのは SGD")
    assert "落とし穴" in page.locator(".axb-scene canvas").first.get_attribute("aria-label")


@every_look
def test_it_is_accessible_and_fits(surface, check_accessible, look):
    check_accessible(surface(*look))


def test_a_finger_chooses_a_start_on_a_phone(surface):
    page = surface("en", "light", 360, has_touch=True, is_mobile=True)
    says(page, CAUGHT)
    page.touchscreen.tap(*place(page, 3.0, -1.0))
    says(page, re.compile("At a minimum: SGD"))
