"""The optimizers explained: all of them, one at its address, and the ways between them."""

import pytest

from axb.optimizers import NAMES, explain
from studio.looks import every_look


def test_all_are_there_and_lead_to_their_explanation(page, studio):
    page.goto(studio.url + "/optimizers")
    cards = page.locator("a.axb-rule")
    cards.nth(len(NAMES) - 1).wait_for()
    assert [cards.nth(i).get_attribute("href") for i in range(cards.count())] == [
        f"/optimizers?rule={name}" for name in NAMES
    ]
    cards.nth(1).click()
    page.get_by_role("heading", name="Momentum", level=1).wait_for()
    assert page.url.endswith("/optimizers?rule=momentum")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_one_says_all_that_its_declaration_says(new_page, studio, language):
    page, told = new_page(language), explain("adam", language)
    page.goto(studio.url + "/optimizers?rule=adam")
    page.get_by_role("heading", name="Adam", level=1).wait_for()
    said = page.locator("#main").inner_text()
    sentences = [told.idea, told.source, *(meaning for _, meaning in told.symbols)]
    for hyper in told.hyperparameters:
        sentences += [hyper.name, hyper.meaning, hyper.default, hyper.range, hyper.too_small, hyper.too_large]
    for one in told.relatives:
        sentences += [one.title, one.spec, one.other_spec, one.meaning]
    assert [sentence for sentence in sentences if sentence not in said] == []
    lines = page.locator(".axb-equation")
    assert [lines.nth(i).inner_text() for i in range(4)] == [
        "m ← β1 m + (1 − β1) g", "v ← β2 v + (1 − β2) g2", "αt = α √(1 − β2t) / (1 − β1t)", "w ← w − αt m / (√v + ε)"
    ]  # fmt: skip
    assert lines.nth(2).locator("sup").all_inner_texts() == ["t", "t"]
    assert lines.nth(2).locator("sub").all_inner_texts() == ["t", "2", "1"]


def test_relatives_are_doors_and_the_keyboard_opens_them(page, studio):
    page.goto(studio.url + "/optimizers?rule=adamw")
    page.locator("a.axb-relative[href='/optimizers?rule=adam']").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Adam", level=1, exact=True).wait_for()
    here = page.get_by_role("navigation", name="Optimizers").locator("[aria-current=page]")
    assert here.inner_text() == "Adam"


def test_an_unknown_rule_is_told_the_known_ones(page, studio):
    page.goto(studio.url + "/optimizers?rule=adm")
    page.get_by_text("optimizer must be one of sgd, momentum, nesterov").wait_for()
    assert page.locator("a.axb-rule").count() == len(NAMES)


def test_other_pages_lead_here(page, studio):
    page.goto(studio.url + "/train")
    page.get_by_role("combobox", name="Optimizer").click()
    page.get_by_role("option", name="Nesterov", exact=True).click()
    page.get_by_text("momentum μ = 0.9", exact=True).wait_for()
    what = page.get_by_role("link", name="What do these mean?")
    assert what.get_attribute("href") == "/optimizers?rule=nesterov"
    page.goto(studio.url + "/line")
    assert what.get_attribute("href") == "/optimizers?rule=sgd"
    page.get_by_role("combobox", name="Optimizer").click()
    page.get_by_role("option", name="Momentum", exact=True).click()
    page.locator("a[href='/optimizers?rule=momentum']").wait_for()
    assert page.get_by_label("μ momentum").input_value() == "0.9"
    with page.context.expect_page() as opened:
        what.click()
    opened.value.get_by_role("heading", name="Momentum", level=1).wait_for()


@every_look
@pytest.mark.parametrize("rule", ["", "?rule=rmsprop"])
def test_everybody_can_use_it(new_page, studio, check_accessible, look, rule):
    page = new_page(*look)
    page.goto(studio.url + "/optimizers" + rule)
    page.locator(".axb-equation").first.wait_for()
    check_accessible(page)
