"""Looking for a learning rate, and taking it over."""

from studio.looks import every_look


def test_from_the_training_page_and_back_with_the_rate(page, studio, trainings):
    trainings.ask()  # so that the one started here waits
    page.goto(studio.url + "/train?data=spiral&model=mlp")
    page.get_by_role("combobox", name="Optimizer").click()
    page.get_by_role("option", name="SGD", exact=True).click()
    page.get_by_role("slider", name="momentum").press("ArrowRight")
    page.get_by_role("button", name="Find a learning rate").click()
    page.wait_for_url("**/lr?*")
    page.get_by_text("Multilayer perceptron · Spirals · sgd").wait_for()
    use = page.get_by_role("button", name="in a training")
    use.wait_for(timeout=240_000)
    page.get_by_text("is a good start for SGD").wait_for()
    page.locator(".axb-plot .main-svg").first.wait_for()
    rate = use.inner_text().split("Use ")[1].split()[0]
    use.click()
    page.wait_for_url("**/train?*")
    page.get_by_text(f"learning_rate α = {float(rate):g}", exact=True).wait_for()
    page.get_by_text("momentum μ = 0.001").wait_for()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/run/mlp-spiral-*")
    job = trainings.store.open(page.url.rsplit("/", 1)[1]).config["job"]
    assert (job["optimizer"], job["learning_rate"]) == ("sgd:momentum=0.001", float(rate))


def test_a_search_that_cannot_be_says_so(page, studio):
    page.goto(studio.url + "/lr?data=digits&model=mlp:hidden=x")
    page.get_by_text("hidden must be like").wait_for(timeout=240_000)
    page.get_by_role("button", name="Back to the training").click()
    page.wait_for_url("**/train?data=digits*")


def test_an_address_cannot_name_a_file_to_run(page, studio, tmp_path):
    (tmp_path / "mine.py").write_text("raise SystemExit", "utf-8")
    page.goto(f"{studio.url}/lr?data=spiral&model={tmp_path / 'mine.py'}:model")
    page.get_by_text("Multilayer perceptron · Spirals").wait_for()


def test_a_training_for_so_many_seconds(page, studio, trainings):
    trainings.ask()
    page.goto(studio.url + "/train?data=digits&model=logistic")
    page.get_by_role("button", name="Time", exact=True).click()
    page.get_by_role("slider", name="Time").press("Home")
    page.get_by_text("Time: 5 s", exact=True).wait_for()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/run/logistic-digits-*")
    job = trainings.store.open(page.url.rsplit("/", 1)[1]).config["job"]
    assert (job["seconds"], job["epochs"]) == (5, None)


@every_look
def test_everybody_can_use_it(new_page, studio, check_accessible, look):
    page = new_page(*look)
    page.goto(studio.url + "/lr?data=spiral&model=mlp")
    page.locator(".axb-plot .main-svg").first.wait_for(timeout=240_000)
    check_accessible(page)
