"""The lessons in a browser: live laboratories, questions, progress, both languages, a phone, keys alone."""

import re

import pytest

from axb.lessons import NAMES, Choose, lesson
from studio.looks import every_look
from studio.trainings import until

STEPS = [(name, step) for name in NAMES for step in range(1, len(lesson(name, "en").steps) + 1)]


def open_step(page, studio, name, step):
    page.goto(f"{studio.url}/lessons/{name}/{step}")
    page.wait_for_selector(".axb-lesson-bench canvas")
    page.wait_for_function("document.querySelector('.axb-scene')?.dataset.frames > 0")


def answer_rightly(page, question):
    if isinstance(question, Choose):
        right = next(choice.text for choice in question.choices if choice.right)
        page.get_by_role("button", name=right).click()
    else:
        page.get_by_role("textbox").fill(f"{question.number:g}")
        page.get_by_role("textbox").press("Enter")


def reading(page, name):
    """A number as it stands on the page."""
    row = page.locator(".axb-lesson-number", has=page.get_by_text(name, exact=True))
    return float(row.locator("> :last-child").inner_text().replace(",", ""))


@pytest.mark.parametrize(("name", "step"), STEPS)
def test_each_step_has_its_live_laboratory_and_a_question_that_is_checked(page, studio, name, step):
    told = lesson(name, "en").steps[step - 1]
    open_step(page, studio, name, step)
    assert page.locator("h1").inner_text() == told.title
    assert page.locator(".axb-lesson-bench canvas").count() == len(told.bench.views)
    answer_rightly(page, told.question)
    page.locator(".axb-lesson-verdict.axb-right").wait_for()
    page.locator(f"[data-lesson-step='{name}/{step}'].axb-done").wait_for()


def test_a_wrong_answer_is_explained_and_another_may_follow(page, studio):
    open_step(page, studio, "line", 1)
    page.get_by_role("textbox").fill("1.6")
    page.get_by_role("button", name="Check").click()
    page.locator(".axb-lesson-verdict.axb-wrong", has_text="still to be added").wait_for()
    assert page.locator(".axb-done").count() == 0
    page.get_by_role("textbox").fill("two")
    page.get_by_role("button", name="Check").click()
    page.get_by_text("The answer is a number").wait_for()
    page.get_by_role("textbox").fill("２．２")
    page.get_by_role("textbox").press("Enter")
    page.locator(".axb-lesson-verdict.axb-right").wait_for()


def drag(page, start, end, picture=0):
    """From one place of a picture's axes to another."""
    for number, (x, y) in enumerate((start, end)):
        page.mouse.move(
            *page.evaluate(
                """([x, y, n]) => {
                    const root = document.querySelectorAll(".axb-scene")[n], r = root.getBoundingClientRect();
                    const one = getElement(Number(root.id.slice(1)));
                    return [r.left + one.view.px(x), r.top + one.view.py(y)];
                }""",
                [x, y, picture],
            ),
            steps=1 + 7 * number,
        )
        page.mouse.up() if number else page.mouse.down()


def test_dragging_the_line_changes_the_loss(page, studio):
    open_step(page, studio, "line", 1)
    drag(page, (0, 0), (0, 0.6))
    page.get_by_text("0.6", exact=True).wait_for()
    drag(page, (3, 0.6), (3, 3.0))
    page.locator(".axb-lesson-goal.axb-done").wait_for()


def test_the_odd_point_is_dragged_to_the_others_and_the_line_follows(page, studio):
    open_step(page, studio, "line", 6)
    drag(page, (2.75, -1.5), (2.75, 2.8))
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()


def test_a_wrong_certainty_is_dragged_to_another_place(page, studio):
    open_step(page, studio, "task", 3)
    page.get_by_role("button", name="One step").click()
    page.wait_for_function("document.querySelector('.axb-lesson-number > :last-child').textContent == '1'")
    drag(page, (-4.1, 4.12), (1.0, 2.0))
    p = page.locator(".axb-lesson-number", has=page.get_by_text("p (squared error)", exact=True))
    let_go = re.compile(r"^0\.7[1-5]\d*$")  # sigmoid(1)
    p.locator("> :last-child", has_text=let_go).wait_for()
    assert reading(page, "step") == 0


def test_learning_reaches_the_goal_and_starting_over_takes_the_steps_back(page, studio):
    open_step(page, studio, "line", 4)
    page.get_by_role("button", name="One step").click()
    page.wait_for_function("document.querySelector('.axb-lesson-number > :last-child').textContent == '1'")
    assert reading(page, "a") == pytest.approx(0.499)
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()
    assert reading(page, "loss") < 0.28
    page.get_by_role("button", name="Start over").click()
    page.wait_for_function("document.querySelector('.axb-lesson-number > :last-child').textContent == '0'")
    assert page.locator(".axb-lesson-goal.axb-done").count() == 1  # what was reached stays reached


def test_too_high_a_rate_diverges_and_says_so(page, studio):
    open_step(page, studio, "line", 5)
    page.get_by_role("button", name="0.4", exact=True).click()
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-says", has_text="diverged").wait_for()
    page.locator(".axb-lesson-goal.axb-done").wait_for()


def test_a_hidden_layer_parts_what_a_line_cannot(page, studio):
    open_step(page, studio, "task", 6)
    page.get_by_role("button", name="8", exact=True).click()
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()
    until(lambda: reading(page, "accuracy") > 0.9)  # it learns on


def test_the_end_of_the_network_follows_the_data(page, studio):
    open_step(page, studio, "task", 7)
    for button, chosen in (("two classes", "sigmoid"), ("three classes", "softmax"), ("a number", "linear")):
        page.get_by_role("button", name=button, exact=True).click()
        page.locator(".axb-lesson-says", has_text=chosen).wait_for()


def test_progress_is_kept_in_the_browser_and_the_card_goes_on_from_there(page, studio):
    open_step(page, studio, "line", 1)
    answer_rightly(page, lesson("line", "en").steps[0].question)
    page.locator(".axb-lesson-turn a.axb-ready").click()
    page.get_by_role("heading", name="How wrong is a line?", level=1).wait_for()
    page.goto(f"{studio.url}/lessons")
    page.get_by_text("1 of 8 steps done").wait_for()
    page.get_by_text("0 of 7 steps done").first.wait_for()
    page.locator("[data-lesson=line]").click()
    page.get_by_role("heading", name="How wrong is a line?", level=1).wait_for()
    page.locator(".axb-lesson-dots .axb-done").first.wait_for()
    assert page.locator(".axb-lesson-dots .axb-done").count() == 1


def test_what_a_browser_kept_may_be_anything(page, studio):
    page.goto(f"{studio.url}/lessons")
    for kept in ("{", "[]", "null", '{"line": 3}', '{"line": ["a", 99, 2]}'):
        page.evaluate("kept => localStorage.setItem('axb-lessons', kept)", kept)
        page.reload()
        page.locator("[data-lesson=line][href]").wait_for()
    page.get_by_text("1 of 8 steps done").wait_for()


def test_keys_alone_take_a_step(page, studio):
    open_step(page, studio, "line", 3)
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Let it learn", level=1).wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("heading", name="The best line by hand", level=1).wait_for()
    page.wait_for_function("document.querySelector('.axb-scene')?.dataset.frames > 0")
    page.locator("canvas").first.focus()
    page.keyboard.press(".")
    before = reading(page, "loss")
    page.keyboard.press("ArrowRight")  # moves what is chosen, and turns no page
    page.keyboard.press("ArrowUp")
    until(lambda: reading(page, "loss") != before)
    assert page.locator("h1").inner_text() == "The best line by hand"
    button = page.get_by_role("button", name="No: no line goes through")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".axb-lesson-verdict.axb-right").wait_for()


@pytest.mark.parametrize(
    ("address", "said"), [("lime/1", "no lesson"), ("line/9", "steps 1 to 8"), ("line/x", "steps")]
)
def test_what_is_not_there_is_said_and_the_lessons_are_shown(page, studio, address, said):
    page.goto(f"{studio.url}/lessons/{address}")
    page.get_by_text(said).first.wait_for()
    assert page.locator(".axb-lesson-card").count() == len(NAMES)


@every_look
def test_it_is_accessible_and_fits(new_page, studio, check_accessible, look):
    page = new_page(*look)
    for address in (
        "",
        "/line/3",
        "/line/5",
        "/task/3",
        "/task/6",
        "/task/7",
        "/depth/4",
        "/depth/6",
        "/resnet/3",
        "/resnet/7",
        "/inception/2",
        "/inception/5",
        "/depth/8",
        "/optimizers/5",
        "/optimizers/8",
        "/convolution/3",
        "/convolution/7",
        "/history/4",
    ):
        page.goto(f"{studio.url}/lessons{address}")
        page.wait_for_selector(".axb-lesson-card" if not address else ".axb-lesson-bench canvas")
        if "/" in address:
            title = lesson(address.split("/")[1], look[0]).steps[int(address[-1]) - 1].title
            assert page.locator("h1").inner_text() == title
        check_accessible(page)


def test_a_right_answer_stays_readable(new_page, studio, check_accessible):
    for scheme in ("light", "dark"):
        page = new_page("en", scheme)
        open_step(page, studio, "line", 3)
        for name, verdict in (("Yes, if a and b", "wrong"), ("No: no line", "right")):
            page.get_by_role("button", name=name).click()
            page.locator(f".axb-lesson-verdict.axb-{verdict}").wait_for()
            check_accessible(page)
        page.goto("about:blank")


def test_a_small_race_runs_in_place_and_says_who_is_ahead(page, studio):
    open_step(page, studio, "optimizers", 7)
    page.locator(".axb-lesson-says", has_text="2 networks").wait_for()
    page.get_by_role("button", name="0.01, 0.1, 1", exact=True).click()
    page.locator(".axb-lesson-says", has_text="6 networks").wait_for()
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-says", has_text="is ahead").wait_for()
    page.get_by_role("button", name="Pause", exact=True).click()
    assert reading(page, "epoch") >= 1
    assert 0.3 < reading(page, "accuracy") <= 1


def test_a_knob_of_a_surface_changes_the_paths(page, studio):
    open_step(page, studio, "optimizers", 2)
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()
    page.locator(".axb-lesson-says", has_text="Escaped from the trap: Momentum").wait_for()
    page.get_by_role("button", name="0.5", exact=True).click()
    page.locator(".axb-lesson-says", has_text="Caught in the trap: SGD").wait_for()


def test_a_window_slides_over_a_picture_and_is_dragged(page, studio):
    open_step(page, studio, "convolution", 2)
    page.get_by_role("button", name="One step", exact=True).click()
    page.locator(".axb-lesson-says", has_text="Row 1, column 2").wait_for()
    page.get_by_role("button", name="Slide", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()
    open_step(page, studio, "convolution", 4)
    page.get_by_role("button", name="same", exact=True).click()
    page.get_by_role("group", name="Stride").get_by_role("button", name="2", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()


def test_a_network_of_the_history_learns_in_place_and_the_next_one_takes_its_turn(page, studio):
    open_step(page, studio, "history", 8)
    page.get_by_role("button", name="Learn", exact=True).click()
    page.wait_for_function(
        "[...document.querySelectorAll('.axb-lesson-number > :last-child')].at(-1).textContent == '1'"
    )
    assert reading(page, "parameters") == 109_386
    page.get_by_role("button", name="LeNet-5", exact=True).click()
    page.get_by_role("button", name="Learn", exact=True).click()
    page.locator(".axb-lesson-goal.axb-done").wait_for()
    page.locator(".axb-lesson-says", has_text="Of these 2 networks").wait_for()
