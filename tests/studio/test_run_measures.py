"""How good samples are, measured on the real page."""

import pytest

from studio.looks import every_look
from studio.trainings import trained

RUNS = {"measured-digits": ("vae:latent=2,hidden=32,conditional=true", "digits", "--epochs", "2")}
TABS = {"en": "Made and real", "ja": "作ったものと本物"}
MEASURE = {"en": "Measure the samples", "ja": "サンプルを測る"}


@pytest.fixture(scope="module")
def runs(studio):
    return trained(studio, RUNS)


def opened(page, runs, language="en"):
    page.goto(f"{runs.url}/run/measured-digits")
    page.get_by_role("tab", name=TABS[language]).click()


def test_samples_are_measured_when_asked_and_stay_measured(page, runs):
    opened(page, runs)
    page.get_by_role("button", name=MEASURE["en"]).click()
    page.get_by_text("Measuring samples beside real examples").wait_for()
    row = page.get_by_role("row", name="Fréchet distance (FID)")
    row.wait_for(timeout=240_000)
    assert "real:" in row.inner_text()
    page.get_by_text("300 samples (seed 0) beside 300 examples of the test part").wait_for()
    page.get_by_text("The samples (dashed) that come nearest to a training example").wait_for()
    assert page.locator(".axb-measured .share").count() == 20
    opened(page, runs)
    page.get_by_role("row", name="recall").first.wait_for()
    assert page.get_by_role("button", name=MEASURE["en"]).count() == 0


@every_look
def test_it_is_accessible(new_page, runs, check_accessible, look):
    page = new_page(*look)
    opened(page, runs, look[0])
    button, rows = page.get_by_role("button", name=MEASURE[look[0]]), page.locator(".axb-measured")
    button.or_(rows.first).first.wait_for()
    if button.count():
        button.click()
    rows.first.wait_for(timeout=240_000)
    check_accessible(page)
