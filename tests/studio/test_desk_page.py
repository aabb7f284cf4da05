"""The latent desk: a point is dragged, numbers are slid, a digit is drawn, newer weights come while it trains."""

import re

import pytest

from axb.jobs import Job
from studio.benches import button, opened
from studio.looks import every_look
from studio.trainings import trained, until

RUNS = {
    "codes-digits": ("stacked_autoencoder:latent=2,hidden=32", "digits", "--epochs", "2"),
    "told-digits": ("vae:latent=3,hidden=16,conditional=true", "digits", "--epochs", "1"),
    "codes-moons": ("autoencoder:latent=2", "moons:n=100", "--epochs", "1"),
    "plain-digits": ("logistic", "digits", "--epochs", "1"),
}
ENDLESS = Job("stacked_autoencoder:latent=2,hidden=16", "digits", epochs=100_000)


@pytest.fixture(scope="module")
def runs(studio):
    return trained(studio, RUNS)


@pytest.fixture
def desk(new_page, runs):
    def made(*wishes, run="codes-digits", **options):
        page = opened(new_page(*wishes, **options), f"{runs.url}/desk/{run}")
        page.get_by_text(re.compile("steps? of training|ステップ学習したあと")).wait_for()
        return page

    return made


def shown(page, view):
    """The pictures of a view, as they were told."""
    return page.evaluate(
        """view => {
            const root = document.querySelector(`.desk-${view} .axb-scene`);
            const one = getElement(Number(root.id.slice(1)));
            return one.scene.marks.filter(m => m.kind === "image").map(m => m.pixels.rgb);
        }""",
        view,
    )


def place(page, name):
    """Where a handle of the map is on the page."""
    return page.evaluate(
        """name => {
            const root = document.querySelector(".desk-plane .axb-scene");
            root.scrollIntoView({block: "center"});
            const one = getElement(Number(root.id.slice(1))), r = root.getBoundingClientRect();
            const mark = one.scene.marks.find(m => m.name === name);
            return [r.left + one.view.px(mark.x[0]), r.top + one.view.py(mark.y[0])];
        }""",
        name,
    )


def changes(page, view, before):
    until(lambda: shown(page, view) != before)


def dial(page, name):
    return page.locator(".axb-dial", has=page.get_by_role("slider", name=name, exact=True)).locator(
        ".axb-dial-value"
    )


def test_the_picture_follows_the_point_that_is_dragged(desk):
    page = desk()
    before, map_ = shown(page, "made"), shown(page, "plane")
    assert len(before) == 2  # what came in, and what is restored of it
    x, y = place(page, "code")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=6)
    page.mouse.up()
    changes(page, "made", before)
    until(lambda: len(shown(page, "made")) == 1)
    there = pytest.approx((x + 60, y + 20), abs=2)
    until(lambda: place(page, "code") == there)  # the last step's scene may come later
    assert shown(page, "plane") == map_, "what lies still is kept"


def test_numbers_are_slid_and_the_point_moves_by_keys(desk):
    page = desk()
    page.get_by_role("slider", name="z1", exact=True).press("End")
    until(lambda: len(shown(page, "made")) == 1)
    at = place(page, "code")
    page.locator(".desk-plane canvas").focus()
    for _ in range(3):
        page.keyboard.press(".")
    page.keyboard.press("ArrowLeft")
    until(lambda: place(page, "code")[0] < at[0] - 3)


def test_random_mean_a_and_b(desk):
    page = desk()
    value = dial(page, "z2")
    first = value.inner_text()
    button(page, "Mean").click()
    until(lambda: len(shown(page, "made")) == 1 and value.inner_text() != first)  # words come after pictures
    mean = value.inner_text()
    button(page, "Random").click()
    until(lambda: value.inner_text() != mean)
    kept = value.inner_text()
    button(page, "Make it B").click()
    button(page, "To A").click()
    until(lambda: len(shown(page, "made")) == 2)
    button(page, "To B").click()
    until(lambda: value.inner_text() == kept)


def test_it_walks_between_a_and_b_and_stands(desk):
    page = desk()
    button(page, "Walk between A and B").click()
    share = dial(page, "from A (0) to B (1)")
    until(lambda: float(share.inner_text()) > 0.1)
    button(page, "Pause").click()
    button(page, "Walk between A and B").wait_for()
    button(page, "great circle").click()
    page.get_by_text("From A to B along a great circle.").wait_for()


def test_a_digit_that_is_drawn_is_encoded_and_a_test_example_too(desk):
    page = desk()
    before = shown(page, "made")
    page.get_by_role("button", name="Next test example").click()
    changes(page, "made", before)
    before = shown(page, "made")
    sheet = page.locator(".axb-pad canvas")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 30, steps=5)
    page.mouse.up()
    changes(page, "made", before)
    until(lambda: len(shown(page, "made")) == 2)


def test_a_conditional_model_is_told_the_class(desk):
    page = desk(run="told-digits")
    before = shown(page, "plane")
    page.get_by_role("combobox", name="class it is told").click()
    page.get_by_role("option", name="7", exact=True).click()
    changes(page, "plane", before)


def test_points_on_a_plane(desk):
    page = desk(run="codes-moons")
    assert page.locator(".desk-walk").count() == 0
    page.locator(".desk-made .axb-scene[data-frames]").wait_for()


def test_newer_weights_are_taken_while_it_trains(new_page, studio, trainings):
    run = trainings.under_way(ENDLESS)
    page = new_page()
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_role("link", name="Move through its latent space").click()
    step = page.locator(".desk-head [role=status]")
    page.locator(".axb-scene[data-frames]").first.wait_for()
    told = re.compile(r"after ([\d,]+) steps")
    until(lambda: told.search(step.inner_text()))
    before, map_ = told.search(step.inner_text())[1], shown(page, "plane")
    until(lambda: told.search(step.inner_text())[1] != before)
    changes(page, "plane", map_)


def test_what_has_no_latent_space_says_so_and_is_not_offered_it(new_page, runs):
    page = new_page()
    page.goto(f"{runs.url}/desk/plain-digits")
    page.get_by_text("has no latent space").wait_for()
    page.goto(f"{runs.url}/run/plain-digits")
    page.locator(".axb-status").wait_for()
    assert page.get_by_role("link", name="Move through its latent space").count() == 0


@every_look
def test_it_is_accessible_and_fits(desk, check_accessible, look):
    check_accessible(desk(*look))


def test_a_finger_moves_the_point_on_a_phone(desk):
    page = desk("en", "light", 390, has_touch=True, is_mobile=True)
    x, y = place(page, "code")
    page.touchscreen.tap(x + 40, y + 10)
    until(lambda: place(page, "code") == pytest.approx((x + 40, y + 10), abs=3))


def test_a_browser_that_missed_a_picture_is_sent_the_whole(desk):
    page = desk()
    map_ = shown(page, "plane")
    page.evaluate(
        """() => {
            const root = document.querySelector(".desk-plane .axb-scene");
            const one = getElement(Number(root.id.slice(1)));
            one.show({...one.scene, marks: [], number: -1, base: undefined});
        }"""
    )
    assert shown(page, "plane") == []
    page.get_by_role("slider", name="z1", exact=True).press("End")
    until(lambda: shown(page, "plane") == map_)


def test_marks_that_stand_still_are_not_sent_again():
    from axb.studio.scene import news

    one, two, three = {"kind": "text", "x": 1}, {"kind": "text", "x": 2}, {"kind": "text", "x": 3}
    assert news([one, two], [one, three]) == [None, three]
    assert news([one, two], [dict(one)]) == [None]
    assert news([], [one]) == [one]
    assert news([two, one], [one, two]) == [one, two]


def test_the_first_page_leads_to_every_desk(page, runs):
    page.goto(runs.url)
    page.locator("a.axb-card[href='/desk']").click()
    page.wait_for_url("**/desk")
    listed = {one.get_attribute("href") for one in page.locator("a.axb-card").all()}
    assert listed >= {"/desk/codes-digits", "/desk/told-digits", "/desk/codes-moons"}
    assert "/desk/plain-digits" not in listed
