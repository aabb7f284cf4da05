"""Searching for hyperparameters on a page: live, stopped without loss, gone on with."""

import os

import pytest

from axb.jobs import Job
from axb.jobs.sweeping import results
from axb.jobs.sweeping.apart import Asked, begin
from axb.jobs.sweeping.sessions import ask_to_end, at_work
from axb.jobs.sweeping.shelf import sweeps
from studio.looks import every_look
from studio.trainings import until

QUICK = Job("mlp:hidden=8", "digits", epochs=1)
LONG = Job("mlp:hidden=8", "spiral:n=200", epochs=100_000)
VARY = ["learning_rate=1e-3..1"]
LATER = 240_000  # milliseconds that processes may take to begin on a busy machine


@pytest.fixture(autouse=True)
def searches(studio, monkeypatch):
    """In the studio's home; all of them end with the test."""
    monkeypatch.setenv("AXB_HOME", str(studio.home))
    yield
    for name in sweeps():
        ask_to_end(name)
    until(lambda: not at_work())


@pytest.fixture(scope="module")
def done(studio):
    """A small search that has ended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AXB_HOME", str(studio.home))
        name = begin(Asked(QUICK, VARY, trials=11)).name
        until(lambda: not at_work())
    return name


def fill(page, label, value):
    """And leave the field, which sends what was typed."""
    page.get_by_label(label, exact=True).fill(value)
    page.get_by_label(label, exact=True).press("Tab")


def test_a_search_is_started_seen_live_and_its_best_opens_its_run_and_is_tested(page, studio):
    page.goto(studio.url + "/sweep")
    fill(page, "Epochs of a trial", "1")
    fill(page, "Minutes", "5")
    fill(page, "Trials", "12")
    line = (
        "axb sweep mlp digits --vary learning_rate=0.0001..1 --vary hidden=16,64,256 --epochs 1 --minutes 5"
    )
    page.get_by_text(f"{line} --trials 12", exact=True).wait_for()
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/sweep/sweep-mlp-digits-*", timeout=LATER)
    name = page.url.rsplit("/", 1)[1]
    page.get_by_text("so far", exact=False).first.wait_for(timeout=LATER)
    page.locator(".axb-plot .scatterlayer .point").first.wait_for(timeout=LATER)
    page.get_by_text("finished 12 · pruned 0 · running 0").wait_for(timeout=LATER)
    page.get_by_text("What decides whether a trial is among the best").wait_for()
    found = results(name)
    assert len(found.trials) == 12
    best = page.locator(".axb-best tbody tr").first
    until(lambda: f"{found.best.score:.1%}" in best.inner_text())
    until(lambda: best.get_by_role("link").get_attribute("href") == f"/run/{found.best.run}")
    page.get_by_role("button", name="Final: test the best, once").click()
    page.wait_for_url(f"**/run/{found.best.run}")
    page.get_by_text("right on the test part").wait_for(timeout=LATER)
    page.goto(f"{studio.url}/sweep/{name}")
    page.get_by_text("Tested: accuracy").wait_for()
    page.get_by_role("button", name="Final").wait_for(state="hidden")
    page.locator(".axb-best tbody tr").first.get_by_role("link").click()
    page.wait_for_url(f"**/run/{found.best.run}")


def test_a_dot_opens_its_run(page, studio, done):
    page.goto(f"{studio.url}/sweep/{done}")
    page.locator(".axb-plot .main-svg").first.wait_for()
    page.wait_for_timeout(500)
    star = page.locator(".axb-plot").first.locator(".scatterlayer .point").last.bounding_box()
    page.mouse.move(star["x"] + star["width"] / 2, star["y"] + star["height"] / 2)
    page.mouse.move(star["x"] + star["width"] / 2 + 1, star["y"] + star["height"] / 2)
    page.wait_for_function("document.querySelector('.axb-plot')._hoverdata?.length")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(f"**/run/{results(done).best.run}")


def test_it_is_stopped_without_loss_and_goes_on_while_nobody_looks(page, studio):
    name = begin(Asked(LONG, VARY, minutes=30)).name
    page.goto(f"{studio.url}/sweep/{name}")
    page.get_by_text("Searching: the first trials are being trained").wait_for()
    until(lambda: results(name).count("running"))
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("No trial has been trained to its end yet").wait_for(timeout=LATER)
    assert results(name).count("waiting")
    fill(page, "More minutes", "0")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("More minutes must be a number > 0; got 0.").wait_for()
    fill(page, "More minutes", "30")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Stop").wait_for(timeout=LATER)
    page.goto(studio.url + "/sweep")
    page.get_by_role("row", name=name).get_by_text("searching").wait_for()
    fill(page, "Trials", "3")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text(f"One search at a time: {name} is searching").wait_for()
    assert at_work() == [name]


def test_rubbish_gets_a_sentence(page, studio):
    page.goto(studio.url + "/sweep")
    fill(page, "Trials", "0")
    page.get_by_text("Trials must be a number ≥ 1; got 0.").wait_for()
    fill(page, "Trials", "3")
    values = page.locator(".axb-vary-values input").last
    values.fill("16, many")
    page.get_by_text("hidden must be like").wait_for()
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("What is varied can't be trained like this").wait_for()
    values.fill("")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("alert").get_by_text("hidden needs at least one value").first.wait_for()
    assert page.url.endswith("/sweep")


def test_what_there_is_not_says_so(page, studio):
    page.goto(studio.url + "/sweep/nine")
    page.get_by_text("There is no sweep named nine").wait_for()
    page.get_by_role("link", name="All searches").click()
    page.wait_for_url("**/sweep")


def test_too_few_trials_say_what_cannot_be_told_in_japanese(new_page, studio):
    name = begin(Asked(QUICK, VARY, trials=2)).name
    until(lambda: not at_work())
    page = new_page("ja")
    page.goto(f"{studio.url}/sweep/{name}")
    page.get_by_text("最良:学習に使わなかった例で正解率").wait_for()
    page.get_by_text("何が影響したかはまだ分かりません").wait_for()
    until(lambda: page.locator(".axb-plot:visible").count() == 2)
    page.get_by_role("button", name="続ける").wait_for()
    page.goto(studio.url + "/sweep")
    page.get_by_role("heading", name="ハイパーパラメーターを探す").wait_for()
    page.get_by_role("link", name=name).click()
    page.wait_for_url(f"**/sweep/{name}")


def test_without_optuna_a_sentence_says_what_to_install(own_studio, new_page, tmp_path, monkeypatch):
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sitecustomize.py").write_text(
        "import sys\nsys.modules['optuna'] = None\n", "utf-8"
    )
    path = os.pathsep.join([str(tmp_path / "without"), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)
    one = own_studio()
    page = new_page(url=one.url)
    for address in ("/sweep", "/sweep/any"):
        page.goto(one.url + address)
        page.get_by_text('Install it: pip install "axb[sweep]"').wait_for()


@every_look
def test_everybody_can_use_it(new_page, studio, check_accessible, look, done):
    page = new_page(*look)
    page.goto(studio.url + "/sweep")
    page.locator(".axb-best").wait_for()
    check_accessible(page)
    page.goto(f"{studio.url}/sweep/{done}")
    page.locator(".axb-plot .main-svg").first.wait_for()
    check_accessible(page)
