"""The page of data: one's own dropped onto it, seen, trained on, deleted."""

from pathlib import Path

import pytest

from data.test_unpacking import zipped


def test_pictures_are_dropped_seen_and_deleted(studio, new_page, check_accessible, tmp_path: Path) -> None:
    page = new_page("ja", "dark")
    page.goto(f"{studio.url}/data")
    page.locator(".axb-panel h2", has_text="服").wait_for()
    check_accessible(page)
    archive = zipped(tmp_path / "pets.zip", *(f"pets/{('犬', '猫')[n % 2]}/{n}.png" for n in range(24)))
    page.locator("input[type=file]").set_input_files(str(archive))
    page.locator(".axb-panel h2", has_text="pets").wait_for()
    panel = page.locator(".axb-panel")
    assert {"犬", "猫"} <= {*panel.locator("td").all_inner_texts()}
    assert "データ" in panel.locator("dt").all_inner_texts()
    assert panel.locator("img").evaluate("one => one.naturalWidth") > 100
    page.get_by_role("status").filter(has_text="pets: 24 件").wait_for()
    check_accessible(page)
    panel.get_by_role("link", name="これで学習する").click()
    page.get_by_role("status").filter(has_text="pets").wait_for()
    page.goto(f"{studio.url}/data?data=pets")
    page.get_by_role("button", name="削除").click()
    page.locator(".axb-ask").get_by_role("button", name="削除").click()
    page.locator(".axb-panel h2", has_text="服").wait_for()
    assert page.locator(".axb-choice", has_text="pets").count() == 0


def test_of_a_table_it_is_asked_what_to_predict_and_faults_are_said(studio, new_page, tmp_path: Path) -> None:
    page = new_page(width=390)
    page.goto(f"{studio.url}/data")
    page.locator(".axb-panel h2", has_text="Clothes").wait_for()
    table = "a;b\n" + "".join(f"{n},5;{n}\n" for n in range(30))
    held = page.evaluate_handle(HELD, table)
    page.locator(".axb-drop").dispatch_event("drop", {"dataTransfer": held})
    page.get_by_role("button", name="Use it").click()
    page.locator(".axb-panel h2", has_text="people").wait_for()
    page.goto(f"{studio.url}/board?data=people")
    page.get_by_role("status").filter(has_text="Ready to train").wait_for()
    page.goto(f"{studio.url}/data?data=people")
    page.locator(".axb-panel h2", has_text="people").wait_for()
    assert page.locator(".axb-panel th").all_inner_texts() == ["a", "b"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    (tmp_path / "bad.npz").write_bytes(b"PK nothing")
    page.locator("input[type=file]").set_input_files(str(tmp_path / "bad.npz"))
    page.get_by_role("alert").filter(has_text="bad.npz can't be read as an .npz").wait_for()


HELD = """(table) => {
  const held = new DataTransfer();
  held.items.add(new File([table], "people.csv"));
  return held;
}"""
WALK = """async () => {
  const file = (name) => ({ isFile: true, name, file: (done) => done(new File(["x"], name)) });
  const folder = (name, inner) => ({ name, createReader: () => {
    let left = inner;
    return { readEntries: (done) => { done(left.splice(0, 1)); } };
  } });
  const pets = folder("pets", [folder("cats", [file("1.png"), file("2.txt"), file(".hidden.png")]), file("3.JPG")]);
  let found = [];
  const event = { dataTransfer: { items: [pets, file("x.csv")].map((one) => (
    { kind: "file", webkitGetAsEntry: () => one }
  )) } };
  await axbData.drop(event, { addFiles: (files) => { found = files.map((one) => one.name); } }, 100);
  return found;
}"""


def test_a_dropped_folder_is_walked(studio, page) -> None:
    page.goto(f"{studio.url}/data")
    page.wait_for_function("window.axbData")
    assert page.evaluate(WALK) == ["pets|cats|1.png", "pets|3.JPG", "x.csv"]


@pytest.mark.parametrize("name", ["nowhere", "../etc"])
def test_an_address_of_data_that_are_not_there_shows_others(studio, page, name: str) -> None:
    page.goto(f"{studio.url}/data?data={name}")
    page.locator(".axb-panel h2", has_text="Clothes").wait_for()
