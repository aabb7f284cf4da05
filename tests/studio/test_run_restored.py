"""What one does with a trained autoencoder, on the real page."""

import pytest

from studio.looks import every_look
from studio.trainings import trained

RUNS = {
    "restored-digits": ("stacked_autoencoder:latent=2", "digits", "--epochs", "3"),
    "restored-moons": ("autoencoder", "moons:n=100"),
}
TABS = {"en": ("Try it", "Right and wrong", "Look inside"), "ja": ("試す", "正解と間違い", "中を見る")}
SHOWN = (".axb-restored img", ".axb-pairs img", ".axb-maps img")


@pytest.fixture(scope="module")
def runs(studio):
    return trained(studio, RUNS)


def test_an_example_and_what_is_restored_of_it(page, runs):
    page.goto(f"{runs.url}/run/restored-digits")
    made = page.locator(".axb-restored img.axb-made")
    made.wait_for()
    before = made.get_attribute("src")
    page.get_by_role("button", name="Next test example").first.click()
    page.wait_for_function(
        "before => document.querySelector('.axb-restored .axb-made').src !== before", arg=before
    )
    assert page.locator(".axb-restored img").count() == 2


def test_many_beside_one_another_and_their_codes(page, runs):
    page.goto(f"{runs.url}/run/restored-digits")
    page.get_by_role("tab", name="Right and wrong").click()
    page.get_by_text("PCA with as many numbers: 0.054").wait_for()
    assert page.locator(".axb-pairs figure").count() == 20
    assert page.locator(".axb-pairs img.axb-made").count() == 20
    page.locator(".scatterlayer .trace").first.wait_for()


def test_points_are_restored_as_numbers_and_on_their_plane(page, runs):
    page.goto(f"{runs.url}/run/restored-moons")
    page.get_by_text("restored", exact=True).first.wait_for()
    page.get_by_role("tab", name="Right and wrong").click()
    page.get_by_text("100 test examples restored from 1 numbers each").first.wait_for()
    page.locator(".scatterlayer .trace").first.wait_for()


@every_look
def test_the_tabs_are_accessible(new_page, runs, check_accessible, look):
    page = new_page(*look)
    page.goto(f"{runs.url}/run/restored-digits")
    for name, shown in zip(TABS[look[0]], SHOWN, strict=True):
        page.get_by_role("tab", name=name).click()
        page.locator(shown).first.wait_for()
        check_accessible(page)
