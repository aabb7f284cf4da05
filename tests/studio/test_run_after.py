"""What one does with a trained run, on the real page."""

import io
import re
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from axb.data import load
from studio.looks import every_look
from studio.saving import is_slide, saved
from studio.trainings import trained

INK = """() => {
  const { data } = document.querySelector(".axb-pad canvas").getContext("2d").getImageData(0, 0, 256, 256);
  return data.reduce((most, value, place) => place % 4 ? most : Math.max(most, value), 0);
}"""
SEVEN = ((0.3, 0.2), (0.7, 0.2), (0.45, 0.85))
TABS = {"en": ("Try it", "Right and wrong", "Look inside"), "ja": ("試す", "正解と間違い", "中を見る")}
SHOWN = (".axb-bars > div", ".axb-right .heatmaplayer image", ".axb-maps img")  # when all of a tab is there
RUNS = {
    "after-digits": ("mlp", "digits", "--epochs", "12"),
    "after-moons": ("mlp:hidden=16", "moons:n=200"),
    "after-line": ("line", "line"),
    "after-cnn": ("cnn:filters=4", "digits", "--epochs", "2"),
    "after-resnet": ("resnet:depth=8,width=0.25", "digits", "--epochs", "1"),
}


@pytest.fixture(scope="module")
def runs(studio):
    return trained(studio, RUNS)


def open_run(page, studio, name="after-digits"):
    page.goto(f"{studio.url}/run/{name}")
    page.wait_for_selector(".axb-answer-head:not(:empty)")
    page.wait_for_function("!document.querySelector('.axb-after .q-spinner')")


def headline(page):
    return page.locator(".axb-answer-head").inner_text()


def another_headline(page, than):
    """The first that is another one."""
    other = "than => document.querySelector('.axb-answer-head').innerText !== than"
    page.wait_for_function(other, arg=than)
    return headline(page)


def says(page, begin):
    page.wait_for_function(
        "begin => document.querySelector('.axb-answer-head').innerText.startsWith(begin)", arg=begin
    )


def draw(page, stroke):
    """With the mouse, like a hand."""
    page.locator(".axb-pad").scroll_into_view_if_needed()
    page.locator(".axb-pad canvas").evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = page.locator(".axb-pad canvas").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=12)
    page.mouse.up()


def emptied(page):
    """Wait until nothing is drawn, and nothing is said of what was drawn before."""
    says(page, "Draw here")
    page.wait_for_timeout(500)  # in which an answer that is late would come
    says(page, "Draw here")
    assert page.locator(".axb-bars > div").count() == 0


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def png(picture, times=20):
    """(H, W, 1) as the file of a big picture."""
    file = io.BytesIO()
    Image.fromarray(picture[..., 0].repeat(times, 0).repeat(times, 1)).save(file, "PNG")
    return {"name": "picture.png", "mimeType": "image/png", "buffer": file.getvalue()}


def test_the_prediction_follows_the_pen(page, runs):
    open_run(page, runs)
    assert page.get_by_text("Draw here").is_visible()
    draw(page, SEVEN)
    says(page, "7")
    assert not page.get_by_text("Draw here").is_visible()
    assert page.get_by_text("8 × 8 pixels").is_visible()
    assert page.locator(".axb-bars > div").count() == 10
    page.locator(".axb-bars > div:nth-child(8).axb-best").wait_for()
    page.get_by_role("button", name="Clear").click()
    emptied(page)


def test_it_follows_while_the_pen_is_still_down(page, runs):
    open_run(page, runs)
    page.locator(".axb-pad canvas").evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = page.locator(".axb-pad canvas").bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    for x, y in SEVEN[1:]:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=10)
    says(page, "7")
    seven = headline(page)
    for x, y in ((0.3, 0.85), (0.7, 0.85)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=10)
    assert another_headline(page, seven)
    page.mouse.up()


def test_the_eraser_rubs_out(page, runs):
    open_run(page, runs)
    draw(page, SEVEN)
    says(page, "7")
    page.get_by_role("group", name="Pens").get_by_text("Eraser").click()
    page.wait_for_function("getElement(Number(document.querySelector('.axb-pad').id.slice(1))).rubs")
    draw(page, SEVEN)
    page.wait_for_function(f"({INK})() < 60")


def test_one_can_draw_with_keys_alone(page, runs):
    open_run(page, runs)
    page.locator(".axb-pad canvas").focus()
    for _ in range(7):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    says(page, "1")
    page.keyboard.press("Escape")
    emptied(page)


def test_a_finger_draws(new_page, runs):
    page = new_page(width=360, has_touch=True)
    open_run(page, runs)
    page.locator(".axb-pad canvas").evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = page.locator(".axb-pad canvas").bounding_box()
    client = page.context.new_cdp_session(page)
    places = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in SEVEN]
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": places[:1]})
    for begin, end in pairwise(places):
        for part in np.linspace(0, 1, 10):
            at = {axis: begin[axis] + part * (end[axis] - begin[axis]) for axis in "xy"}
            client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    says(page, "7")


def test_a_test_picture_opened_as_a_file_gets_the_answer_of_the_array(page, runs):
    digits = load("digits")
    open_run(page, runs)
    for number in (1, 2, 3):
        field = page.get_by_role("spinbutton", name="Test example").first
        field.fill(str(number))
        field.press("Enter")
        page.wait_for_function(
            "n => document.querySelector('.axb-answer .axb-muted').innerText.endsWith(n)",
            arg=str(digits.y_test[number - 1]),
        )
        said = headline(page)
        page.locator("input[type=file]").first.set_input_files(png(digits.x_test[number - 1]))
        page.wait_for_function("document.querySelector('.axb-answer .axb-muted').innerText === ''")
        assert headline(page) == said


def test_a_picture_can_be_dropped_on_the_sheet(page, runs):
    digits = load("digits")
    open_run(page, runs)
    data = list(png(digits.x_test[5])["buffer"])
    page.locator(".axb-pad canvas").evaluate("""(canvas, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], "digit.png", { type: "image/png" }));
      canvas.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""", data)  # fmt: skip
    page.wait_for_function("document.querySelector('.axb-answer .axb-muted').innerText === ''")
    assert re.match(r"\d \(\d+%\)", headline(page))


@pytest.mark.parametrize(
    ("language", "says"), [("en", "can't be read as a picture"), ("ja", "画像として読めない")]
)
def test_what_is_no_picture_is_refused_in_a_sentence(new_page, runs, language, says):
    page = new_page(language)
    open_run(page, runs)
    broken = {"name": "x.png", "mimeType": "image/png", "buffer": b"no picture at all"}
    page.locator("input[type=file]").first.set_input_files(broken)
    page.get_by_role("alert").get_by_text(says).wait_for()


def test_a_cell_of_the_confusion_matrix_shows_its_pictures(page, runs):
    open_run(page, runs)
    tab(page, "Right and wrong")
    page.wait_for_selector(".js-plotly-plot .heatmaplayer image")
    page.locator(".axb-right .draglayer").scroll_into_view_if_needed()
    area = page.locator(".axb-right .nsewdrag").bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.05, area["y"] + area["height"] * 0.05)
    page.wait_for_function("document.querySelector('.axb-right .js-plotly-plot')._hoverdata?.length")
    page.mouse.down()
    page.mouse.up()
    page.get_by_text("0, and taken for 0:").wait_for()
    count = int(page.get_by_text("0, and taken for 0:").inner_text().rsplit(" ", 1)[1])
    assert page.locator(".axb-example").count() == min(count, 24) > 20
    page.locator(".axb-example").first.click()
    page.get_by_text("It really is: 0").wait_for()


def test_the_same_is_reached_by_keys(page, runs):
    open_run(page, runs)
    tab(page, "Right and wrong")
    page.get_by_label("It really is").first.focus()
    for label in ("It really is", "Taken for"):
        page.keyboard.press("Enter")
        page.get_by_role("listbox").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.get_by_role("listbox").wait_for(state="hidden")
        page.wait_for_function("label => document.activeElement.ariaLabel === label", arg=label)
        page.keyboard.press("Tab")
    page.get_by_text(re.compile(r"(\d), and taken for \1: \d+")).wait_for()
    page.get_by_role("button", name="Worst mistakes").click()
    page.get_by_text("The mistakes it was surest of").wait_for()
    page.wait_for_selector(".axb-example")


def test_filters_and_feature_maps_of_what_was_drawn(page, runs):
    open_run(page, runs, "after-cnn")
    draw(page, SEVEN)
    page.wait_for_function("document.querySelector('.axb-answer .axb-muted').innerText === ''")
    tab(page, "Look inside")
    page.get_by_text("Filters of conv2d: 4 of 3 × 3").wait_for()
    page.wait_for_selector(".axb-maps img")
    assert page.locator(".axb-tiles-small").first.locator("img").count() == 4
    drawn = page.locator(".axb-panels img.axb-seen").last.get_attribute("src")
    page.get_by_role("button", name="Next test example").last.click()
    page.wait_for_function(
        "old => [...document.querySelectorAll('img.axb-seen')].at(-1).src !== old", arg=drawn
    )
    assert "conv2d Conv2D, 6 × 6 × 4" in page.locator(".axb-maps").inner_text()


def test_inside_are_the_fields_what_the_last_layer_is_told_and_the_loss_around(page, runs):
    open_run(page, runs, "after-cnn")
    tab(page, "Look inside")
    page.get_by_text("What one unit in the middle of each layer can see").wait_for()
    page.locator(".axb-captioned figure").nth(1).wait_for()
    assert "conv2d" in page.locator(".axb-captioned figcaption").first.inner_text()
    page.get_by_text("test examples, as what comes into").wait_for()
    page.locator(".axb-embedding[data-frames]").wait_for()
    page.get_by_role("button", name="Measure it").click()
    page.get_by_text("Measuring the loss around the weights").wait_for()
    page.get_by_text("From the trained weights (dot)").wait_for(timeout=240_000)
    page.locator(".axb-panels .contourlayer path").first.wait_for()
    name, data = saved(page, "Save for a slide", 3)
    assert name == "after-cnn-landscape.png"
    assert is_slide(data)


def test_the_network_is_drawn_and_saved(page, runs):
    open_run(page, runs, "after-resnet")
    tab(page, "Look inside")
    page.locator(".axb-graph svg").wait_for()
    assert page.locator(".axb-graph svg text", has_text="ResidualBlock").count() == 3
    assert (
        page.locator(".axb-graph svg polyline").count() == page.locator(".axb-graph rect[rx='5']").count() - 1
    )
    name, data = saved(page, "Save for a slide", 1)
    assert name == "after-resnet-network.png"
    assert is_slide(data)


def test_runs_that_are_compared_have_one_scale(page, runs):
    page.goto(f"{runs.url}/runs/compare?run=after-moons&run=after-digits")
    page.get_by_role("button", name="Measure it").click()
    page.locator(".contourlayer").nth(1).wait_for(timeout=240_000)
    assert page.locator(".infolayer .colorbar").count() == 1
    name, _ = saved(page, "Save for a slide", 1)
    assert name == "after-moons-after-digits-landscape.png"


def test_the_way_through_the_network_and_into_a_composite_part(page, runs):
    open_run(page, runs, "after-resnet")
    tab(page, "Look inside")
    page.wait_for_selector(".axb-way .axb-scene[data-frames]")
    page.get_by_text("What each part makes of this picture").wait_for()
    page.wait_for_selector(".axb-maps img")
    assert "residual_block ResidualBlock, 8 × 8 × 4" in page.locator(".axb-maps").inner_text()
    assert "residual_block.add" not in page.locator(".axb-maps").inner_text()
    page.get_by_text(re.compile(r"^Inside residual_block: \d+ parts")).click()
    page.get_by_text("residual_block.add").wait_for()
    page.wait_for_function("document.querySelectorAll('.axb-way .axb-scene[data-frames]').length === 2")


def test_a_tap_on_the_plane_predicts(page, runs):
    open_run(page, runs, "after-moons")
    before = page.get_by_label("x1").input_value()
    plane = page.locator(".axb-after .axb-scene canvas")
    plane.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = plane.bounding_box()
    for place, name in (((0.2, 0.15), "upper"), ((0.85, 0.8), "lower")):
        page.mouse.click(box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])
        page.wait_for_function("old => document.querySelector('[aria-label=x1]').value !== old", arg=before)
        says(page, name)
        before = page.get_by_label("x1").input_value()


def test_numbers_can_be_typed(page, runs):
    open_run(page, runs, "after-line")
    field = page.get_by_label("x", exact=True)
    said = []
    for x in (0, 1):
        before = headline(page)
        field.fill(str(x))
        field.press("Enter")
        said.append(float(another_headline(page, before).split(" = ")[1]))
    assert said[1] - said[0] == pytest.approx(2, abs=0.2)  # the line's slope
    tab(page, "Right and wrong")
    page.get_by_text("test examples").first.wait_for()


def test_thirty_hands_at_once_leave_the_page_quick(page, runs):
    """Ink comes faster than it is judged: only the newest counts, and the page answers."""
    open_run(page, runs)
    draw(page, [(0.2 + 0.6 * (i % 2), 0.1 + 0.02 * i) for i in range(40)])
    draw(page, SEVEN)
    page.get_by_role("button", name="Clear").click()
    emptied(page)


@every_look
def test_the_tabs_are_accessible(new_page, runs, check_accessible, look):
    page = new_page(*look)
    open_run(page, runs)
    for name, shown in zip(TABS[look[0]], SHOWN, strict=True):
        tab(page, name)
        page.locator(shown).first.wait_for()
        check_accessible(page)
    page.get_by_text({"en": "Feature maps", "ja": "特徴マップ"}[look[0]]).first.wait_for()


def test_its_figures_are_saved_for_slides(page, runs):
    open_run(page, runs)
    page.locator(".axb-plot .main-svg").first.wait_for()
    name, data = saved(page, "Save for a slide")
    assert name == "after-digits-curves.png"
    assert is_slide(data)
    tab(page, "Right and wrong")
    page.locator(".axb-right .heatmaplayer image").first.wait_for()
    name, data = saved(page, "Save for a slide", 1)
    assert name == "after-digits-test.png"
    assert is_slide(data)
