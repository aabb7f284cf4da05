"""The line's page: dragged, learned, explained; by mouse, by keys, on a phone, in both languages."""

import re
from pathlib import Path

import pytest

from studio.benches import button, rests
from studio.looks import every_look
from studio.trainings import until

SENTENCE = ".axb-says [role=status]"


@pytest.fixture
def line(new_page, studio):
    """Opens the page as a visitor with these wishes, and waits for its pictures."""

    def opened(*wishes, **options):
        page = new_page(*wishes, **options)
        page.goto(studio.url + "/line")
        page.wait_for_selector(".axb-scene[data-frames]")
        page.wait_for_function("document.querySelectorAll('.axb-reading')[1].innerText.match(/[0-9]/)")
        return page

    return opened


def place(page, x, y, picture=0):
    """Where (x, y) of a picture's axes is on the page."""
    return page.evaluate(
        """([x, y, n]) => {
            const root = document.querySelectorAll(".axb-scene")[n];
            root.scrollIntoView({block: "center"});
            const one = getElement(Number(root.id.slice(1))), r = root.getBoundingClientRect();
            return [r.left + one.view.px(x), r.top + one.view.py(y)];
        }""",
        [x, y, picture],
    )


def drag(page, start, end, picture=0):
    page.mouse.move(*place(page, *start, picture))
    page.mouse.down()
    page.mouse.move(*place(page, *end, picture), steps=8)
    page.mouse.up()


def reading(page, number):
    """The line's a, its b, the loss, the steps."""
    formula, loss, steps = page.locator(".axb-reading > :last-child").all_inner_texts()
    a, sign, b = re.fullmatch(r"y = (\S+)x ([+−]) (\S+)", formula).groups()
    told = {"a": a, "b": b if sign == "+" else f"-{b}", "loss": loss, "steps": steps}[number]
    return float(told.replace("−", "-").replace(",", ""))


def becomes(page, number, rule):
    """Wait until a reading fulfils a rule."""
    until(lambda: rule(reading(page, number)))


def press_on_slider(page, name, key, times):
    for _ in range(times):
        page.get_by_role("slider", name=name).press(key)


# By hand


def test_dragging_a_point_changes_the_loss_and_undo_brings_it_back(line):
    page = line()
    before = reading(page, "loss")
    drag(page, (-0.75, 0.0), (-0.75, 3.0))
    becomes(page, "loss", lambda loss: loss < before - 0.5)
    button(page, "Undo").click()
    becomes(page, "loss", lambda loss: loss == before)


def test_an_end_turns_the_middle_shifts_and_so_does_the_surface(line):
    page = line()
    a, b = reading(page, "a"), reading(page, "b")
    drag(page, (0.0, b), (0.0, 1.0))
    becomes(page, "b", lambda now: abs(now - 1.0) < 0.05)
    assert reading(page, "a") == a
    drag(page, (3.0, 1.0 + 3.0 * a), (3.0, 2.5))
    becomes(page, "a", lambda now: abs(now - 0.5) < 0.05)
    drag(page, (reading(page, "a"), reading(page, "b")), (1.0, 0.0), picture=1)
    becomes(page, "a", lambda now: abs(now - 1.0) < 0.05)
    becomes(page, "b", lambda now: abs(now) < 0.05)


def test_a_click_adds_a_point_and_another_with_delete_removes_it(line):
    page = line()
    loss = reading(page, "loss")
    page.mouse.click(*place(page, 1.0, 4.2))
    becomes(page, "loss", lambda now: now != loss)
    button(page, "Remove").click()  # which waits until it can be pressed
    becomes(page, "loss", lambda now: now == loss)
    page.mouse.click(*place(page, 2.75, 2.8))
    page.keyboard.press("Delete")
    becomes(page, "loss", lambda now: now != loss)


def test_the_sliders_move_the_line(line):
    page = line()
    a = reading(page, "a")
    press_on_slider(page, "a, the slope", "ArrowRight", 5)
    becomes(page, "a", lambda now: now > a)
    slider = page.get_by_role("slider", name="a, the slope")
    told = slider.locator("xpath=..").locator(".axb-dial-value")
    until(lambda: slider.get_attribute("aria-valuetext") == told.inner_text())  # what a screen reader says
    assert told.inner_text() != f"{a:g}"


# Learning


def test_learning_makes_the_loss_fall_until_it_arrives(line):
    page = line()
    before = reading(page, "loss")
    button(page, "One step").click()
    becomes(page, "steps", lambda steps: steps == 1)
    becomes(page, "loss", lambda loss: loss < before)
    button(page, "Fast").click()
    button(page, "Let it learn").click()
    page.locator(SENTENCE, has_text="Arrived").wait_for()
    becomes(page, "loss", lambda loss: loss < 1e-4)  # numbers come with the picture, maybe a moment later
    button(page, "Let it learn").wait_for()
    button(page, "Start over").click()
    becomes(page, "steps", lambda steps: steps == 0)
    becomes(page, "loss", lambda loss: loss == before)


def test_it_can_be_paused_and_dragged_while_it_learns(line):
    page = line()
    button(page, "Let it learn").click()
    becomes(page, "steps", lambda steps: steps > 3)
    drag(page, (3.25, 3.2), (3.25, 0.0))
    steps = reading(page, "steps")
    becomes(page, "steps", lambda now: now > steps)
    button(page, "Pause").click()
    button(page, "Let it learn").wait_for()
    steps = rests(page, lambda: reading(page, "steps"))
    button(page, "One step").click()
    becomes(page, "steps", lambda now: now == steps + 1)


def test_too_high_a_rate_is_explained_with_its_limit_and_a_way_back(line):
    page = line()
    before = reading(page, "loss")
    press_on_slider(page, "Learning rate", "PageUp", 4)
    page.locator(SENTENCE, has_text=re.compile("is too high: above 0\\.264")).wait_for()
    button(page, "Let it learn").click()
    page.locator(SENTENCE, has_text="It diverged").wait_for()
    becomes(
        page, "loss", lambda loss: loss > 100 * before
    )  # numbers come with the picture, maybe a moment later
    button(page, "Go back").click()
    becomes(page, "loss", lambda loss: loss == before)


def test_another_optimizer_brings_its_hyperparameters_with_their_meanings(line):
    page = line()
    page.get_by_role("combobox", name="Optimizer").click()
    page.get_by_role("option", name="Adam", exact=True).click()
    field = page.get_by_role("spinbutton", name=re.compile("beta_1"))
    field.wait_for()
    assert page.get_by_text("the momentum in Adam").count() == 1
    field.fill("1.5")
    page.get_by_role("alert").get_by_text("Adam: beta_1 must be").wait_for()
    field.fill("0.5")
    button(page, "Fast").click()
    button(page, "Let it learn").click()
    becomes(page, "loss", lambda loss: loss < 1e-3)


def test_the_best_line_is_shown_when_asked_for(line):
    page = line()
    best = button(page, "Best line")
    assert best.get_attribute("aria-pressed") == "false"
    best.click()
    page.locator("button[aria-pressed=true]", has_text="Best line").wait_for()


# Files


def test_points_come_from_a_file_and_go_into_one(line, check_accessible, tmp_path):
    page = line()
    mine = tmp_path / "rooms.csv"
    mine.write_text("rooms,price\n2000,1\n2001,2\n2002,4\n")
    with page.expect_file_chooser() as chooser:
        button(page, "Open CSV").click()
    chooser.value.set_files(mine)
    page.get_by_text("rooms.csv: 3 points.").wait_for()
    check_accessible(page)  # this news among the rest
    page.locator(SENTENCE, has_text="steeper across than along").wait_for()
    with page.expect_download() as saved:
        button(page, "Save CSV").click()
    assert Path(saved.value.path()).read_text() == "x,y\n2000.0,1.0\n2001.0,2.0\n2002.0,4.0\n"
    button(page, "Centre and scale").click()
    becomes(page, "loss", lambda loss: loss < 10)


def test_a_file_that_can_not_be_used_is_told_in_one_sentence(line, tmp_path):
    page = line()
    before = reading(page, "loss")
    wrong = tmp_path / "wrong.csv"
    for content, told in (
        (b"1,2\n3,4\n", "must name the columns"),
        (b"x,y\n" + b"1,2\n" * 2000, "has 2,000"),
    ):
        wrong.write_bytes(content)
        page.locator("input[type=file]").set_input_files(wrong)
        page.get_by_role("alert").get_by_text(told).wait_for()
    wrong.write_bytes(b"x,y\n" + b"1,2\n" * 600_000)
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("alert").get_by_text("at most 2 MiB").wait_for()
    assert reading(page, "loss") == before


@pytest.mark.parametrize("name", ["Noisy", "An outlier", "A curve", "On a line"])
def test_points_to_start_from(line, name):
    page = line()
    button(page, name).click()
    becomes(page, "steps", lambda steps: steps == 0)
    button(page, "One step").click()
    becomes(page, "steps", lambda steps: steps == 1)


# For everyone


def test_by_keys_alone(line):
    page = line()
    before = reading(page, "loss")
    canvas = page.locator(".axb-scene canvas").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if canvas.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Insert")
    becomes(page, "loss", lambda loss: loss != before)
    added = reading(page, "loss")
    page.keyboard.press(".")
    page.keyboard.press("Shift+ArrowUp")
    becomes(page, "loss", lambda loss: loss != added)
    learn = button(page, "Let it learn")
    learn.focus()
    page.keyboard.press("Enter")
    becomes(page, "steps", lambda steps: steps > 2)


def test_in_japanese(line):
    page = line("ja")
    page.get_by_text("正方形を小さくしましょう").wait_for()
    page.get_by_role("button", name="学習させる").click()
    page.get_by_role("button", name="止める").wait_for()
    page.get_by_text("勾配をどれだけ").wait_for(state="detached")
    assert "損失" in page.locator(".axb-scene canvas").first.get_attribute("aria-label")


@every_look
def test_it_is_accessible_and_fits(line, check_accessible, look):
    check_accessible(line(*look))


def test_a_finger_drags_on_a_phone(line):
    page = line("en", "light", 360, has_touch=True, is_mobile=True)
    before = reading(page, "loss")
    page.touchscreen.tap(*place(page, 1.0, 4.2))
    becomes(page, "loss", lambda loss: loss != before)


def test_the_page_is_left_and_its_lab_with_it(line):
    page = line()
    button(page, "Let it learn").click()
    page.goto(page.url.replace("/line", "/"))
    page.wait_for_selector(".axb-door")
