"""The first page, and what surrounds every page."""

import pytest

from studio.looks import every_look


def test_three_doors_lead_to_their_pages(page, studio):
    page.goto(studio.url)
    doors = page.locator(".axb-door")
    doors.nth(2).wait_for()
    assert doors.count() == 3
    assert [doors.nth(i).get_attribute("href") for i in range(3)] == ["/line", "/train", "/runs"]
    assert "Start with a line" in doors.nth(0).inner_text()


@every_look
def test_it_is_accessible(new_page, studio, check_accessible, look):
    page = new_page(*look)
    page.goto(studio.url)
    page.wait_for_selector(".axb-door")
    assert page.locator("html").get_attribute("lang") == ("ja" if look[0] == "ja" else "en-US")
    check_accessible(page)


def test_the_language_is_changed_on_the_page_and_kept(page, studio):
    page.goto(studio.url)
    page.get_by_role("button", name="日本語").click()
    page.get_by_text("直線から始める").wait_for()
    page.goto(studio.url + "/lessons")
    page.get_by_role("link", name="直線").first.wait_for()


def test_a_first_visit_speaks_the_browsers_language(browser, studio):
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    page.goto(studio.url)
    page.get_by_text("直線から始める").wait_for()
    context.close()


def test_dark_and_large_are_kept(page, studio):
    page.goto(studio.url)
    page.get_by_role("button", name="Dark colours").click()
    page.wait_for_selector("body.body--dark")
    before = page.locator(".axb-lead").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    page.get_by_role("button", name="Large type").click()
    page.get_by_role("button", name="Usual type").wait_for()
    after = page.locator(".axb-lead").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert after == pytest.approx(1.5 * before)
    page.reload()
    page.wait_for_selector("body.body--dark")


def test_by_keys_alone_one_gets_through_the_first_door(page, studio):
    page.goto(studio.url)
    page.wait_for_selector(".axb-door")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "/line" and page.evaluate(
            "document.activeElement.classList.contains('axb-door')"
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/line")


def test_an_address_that_leads_nowhere_says_so(browser, studio):
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(studio.url + "/nowhere")
    assert answer.status == 404
    context.close()
