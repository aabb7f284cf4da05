"""All runs on their page: found, ordered, compared, renamed, taken away, thrown away and had back."""

import io
import json
import re
import zipfile
from itertools import count

import pytest

from axb.runs import Store
from studio.looks import every_look
from studio.saving import is_slide, saved
from studio.trainings import QUICK, trainings_in

_numbers = count(1)


@pytest.fixture
def store(studio):
    with Store(studio.home / "runs.sqlite3") as found:
        yield found


@pytest.fixture
def stem():
    """The first part of a test's names: other tests use the same store."""
    return f"t{next(_numbers)}x"


def make(store, name, right=0.5, model="mlp:hidden=8", data="spiral", losses=(2.0, 1.0), more=None):
    """A run that has ended, without a training."""
    config = {"job": {"model": model, "data": data}, **(more or {})}
    run = store.create(name, config=config, graph=None, data_hash="", seed=0)
    run.start()
    for step, loss in enumerate(losses, 1):
        run.log(step, {"loss": loss, "epoch/val_loss": loss, "epoch/val_accuracy": right})
    run.add_json("test", len(losses), {"accuracy": right})
    run.finish("finished")
    return run


def open_runs(page, studio, words=""):
    page.goto(f"{studio.url}/runs")
    page.locator(".axb-runs tbody tr").first.wait_for()
    if words:
        page.locator(".axb-filter input").fill(words)


def wait_for_names(page, wanted):
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('.axb-runs tbody tr .axb-col-name a')]"
        ".map(one => one.innerText).join() === wanted",
        arg=",".join(wanted),
    )


def row(page, name):
    return page.locator(".axb-runs tbody tr", has=page.get_by_role("link", name=name, exact=True))


def cell(page, name, column):
    return row(page, name).locator(f".axb-col-{column}")


def select(page, *names):
    for name in names:
        page.get_by_role("checkbox", name=f"Select {name}", exact=True).click()


def choose(page, name, entry):
    """In the menu of a run."""
    page.get_by_role("button", name=f"More to do with {name}", exact=True).click()
    page.get_by_role("menuitem", name=entry).click()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_a_training_is_followed_and_can_be_taken_away(page, studio):
    with trainings_in(studio.home) as trainings:
        name = trainings.ask(QUICK).name
        open_runs(page, studio, name)
        assert "mlp:hidden=8" in row(page, name).inner_text()
        cell(page, name, "status").get_by_text("finished").wait_for(timeout=240_000)
        cell(page, name, "right").get_by_text(re.compile(r"^\d+\.\d%$")).wait_for()
        taken = {}
        forms = ("the weights", "as Keras code", "as PyTorch code", "its passport")
        for entry in (f"Download {form}" for form in forms):
            with page.expect_download() as download:
                choose(page, name, entry)
            taken[download.value.suggested_filename] = download.value.path().read_bytes()
    weights, keras, torch, passport = taken
    assert json.loads(taken[passport])["name"] == name
    assert weights == f"{name.replace('-', '_')}.safetensors"
    assert b'"F32"' in taken[weights][:2000]
    for file, says in ((keras, b"keras"), (torch, b"torch")):
        assert says in code_in(file, taken[file])


def code_in(file, data):
    """The Python of a download, which is compiled to see that it is some."""
    if file.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read(next(one for one in archive.namelist() if one.endswith(".py")))
    compile(data, file, "exec")
    return data


def test_words_find_runs(page, studio, store, stem):
    make(store, f"{stem}-apple", data="moons")
    make(store, f"{stem}-pear", model="cnn")
    open_runs(page, studio, f"{stem} MOONS")
    wait_for_names(page, [f"{stem}-apple"])
    page.locator(".axb-filter input").fill(f"cnn {stem}")
    wait_for_names(page, [f"{stem}-pear"])
    page.locator(".axb-filter input").fill("no run is called this")
    page.get_by_text("No run has these words").wait_for()
    assert not page.locator(".axb-runs").is_visible()


def test_a_column_orders_both_ways(page, studio, store, stem):
    best, worst, middle = (
        make(store, f"{stem}-{name}", right) for name, right in zip("abc", (0.9, 0.1, 0.5), strict=True)
    )
    open_runs(page, studio, stem)
    wait_for_names(page, [middle.name, worst.name, best.name])  # the newest first
    button(page, "Right").click()
    wait_for_names(page, [best.name, middle.name, worst.name])
    assert page.locator("th.axb-col-right").get_attribute("aria-sort") == "descending"
    button(page, "Right").click()
    wait_for_names(page, [worst.name, middle.name, best.name])
    button(page, "Name").click()
    wait_for_names(page, [best.name, worst.name, middle.name])
    assert page.locator("th.axb-col-right").get_attribute("aria-sort") == "none"


def test_a_run_gets_another_name(page, studio, store, stem):
    run, other = make(store, f"{stem}-old"), make(store, f"{stem}-other")
    open_runs(page, studio, stem)
    choose(page, run.name, "Rename")
    field = page.get_by_role("dialog").get_by_label("New name")
    for wanted, answer in (
        (other.name, f"a run named {other.name} exists already"),
        ("", "letters, digits"),
        ("x" * 81, "letters, digits"),
        ("<script>alert(1)</script>", "letters, digits"),
        ("a/../b", "letters, digits"),
    ):
        field.fill(wanted)
        field.press("Enter")
        page.get_by_role("alert").get_by_text(answer).last.wait_for()
        page.get_by_role("alert").get_by_role("button").last.click()
        page.get_by_role("alert").first.wait_for(state="detached")
    assert run.name == f"{stem}-old"
    field.fill(f" {stem}-手書き数字 ")
    field.press("Enter")
    row(page, f"{stem}-手書き数字").wait_for()
    assert run.name == f"{stem}-手書き数字"
    page.get_by_role("link", name=run.name).click()
    page.get_by_role("heading", name=run.name, level=1).wait_for()


def test_curves_are_compared(page, studio, store, stem):
    good = make(store, f"{stem}-good", 0.9, model="cnn")
    bad = make(store, f"{stem}-bad", 0.2)
    open_runs(page, studio, stem)
    assert button(page, "Compare").is_disabled()
    select(page, good.name)
    assert button(page, "Compare 1").is_disabled()
    select(page, bad.name)
    button(page, "Compare 2").click()
    page.locator(".js-plotly-plot .scatterlayer .trace").first.wait_for()
    for run in (good, bad):
        page.locator(".axb-compared thead").get_by_text(run.name).wait_for()
        page.locator(".legendtext", has_text=run.name).first.wait_for()
    assert good.name in page.locator(".axb-caption").inner_text()
    assert "axb-differs" in page.locator(".axb-compared tr", has_text="cnn").get_attribute("class")
    page.get_by_role("group", name="What is compared").get_by_text("loss").click()
    page.locator(".axb-caption", has_text="loss").wait_for()
    name, data = saved(page, "Save for a slide")
    assert name == "compared.png"
    assert is_slide(data)
    page.goto(f"{studio.url}/runs/compare?run={good.name}&run=nobody")
    page.get_by_text("nobody").wait_for()


def test_the_bin_gives_back_until_it_is_emptied(page, studio, store, stem):
    kept, gone = make(store, f"{stem}-kept"), make(store, f"{stem}-gone")
    open_runs(page, studio, stem)
    choose(page, kept.name, "Put into the bin")
    page.get_by_text(f"In the bin: {kept.name}").wait_for()
    wait_for_names(page, [gone.name])
    button(page, "Undo").click()
    wait_for_names(page, [gone.name, kept.name])
    select(page, kept.name, gone.name)
    button(page, "Put into the bin").click()
    page.get_by_text("No run has these words").wait_for()
    page.get_by_role("link", name=re.compile(r"^The bin \(\d+\)")).click()
    page.locator(".axb-binned li", has_text=kept.name).get_by_role("button", name="Bring back").click()
    page.locator(".axb-binned li", has_text=kept.name).wait_for(state="detached")
    button(page, "Empty the bin").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert gone.name in [run.name for run in store.bin()]
    button(page, "Empty the bin").click()
    page.get_by_role("dialog").get_by_role("button", name="Empty the bin").click()
    page.get_by_text("The bin is empty").wait_for()
    assert store.bin() == []
    assert kept.name in [run.name for run in store.runs()]
    assert not store.folder_of(gone.id).exists()


def belong(store, stem, kind="race", count=3, right=0.5, model="mlp:hidden=8"):
    """A race or a sweep that has ended, without one."""
    made = []
    for number in range(1, count + 1):
        name = f"{stem}.{number}.1" if kind == "race" else f"{stem}.{number:04}"
        belongs = {kind: stem, "setting": {"learning_rate": number / 100}}
        made.append(make(store, name, right + number / 100, model, more=belongs))
    return made


def test_a_race_and_a_sweep_are_one_line_that_opens(page, studio, store, stem):
    race, sweep = f"{stem}-race", f"{stem}-sweep"
    belong(store, race, right=0.5)
    alone = make(store, f"{stem}-alone", 0.6)
    belong(store, sweep, "sweep", 2, right=0.7)
    open_runs(page, studio, stem)
    wait_for_names(page, [sweep, alone.name, race])
    cell(page, race, "status").get_by_text("race of 3: 3 finished").wait_for()
    assert cell(page, race, "right").inner_text() == "53.0%"
    opener = button(page, f"The runs of {race}")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.click()
    members = [f"{race}.{one}.1" for one in (3, 2, 1)]
    wait_for_names(page, [sweep, alone.name, race, *members])
    assert opener.get_attribute("aria-expanded") == "true"
    assert cell(page, members[0], "model").inner_text() == "learning_rate=0.03"
    button(page, "Right").click()
    wait_for_names(page, [sweep, alone.name, race, *members])
    button(page, "Right").click()
    wait_for_names(page, [race, *members[::-1], alone.name, sweep])
    opener.click()
    wait_for_names(page, [race, alone.name, sweep])
    row(page, sweep).get_by_role("link").click()
    page.wait_for_url(f"**/sweep/{sweep}")


def test_words_find_runs_within_a_race(page, studio, store, stem):
    race = f"{stem}-race"
    belong(store, race)
    open_runs(page, studio, f"{stem} RACE learning_rate=0.02")
    wait_for_names(page, [race])
    cell(page, race, "status").get_by_text("1 in a race of 3: 1 finished").wait_for()
    button(page, f"The runs of {race}").click()
    wait_for_names(page, [race, f"{race}.2.1"])


def test_a_race_that_grows_is_followed(page, studio, store, stem):
    race = f"{stem}-race"
    belong(store, race, count=1)
    open_runs(page, studio, stem)
    cell(page, race, "status").get_by_text("race of 1: 1 finished").wait_for()
    button(page, f"The runs of {race}").click()
    lives = store.create(
        f"{race}.2.1", config={"race": race, "setting": {}}, graph=None, data_hash="", seed=0
    )
    lives.start()
    try:
        cell(page, race, "status").get_by_text("race of 2: 1 training, 1 finished").wait_for()
        wait_for_names(page, [race, lives.name, f"{race}.1.1"])
        choose(page, race, "Put all its runs into the bin")
        page.get_by_role("alert").get_by_text(f"under way, and {race} is").wait_for()
        assert lives.deleted is None
    finally:
        lives.finish("stopped")


def test_a_race_goes_to_the_bin_whole_and_comes_back(page, studio, store, stem):
    race, sweep = f"{stem}-race", f"{stem}-sweep"
    runs = [*belong(store, race), *belong(store, sweep, "sweep")]
    open_runs(page, studio, stem)
    select(page, race, sweep)
    assert button(page, "Compare 2").is_disabled()
    button(page, "Put into the bin").click()
    page.get_by_text(f"In the bin: {sweep} (runs: 3), {race} (runs: 3)").wait_for()
    assert all(run.deleted for run in runs)
    button(page, "Undo").click()
    wait_for_names(page, [sweep, race])
    choose(page, race, "Put all its runs into the bin")
    wait_for_names(page, [sweep])
    page.goto(f"{studio.url}/runs/bin")
    binned = page.locator(".axb-binned li", has_text=f"{race} (runs: 3)")
    binned.get_by_role("button", name="Bring back").click()
    binned.wait_for(state="detached")
    assert not any(run.deleted for run in runs)


def test_what_is_being_trained_stays(page, studio, store, stem):
    ended, lives = make(store, f"{stem}-ended"), store.create(
        f"{stem}-lives", config={}, graph=None, data_hash="", seed=0
    )  # fmt: skip
    lives.start()  # by this process, which lives
    try:
        open_runs(page, studio, stem)
        select(page, ended.name, lives.name)
        button(page, "Put into the bin").click()
        page.get_by_role("alert").get_by_text(f"{lives.name} is. Stop it first").wait_for()
        wait_for_names(page, [lives.name])
        page.get_by_text(f"In the bin: {ended.name}").wait_for()
        assert lives.deleted is None
    finally:
        lives.finish("stopped")


def test_an_open_menu_outlives_news_of_its_run(page, studio, store, stem):
    lives = store.create(f"{stem}-lives", config={}, graph=None, data_hash="", seed=0)
    lives.start()
    try:
        open_runs(page, studio, stem)
        cell(page, lives.name, "right").get_by_text("–").wait_for()
        button(page, f"More to do with {lives.name}").click()
        page.get_by_role("menuitem", name="Open").wait_for()
        lives.log(1, {"epoch/val_accuracy": 0.625})
        lives.flush()
        make(store, f"{stem}-newer")
        cell(page, lives.name, "right").get_by_text("62.5%").wait_for()
        row(page, f"{stem}-newer").wait_for()
        assert page.get_by_role("menuitem", name="Open").is_visible()
    finally:
        lives.finish("stopped")


def test_many_runs_are_paged(page, studio, store, stem):
    made = [make(store, f"{stem}-{number:02}", losses=(1.0,)).name for number in range(30)]
    open_runs(page, studio, stem)
    wait_for_names(page, made[:4:-1])
    page.get_by_text("1 to 25 of 30").wait_for()
    assert button(page, "Page before").is_disabled()
    button(page, "Next page").click()
    wait_for_names(page, made[4::-1])
    page.get_by_text("26 to 30 of 30").wait_for()
    assert button(page, "Next page").is_disabled()
    page.locator(".axb-filter input").fill(made[29])
    wait_for_names(page, made[29:])
    assert not button(page, "Next page").is_visible()


def test_hostile_words_are_only_words(page, studio, store, stem):
    hostile = '<img src=x onerror="window.hit=1">'
    bad = make(store, f"{stem}-悪い-名前", model=hostile, data=f"<script>window.hit=1</script>{hostile}")
    good = make(store, f"{stem}-good")
    open_runs(page, studio, stem)
    cell(page, bad.name, "model").get_by_text("<img src=x").wait_for()
    select(page, bad.name, good.name)
    button(page, "Compare 2").click()
    page.locator(".axb-compared").get_by_text("<img src=x").first.wait_for()
    page.goto(f"{studio.url}/runs/compare?run=<img src=x onerror=window.hit=1>&run={good.name}")
    page.get_by_text("<img src=x").wait_for()
    assert page.evaluate("window.hit") is None


def test_keys_are_enough(page, studio, store, stem):
    first, second = make(store, f"{stem}-a", 0.3), make(store, f"{stem}-b", 0.6)
    open_runs(page, studio)
    page.locator(".axb-filter input").focus()
    page.keyboard.type(stem)
    wait_for_names(page, [second.name, first.name])
    button(page, "Name").focus()
    page.keyboard.press("Enter")
    wait_for_names(page, [first.name, second.name])
    page.keyboard.press("Enter")  # the focus is still there
    wait_for_names(page, [second.name, first.name])
    page.get_by_role("checkbox", name=f"Select {second.name}").focus()
    page.keyboard.press("Space")
    button(page, "Compare 1").wait_for()
    for _ in range(2):  # over its link to its menu
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Rename").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("New name").wait_for()
    page.wait_for_function(
        "document.activeElement.tagName === 'INPUT' && document.activeElement.type === 'text'"
    )
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(f"{stem}-c")
    page.keyboard.press("Enter")
    wait_for_names(page, [f"{stem}-c", first.name])
    assert second.name == f"{stem}-c"


@every_look
def test_everybody_can_use_it(new_page, studio, store, check_accessible, stem, look):
    one, two, three = (
        make(store, f"{stem}-{name}", right) for name, right in zip("abc", (0.1, 0.2, 0.3), strict=True)
    )
    belong(store, f"{stem}-race")
    three.delete()
    page = new_page(*look)
    for address, shown in (
        ("/runs", ".axb-runs tbody tr"),
        ("/runs/bin", ".axb-binned li"),
        (f"/runs/compare?run={one.name}&run={two.name}", ".js-plotly-plot .trace"),
    ):
        page.goto(studio.url + address)
        page.locator(shown).first.wait_for()
        for opener in page.locator(f"tr:has-text('{stem}-race') button[aria-expanded]").all():
            opener.click()
            page.locator(".axb-member").first.wait_for()
        check_accessible(page)
