"""What one does with a trained generative model, on the real page; and what is seen of it while it trains."""

import json
from pathlib import Path

import numpy as np
import pytest

from axb.jobs import Job
from studio.looks import every_look
from studio.trainings import trained, until

RUNS = {
    "made-digits": ("vae:latent=2,hidden=32,conditional=true", "digits", "--epochs", "2"),
    "made-moons": ("gan:hidden=8", "moons:n=100", "--epochs", "3"),
}
TABS = {"en": ("Make new ones", "Made and real"), "ja": ("新しく作る", "作ったものと本物")}
DRAWN = "() => [...document.querySelectorAll('.axb-samples .axb-scene')].map(one => one.dataset.frames)"


@pytest.fixture(scope="module")
def runs(studio):
    return trained(studio, RUNS)


def opened(page, runs, name):
    page.goto(f"{runs.url}/run/{name}")
    page.locator(".axb-after .axb-scene canvas").first.wait_for()


def test_more_are_made_with_a_seed_a_temperature_and_a_class(page, runs):
    opened(page, runs, "made-digits")
    page.get_by_text("60 new examples, seed 0, temperature 1.00").wait_for()
    page.get_by_role("button", name="Make more").click()
    page.get_by_text("60 new examples, seed 1, temperature 1.00").wait_for()
    seed = page.get_by_label("Seed", exact=True)
    seed.fill("41")
    seed.press("Enter")
    page.get_by_text("seed 41, temperature 1.00").wait_for()
    slider = page.get_by_role("slider", name="Temperature")
    slider.focus()
    slider.press("ArrowLeft")
    page.get_by_text("seed 41, temperature 0.99").wait_for()
    page.get_by_label("Class", exact=True).click()
    page.get_by_role("option", name="7", exact=True).click()
    page.get_by_text("60 new examples of 7, seed 41, temperature 0.99").wait_for()


def test_they_are_saved(page, runs, tmp_path: Path):
    opened(page, runs, "made-digits")
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as .npz").click()
    with np.load(got.value.path()) as arrays:
        assert arrays["x"].shape == (60, 8, 8, 1)
    assert got.value.suggested_filename == "made-digits-samples.npz"
    with page.expect_download() as got:
        page.locator(".axb-after").get_by_role("button", name="Save for a slide").first.click()
    assert got.value.suggested_filename == "made-digits-samples.png"


def test_made_ones_beside_real_ones_and_what_is_restored(page, runs):
    opened(page, runs, "made-digits")
    page.get_by_role("tab", name="Made and real").click()
    page.get_by_text("Negative ELBO of the test part").first.wait_for()
    page.get_by_text("Real ones of the test part").wait_for()
    page.get_by_text("What 5 codes become while the network learns").wait_for()
    page.get_by_text("PCA with as many numbers").first.wait_for()
    until(lambda: page.locator(".axb-pairs figure").count() == 20)
    page.locator(".scatterlayer .trace").last.wait_for()


def test_its_training_is_saved_as_a_film(page, runs):
    opened(page, runs, "made-moons")
    page.get_by_role("tab", name="Made and real").click()
    page.get_by_role("button", name="Save as film").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="GIF", exact=True).click()
    dialog.get_by_role("button", name="5 seconds", exact=True).click()
    with page.expect_download(timeout=240_000) as got:
        dialog.get_by_role("button", name="Make", exact=False).click()
    assert got.value.suggested_filename == "made-moons.gif"
    assert Path(got.value.path()).read_bytes()[:3] == b"GIF"


def test_points_are_drawn_over_real_ones_and_saved_as_rows(page, runs):
    opened(page, runs, "made-moons")
    page.get_by_text("100 new examples, seed 0").wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as .csv").click()
    assert len(Path(got.value.path()).read_text().splitlines()) == 101
    page.get_by_role("tab", name="Made and real").click()
    page.get_by_text("Where the same 500 codes land").wait_for()


def test_while_it_trains_the_newest_samples_are_seen(page, studio, trainings):
    job = Job("vae:hidden=8", "moons:n=100", epochs=100_000, batch_size=16)
    run = trainings.under_way(job)
    page.goto(f"{studio.url}/run/{run.name}")
    caption = page.locator(".axb-samples .axb-caption")
    caption.wait_for()
    page.locator(".axb-samples canvas").wait_for()
    first = caption.inner_text()
    until(lambda: caption.inner_text() != first)
    assert "codes as at every other step" in caption.inner_text()
    until(lambda: json.dumps(page.evaluate(DRAWN)) not in ("[]", "[null]"))


@every_look
def test_the_tabs_are_accessible(new_page, runs, check_accessible, look):
    page = new_page(*look)
    opened(page, runs, "made-digits")
    for name in TABS[look[0]]:
        page.get_by_role("tab", name=name).click()
        page.locator(".axb-after .axb-scene canvas").first.wait_for()
        check_accessible(page)


def test_each_of_its_models_is_looked_into(page, runs):
    opened(page, runs, "made-digits")
    page.get_by_role("tab", name="Look inside").click()
    page.get_by_text("What each layer of the encoder makes of this example").wait_for()
    page.get_by_role("button", name="Decoder", exact=True).click()
    page.get_by_text("What each layer of the decoder makes of this example's code").wait_for()


def test_a_stopped_one_makes_new_ones_too(page, studio, trainings):
    run = trainings.under_way(Job("vae:hidden=8", "moons:n=100", epochs=100_000, batch_size=16))
    run.send("stop")
    until(lambda: run.shown_status == "stopped")
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_text("100 new examples, seed 0").wait_for()
    assert page.get_by_role("tab").count() == 2
    assert page.get_by_role("tab", name="Made and real").count() == 0
