"""A race put together, watched, stopped and gone on with on its page."""

import os
import re
import signal

import pytest

from axb.jobs import Job
from axb.jobs.racing import asking
from axb.races.domains import Choices
from axb.runs import Store
from studio.looks import every_look
from studio.saving import is_slide, saved
from studio.trainings import until

LATER = 240_000  # milliseconds that many trainings may take on a busy machine
RATES = {"optimizer": Choices(("adam", "sgd")), "learning_rate": Choices((0.001, 0.1))}
QUICK, ENDLESS = Job("mlp:hidden=8", "digits", epochs=2), Job("mlp:hidden=8", "digits", epochs=100_000)


@pytest.fixture
def races(studio, monkeypatch):
    """Asks for races in the studio's own store; all of them end with the test."""
    monkeypatch.setenv("AXB_HOME", str(studio.home))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    yield lambda job=QUICK, seeds=2: asking.ask(job, RATES, seeds)
    for one in asking.alive():
        asking.stop(one.name)
    until(lambda: not asking.alive())


@pytest.fixture(scope="module")
def over(studio):
    """A race that has ended, for all who only look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AXB_HOME", str(studio.home))
        name = asking.ask(QUICK, RATES, 2)
        until(lambda: asking.find(name).status == "finished")
    return name


def ended(studio, name):
    """How many trainings of a race have."""
    with Store(studio.home / "runs.sqlite3") as store:
        return sum(run.config.get("race") == name and run.status == "finished" for run in store.runs())


def values(page, place):
    return page.get_by_role("textbox", name="Values").nth(place)


def test_a_race_from_the_first_click_to_its_verdict(page, studio, races):
    page.goto(studio.url)
    page.get_by_role("link", name="Race", exact=True).first.click()
    page.get_by_text("16 settings × 5 seeds = 80 trainings").wait_for()
    values(page, 0).fill("adam, sgd")
    page.get_by_text("8 settings × 5 seeds = 40 trainings").wait_for()
    page.get_by_role("slider", name="Seeds").press("Home")
    page.get_by_role("slider", name="Seeds").press("ArrowRight")
    page.get_by_role("slider", name="Epochs").press("Home")
    page.get_by_text("8 settings × 2 seeds = 16 trainings").wait_for()
    page.get_by_role("button", name="Race", exact=True).click()
    page.wait_for_url("**/race/race-mlp-digits-*")
    page.get_by_text("8 settings × 2 seeds = 16 trainings").wait_for()
    page.locator(".axb-plot .main-svg").first.wait_for(timeout=LATER)
    page.get_by_text("The race is over: all 16 trainings have ended").wait_for(timeout=LATER)
    page.get_by_text("Paired t-test of the best against the next over 2 seeds").wait_for()
    page.get_by_text("optimizer=adam learning_rate=0.01").first.wait_for()
    until(lambda: page.locator(".axb-standing tbody tr").count() == 8)
    page.locator(".axb-standing a").first.click()
    page.wait_for_url("**/run/race-mlp-digits-*")


def test_what_is_equal_is_chosen(page, studio, races):
    page.goto(studio.url + "/race")
    start = page.get_by_role("button", name="Race", exact=True)
    page.get_by_text("Every training learns from the same batches").wait_for()
    page.get_by_role("button", name="Equal time").click()
    page.get_by_text("what computes longer takes fewer steps").wait_for()
    page.get_by_role("slider", name="Epochs").wait_for(state="hidden")
    page.get_by_role("slider", name="Seconds").press("Home")
    page.get_by_text("Seconds: 1", exact=True).wait_for()
    start.click()
    page.wait_for_url("**/race/race-mlp-digits-*")
    asked = asking.find(page.url.rpartition("/")[2])
    assert (asked.job["seconds"], asked.job["epochs"], asked.halving) == (1, None, None)
    page.goto(studio.url + "/race")
    page.get_by_role("button", name="The best third goes on").click()
    page.get_by_role("slider", name="Epochs").press("Home")
    page.get_by_text("Epochs: 1", exact=True).wait_for()
    start.click()
    page.get_by_text("halving=3 needs at least").wait_for()
    for _ in range(8):
        page.get_by_role("slider", name="Epochs").press("ArrowRight")
    start.click()
    page.wait_for_url("**/race/race-mlp-digits-*")
    asked = asking.find(page.url.rpartition("/")[2])
    assert (asked.job["seconds"], asked.job["epochs"], asked.halving) == (None, 9, 3)


def test_rubbish_is_told_at_its_row_while_it_is_typed(page, studio):
    page.goto(studio.url + "/race")
    start = page.get_by_role("button", name="Race", exact=True)
    values(page, 1).fill("1..x")
    page.get_by_text("NAME=LOW..HIGH").wait_for()
    until(start.is_disabled)
    values(page, 1).fill("0.1, -1")
    page.get_by_text("learning rate must be > 0; got -1").wait_for()
    until(start.is_disabled)
    values(page, 1).fill("")
    page.get_by_text("learning_rate needs at least one value").wait_for()
    values(page, 1).fill("0.1, 0.2")
    page.get_by_text("8 settings × 5 seeds = 40 trainings").wait_for()
    until(start.is_enabled)


def test_rows_come_and_go(page, studio):
    page.goto(studio.url + "/race")
    page.get_by_role("button", name="Vary something else too").click()
    page.get_by_role("combobox", name="What is varied").nth(2).click()
    page.get_by_role("option", name="hidden · network").click()
    page.get_by_text("How many units each hidden layer has").wait_for()
    page.get_by_text("48 settings × 5 seeds").wait_for()
    page.get_by_role("button", name="Logistic regression").click()  # which has no hidden layers
    page.get_by_text("How many units each hidden layer has").wait_for(state="detached")
    page.get_by_text("16 settings × 5 seeds").wait_for()
    page.get_by_role("button", name="Do not vary optimizer").click()
    page.get_by_text("4 settings × 5 seeds = 20 trainings").wait_for()


def test_stopped_and_gone_on_with(page, studio, races):
    name = races(ENDLESS)
    page.goto(f"{studio.url}/race/{name}")
    page.locator(".axb-plot .main-svg").first.wait_for(timeout=LATER)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped: 0 of 8 trainings have ended").wait_for(timeout=LATER)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Racing: 0 of 8").wait_for(timeout=LATER)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_killed_it_says_so_and_goes_on_to_its_end(page, studio, races):
    name = races(Job("mlp:hidden=8", "digits", epochs=40), 3)
    page.goto(f"{studio.url}/race/{name}")
    page.get_by_text(re.compile(r"Racing: \d of 12")).wait_for(timeout=LATER)
    until(lambda: ended(studio, name) >= 4)
    os.kill(asking.find(name).pid, signal.SIGKILL)
    page.get_by_text("It can go on").wait_for(timeout=LATER)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("The race is over: all 12 trainings have ended").wait_for(timeout=LATER)


def test_seeds_that_would_tell_are_added(page, studio, races):
    name = races(QUICK, 1)
    page.goto(f"{studio.url}/race/{name}")
    page.get_by_text("One seed says nothing of chance").wait_for(timeout=LATER)
    page.get_by_role("button", name="Add 2 seeds").click()
    page.get_by_text("The race is over: all 12 trainings have ended").wait_for(timeout=LATER)
    page.get_by_text("Paired t-test of the best against the next over 3 seeds").wait_for()


def test_what_cannot_be_trained_fails_in_one_sentence(page, studio, races):
    name = asking.ask(Job("mlp", "nowhere.csv:target=y"), RATES, 1)
    page.goto(f"{studio.url}/race/{name}")
    page.get_by_text("It could not go on: ").wait_for(timeout=LATER)


def test_a_race_that_is_not_there_is_told(page, studio, over):
    page.goto(studio.url + "/race/nothing-1")
    page.get_by_text("There is no race called 'nothing-1'").wait_for()
    page.get_by_role("link", name="All races").click()
    page.get_by_role("link", name=over).click()
    page.wait_for_url(f"**/race/{over}")


def test_both_figures_go_on_slides(page, studio, over):
    page.goto(f"{studio.url}/race/{over}")
    page.locator(".axb-plot .main-svg").nth(1).wait_for(timeout=LATER)
    for place, kind in enumerate(("curves", "standing")):
        name, data = saved(page, "Save for a slide", place)
        assert name == f"{over}-{kind}.png"
        assert is_slide(data)


def test_in_japanese(new_page, studio, over):
    page = new_page("ja")
    page.goto(f"{studio.url}/race/{over}")
    page.get_by_text("レースが終わりました").wait_for(timeout=LATER)
    page.get_by_text("乱塊法でのテューキーの検定").wait_for()
    page.get_by_text("エポックごと").first.wait_for()
    page.get_by_role("link", name="ほかのレースを走らせる").click()
    page.get_by_text("16 設定 × 5 シード = 学習 80 回").wait_for()
    page.get_by_role("textbox", name="値").nth(1).fill("")
    page.get_by_text("値が 1 つ以上必要").wait_for()


def test_by_keys_alone(page, studio, races):
    page.goto(studio.url + "/race")
    page.get_by_text("16 settings × 5 seeds").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").endswith("Race") and page.evaluate(
            "document.activeElement.tagName == 'BUTTON'"
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/race/race-*")


@every_look
def test_everybody_can_put_one_together(new_page, studio, check_accessible, look):
    page = new_page(*look)
    page.goto(studio.url + "/race")
    page.get_by_text({"en": "16 settings", "ja": "16 設定"}[look[0]]).wait_for()
    page.get_by_role("textbox", name={"en": "Values", "ja": "値"}[look[0]]).nth(1).fill("1..x")
    page.locator(".axb-vary-problem").nth(1).wait_for()
    check_accessible(page)


@every_look
def test_everybody_can_look_at_one(new_page, studio, over, check_accessible, look):
    page = new_page(*look)
    page.goto(f"{studio.url}/race/{over}")
    page.locator(".axb-plot .main-svg").nth(1).wait_for(timeout=LATER)
    check_accessible(page)
