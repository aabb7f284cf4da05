"""The page of the chain: numbers that come one by one, weights under sliders, lines as text; in Japanese too."""

import re

import pytest

from studio.benches import button, opened, says
from studio.looks import every_look

SHRINKS = re.compile("On the way back through 3 layers the slopes alone multiply to 0.0107; .* 0.0156")


@pytest.fixture
def chain(new_page, studio):
    """Opens the page as a visitor with these wishes, and waits for its pictures and lines."""

    def made(*wishes, **options):
        page = opened(new_page(*wishes, **options), studio.url + "/chain")
        page.wait_for_selector(".chain-lines li")
        return page

    return made


def test_all_numbers_are_there_at_once_as_text_too(chain):
    page = chain()
    says(page, SHRINKS)
    lines = page.locator(".chain-lines li")
    assert lines.count() == 22
    assert lines.first.inner_text() == "dL/db₁ = dL/dz₁ = −0.0237"
    assert lines.last.inner_text() == "z₁ = a₁ x + b₁ = 0.8 × 1 + 0 = 0.8"


def test_numbers_come_and_go_one_by_one(chain):
    page = chain()
    button(page, "From the start").click()
    says(page, "Now: –")
    button(page, "Next number").click()
    says(page, "Now: z₁ = a₁ x + b₁ = 0.8 × 1 + 0 = 0.8")
    button(page, "Next number").click()
    says(page, "Now: h₁ = σ(z₁)")
    button(page, "One back").click()
    says(page, "Now: z₁")
    button(page, "Play").click()
    page.locator(".chain-lines li").nth(2).wait_for()
    button(page, "Pause").click()
    button(page, "All numbers").click()
    says(page, SHRINKS)


def test_a_weight_follows_its_slider_and_everything_follows_the_weight(chain):
    page = chain()
    page.get_by_role("slider", name="a₁", exact=True).press("End")
    page.locator(".chain-lines li", has_text="z₁ = a₁ x + b₁ = 3 × 1 + 0 = 3").wait_for()
    page.get_by_role("group", name="Activation").get_by_role("button", name="relu").click()
    says(page, "The slopes of relu can be 1")


def test_more_layers_have_more_numbers_and_a_wire_is_picked_by_a_click(chain):
    page = chain()
    page.get_by_role("group", name="Layers").get_by_role("button", name="4").click()
    says(page, "through 4 layers")
    page.get_by_role("group", name="Units a layer").get_by_role("button", name="2").click()
    slider = page.get_by_role("slider", name="the weight that was clicked")
    slider.wait_for()
    page.get_by_role("slider", name="a₁", exact=True).wait_for(state="hidden")
    x, y = page.wait_for_function(
        """() => {
            const root = document.querySelector(".axb-scene");
            root.scrollIntoView({block: "center"});
            const view = getElement(Number(root.id.slice(1))), r = root.getBoundingClientRect();
            const m = view.scene.marks.find((one) => one.name === "wire:0:0:1");
            if (!m || view.fresh) return null;
            return [r.left + view.view.px((m.x0[0] + m.x1[0]) / 2), r.top + view.view.py((m.y0[0] + m.y1[0]) / 2)];
        }"""
    ).json_value()
    page.mouse.click(x, y)
    page.get_by_text("a₁(1→2)", exact=True).wait_for()
    slider.press("Home")
    page.locator(".chain-lines li", has_text="z₁₂ = a₁(1→2) x + b₁₂ = (−3) × 1").wait_for()


def test_in_japanese(chain):
    page = chain("ja")
    says(page, "3 層を戻るあいだに")
    assert "マゼンタ" in page.locator(".axb-scene canvas").first.get_attribute("aria-label")


@every_look
def test_it_is_accessible_and_fits(chain, check_accessible, look):
    check_accessible(chain(*look))
