"""The small network's page on the real server: learning, going back, drawing, numbers, keeping."""

import re

from axb.runs import Store
from studio import benches
from studio.benches import button, places, rests
from studio.looks import every_look
from studio.trainings import until

PLANE = 1  # the picture with the points


def opened(page, studio):
    benches.opened(page, f"{studio.url}/network")
    page.wait_for_function("document.querySelector('.axb-reading').innerText.match(/[0-9]/)")
    return page


def steps(page) -> int:
    return int(
        page.locator(".axb-reading", has_text=re.compile("Steps|ステップ"))
        .inner_text()
        .split()[-1]
        .replace(",", "")
    )


def choose(page, label, option):
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def middle_of(page, picture):
    box = page.locator(".axb-scene canvas").nth(picture).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def points_in_file(page) -> int:
    with page.expect_download() as waiting:
        button(page, "Save CSV").click()
    return len(waiting.value.path().read_text("utf-8").splitlines()) - 1


def test_it_learns_the_circles_and_can_be_paused(page, studio):
    opened(page, studio)
    button(page, "Learn").click()
    until(lambda: steps(page) > 150)
    button(page, "Pause").click()
    button(page, "Learn").wait_for()
    before = rests(page, lambda: steps(page))
    button(page, "Step").click()
    until(lambda: steps(page) == before + 1)
    button(page, "Start over").click()
    until(lambda: steps(page) == 0)


def test_time_is_rewound_by_keys(page, studio):
    opened(page, studio)
    for _ in range(12):
        button(page, "Step").click()
    until(lambda: steps(page) == 12)
    slider = page.get_by_role("slider", name="Rewind: go back to any step")
    until(lambda: (slider.get_attribute("max"), slider.input_value()) == ("12", "12"))
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    until(lambda: steps(page) == 10)
    slider.press("Home")
    until(lambda: steps(page) == 0)
    slider.press("End")
    until(lambda: steps(page) == 12)


def test_layers_and_units_change_on_the_picture_and_the_start_stays(page, studio):
    opened(page, studio)
    button(page, "Every number").click()
    page.wait_for_selector(".net-told table")
    told = page.locator(".net-told table").first.inner_text()
    button(page, "One hidden layer more").click()
    button(page, "Layer 3: one unit more").click()
    until(lambda: page.locator(".net-stepper").count() == 3)
    until(lambda: page.locator(".net-stepper .net-count").nth(2).inner_text() == "5")
    assert page.locator(".net-told table").first.inner_text() == told
    button(page, "New weights").click()
    until(lambda: page.locator(".net-told table").first.inner_text() != told)


def test_points_are_drawn_dragged_and_erased(page, studio):
    opened(page, studio)
    x, y = middle_of(page, PLANE)
    button(page, "Draw points: 2").click()
    page.mouse.click(x, y)
    until(lambda: points_in_file(page) == 301)
    until(lambda: len(places(page, "point", PLANE)) == 301)
    button(page, "Erase points").click()
    page.mouse.click(*middle_of(page, PLANE))  # the page may have scrolled for the button that saves
    until(lambda: points_in_file(page) == 300)
    button(page, "Clear").click()
    until(lambda: points_in_file(page) == 0)
    button(page, "Learn").click()
    page.get_by_text("There is nothing to learn yet").first.wait_for()


def test_a_point_is_dragged_while_it_learns(page, studio):
    opened(page, studio)
    button(page, "Draw points: inner").click()
    page.mouse.click(*middle_of(page, PLANE))
    until(lambda: len(places(page, "point", PLANE)) == 301)
    at = places(page, "point", PLANE)[-1]
    button(page, "Choose and drag points").click()
    button(page, "Learn").click()
    until(lambda: steps(page) > 5)
    x, y = middle_of(page, PLANE)
    page.mouse.move(x, y)
    page.mouse.down()
    before = steps(page)
    for place in range(20):
        page.mouse.move(x + 3 * place, y - 2 * place)
        page.wait_for_timeout(20)
    page.mouse.up()
    until(lambda: places(page, "point", PLANE)[-1] != at)
    until(lambda: steps(page) > before)
    assert button(page, "Pause").is_visible()


def test_a_table_is_opened_and_a_wrong_one_refused(page, studio):
    opened(page, studio)
    rows = "".join(f"{i % 9},{i // 9},{'yes' if i % 9 > 4 else 'no'}\n" for i in range(81))
    files = page.locator(".q-uploader__input")
    files.set_input_files(
        {"name": "wide.csv", "mimeType": "text/csv", "buffer": b"a,b,c,d\n" + b"1,2,3,yes\n4,5,6,no\n" * 9}
    )
    page.get_by_text("beside d there are: a, b, c").first.wait_for()
    files.set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": f"age,pay,buys\n{rows}".encode()}
    )
    page.get_by_text("people.csv: 81 points.").first.wait_for()
    button(page, "Draw points: yes").wait_for()
    assert points_in_file(page) == 81


def test_numbers_that_are_none_are_explained_and_mended(page, studio):
    opened(page, studio)
    page.locator(".net-preset", has_text="Slope").click()
    choose(page, "Optimizer", "SGD")
    choose(page, "Activation", "linear")
    choose(page, "Learning rate", "10")
    button(page, "Learn").click()
    page.get_by_text("the numbers grew beyond").wait_for()
    button(page, "Rewind and lower the rate").click()
    page.get_by_text("the numbers grew beyond").wait_for(state="hidden")
    until(lambda: page.get_by_label("Learning rate", exact=True).input_value() == "1")


def test_a_unit_that_is_clicked_tells_its_numbers(page, studio):
    opened(page, studio)
    box = page.locator(".axb-scene canvas").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 13.7 / 16, box["y"] + box["height"] / 2)  # the output
    page.get_by_text("From this weight 1 path").wait_for()
    page.get_by_text("All units at this point").click()
    assert page.locator(".net-all table").count() == 3
    choose(page, "Unit", "hidden layer 1, unit 3")
    page.get_by_text("From this weight 4 path").wait_for()


def test_what_is_kept_is_a_run(page, studio):
    opened(page, studio)
    for _ in range(3):
        button(page, "Step").click()
    until(lambda: steps(page) == 3)
    button(page, "Keep this").click()
    link = page.get_by_role("link", name="Kept as network-circles")
    link.wait_for()
    name = link.get_attribute("href").removeprefix("/run/")
    with Store(studio.home / "runs.sqlite3") as store:
        run = store.open(name)
        assert run.status == "stopped"
        assert (run.folder / "circles.csv").is_file()
    link.click()
    page.wait_for_url(f"**/run/{name}")


@every_look
def test_it_is_accessible_and_fits(new_page, studio, check_accessible, look):
    page = opened(new_page(*look), studio)
    page.locator(".net-numbers button").first.click()
    page.wait_for_selector(".net-told table")
    page.locator(".net-more .q-item").click()
    check_accessible(page)


def test_by_keys_alone_it_learns(page, studio):
    opened(page, studio)
    for _ in range(30):
        page.keyboard.press("Tab")
        if "Learn" in page.evaluate("document.activeElement.innerText || ''"):
            break
    page.keyboard.press("Enter")
    until(lambda: steps(page) > 5)
