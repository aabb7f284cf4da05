"""An experiment on its page: chosen, seen live, stopped, killed and gone on with, found again as it was left."""

import os
import re
import signal
from urllib.parse import urlencode

import pytest

from axb.labs.asking import ERRANDS, ask
from axb.labs.catalogue import EXPERIMENTS, experiment
from studio.looks import every_look
from studio.saving import is_slide, saved
from studio.trainings import until

QUICK = {
    "recipes": "plain+tanh",
    "depths": "2-3",
    "seeds": "1",
    "epochs": "1",
    "data": "digits",
    "width": "4",
}
LONG = {**QUICK, "recipes": "plain+he+tanh+relu", "depths": "2-10-20-30", "epochs": "200"}
LATER = 240_000  # milliseconds that a process may take to begin on a busy machine


@pytest.fixture
def labs(monkeypatch):
    """Whatever is asked for in that home ends with the test."""

    def use(home):
        monkeypatch.setenv("AXB_HOME", str(home))
        monkeypatch.setenv("OMP_NUM_THREADS", "1")

    yield use
    for one in ERRANDS.alive():
        ERRANDS.stop(one.name)
    until(lambda: not ERRANDS.alive())


@pytest.fixture(scope="module")
def done(studio):
    """A small experiment that has ended, for all who only look; its query."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AXB_HOME", str(studio.home))
        one = experiment("vanishing")
        one.run(one.plan("class", {**QUICK, "width": "5"}))
    return urlencode({**QUICK, "width": "5"})


def kept(options):
    one = experiment("vanishing")
    return len(one.kept(one.plan("class", options)))


def address(url, options):
    return f"{url}/lab/vanishing?{urlencode(options)}"


def told(page, sentence, least):
    """The number that the page says, once it says one that is so high."""

    def now():
        found = re.search(sentence, page.locator("body").inner_text())
        return int(found[1]) if found else 0

    until(lambda: now() >= least, LATER / 1000)
    return now()


def test_from_the_first_page_to_an_experiment_that_is_chosen_and_trained(page, studio, labs):
    labs(studio.home)
    page.goto(studio.url)
    page.get_by_role("link", name="Experiments").first.click()
    page.get_by_role("link", name="The vanishing gradient").click()
    page.get_by_text("Nothing has been trained yet").wait_for()
    page.get_by_text("14 trainings · about a minute").wait_for()
    page.get_by_role("button", name="Full").click()
    page.get_by_text("28 trainings · up to half an hour").wait_for()
    page.get_by_text("axb lab vanishing --preset full", exact=True).wait_for()
    page.goto(address(studio.url, QUICK))
    page.get_by_text(
        "axb lab vanishing:data=digits,recipes=plain+tanh,depths=2-3,width=4,seeds=1,epochs=1"
    ).wait_for()
    page.get_by_role("combobox", name="Epochs").click()
    page.get_by_role("option", name="2", exact=True).click()
    page.get_by_text(
        "axb lab vanishing:data=digits,recipes=plain+tanh,depths=2-3,width=4,seeds=1,epochs=2"
    ).wait_for()
    page.get_by_role("button", name="Start").click()
    page.get_by_text("All 4 trainings are done").wait_for(timeout=LATER)
    page.get_by_text("It does not follow").wait_for()
    until(lambda: page.locator(".axb-lab-table tbody tr").count() == 4)
    page.get_by_role("button", name="Start").wait_for(state="hidden")
    assert kept({**QUICK, "epochs": "2"}) == 4
    page.goto(f"{studio.url}/lab/vanishing")  # what was asked for last is there at once
    page.get_by_text("All 4 trainings are done").wait_for()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_whoever_is_killed_nothing_is_lost_and_it_goes_on(page, own_studio, labs):
    studio = own_studio()
    labs(studio.home)
    page.goto(address(studio.url, LONG))
    page.get_by_role("button", name="Start").click()
    first = told(page, r"Training: (\d+) of 16 done", 1)
    until(lambda: page.locator(".axb-lab-table tbody tr").count() >= first)
    studio.restart(kill=True)
    page.goto(f"{studio.url}/lab/vanishing")
    again = told(page, r"Training: (\d+) of 16 done", first)  # it went on learning meanwhile
    os.kill(ERRANDS.find("vanishing").pid, signal.SIGKILL)
    died = told(page, r"Its process died: (\d+) of 16 trainings are done, and kept", again)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("learning now").wait_for(timeout=LATER)
    page.get_by_role("button", name="Stop").click()
    told(page, r"Stopped: (\d+) of 16 trainings are done, and kept", died)


def test_one_at_a_time_and_who_chose_something_else_is_told(page, studio, labs):
    labs(studio.home)
    ask("vanishing", "class", LONG)
    page.goto(address(studio.url, {**QUICK, "width": "6"}))
    page.get_by_text("Something else is being trained: vanishing:recipes=plain+he+tanh+relu").wait_for()
    page.get_by_role("button", name="Start").wait_for(state="hidden")
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Nothing has been trained yet").wait_for(timeout=LATER)
    page.get_by_role("button", name="Start").wait_for()


def test_what_was_found_is_saved_for_a_slide_and_as_a_table(page, studio, done):
    page.goto(f"{studio.url}/lab/vanishing?{done}")
    page.get_by_text("All 4 trainings are done").wait_for()
    name, data = saved(page, "Save for a slide")
    assert name == "vanishing.png"
    assert is_slide(data)
    name, data = saved(page, "Save the table")
    assert name == "vanishing.csv"
    assert data.decode().count("\n") == 5


def test_rubbish_gets_a_sentence(page, studio, done):
    for query, words in (
        ("nothing", "axb lab runs vanishing"),
        ("vanishing?depths=x", "depths must be a whole number"),
        ("vanishing?color=red", "color"),
        ("vanishing?preset=tiny", "class, full; got 'tiny'"),
    ):
        page.goto(f"{studio.url}/lab/{query}")
        page.get_by_text(words).first.wait_for()
    page.get_by_role("link", name="All experiments").click()
    page.wait_for_url("**/lab")


def test_its_lesson_leads_to_it(page, studio):
    page.goto(studio.url + "/lessons/depth/1")
    page.get_by_role("link", name="The whole experiment").click()
    page.wait_for_url("**/lab/vanishing")


@every_look
def test_everybody_can_use_it(new_page, studio, check_accessible, look, done):
    page = new_page(*look)
    page.goto(studio.url + "/lab")
    page.locator("a.axb-card").first.wait_for()
    assert page.locator("a.axb-card").count() == len(EXPERIMENTS)
    check_accessible(page)
    page.goto(f"{studio.url}/lab/vanishing?{done}")
    page.locator(".axb-lab-table tbody tr").first.wait_for()
    page.locator(".axb-scene[data-frames]").first.wait_for()
    check_accessible(page)
