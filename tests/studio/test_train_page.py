"""Choosing a training and starting it."""

from studio.looks import every_look


def start_button(page):
    return page.get_by_role("button", name="Start", exact=True)


def test_two_clicks_from_the_first_page_to_a_trained_network(page, studio, trainings):
    page.goto(studio.url)
    page.locator("a.axb-door[href='/train']").click()
    start_button(page).click()
    page.wait_for_url("**/run/fastcnn-fashion-mini-*")
    page.get_by_text("right on the test part").wait_for(timeout=400_000)
    run = trainings.store.open(page.url.rsplit("/", 1)[1])
    assert run.json("test")["accuracy"] > 0.8
    page.locator(".axb-plot .main-svg").first.wait_for()


def test_what_is_chosen_is_what_is_trained(page, studio, trainings):
    trainings.ask()  # so that this one waits
    page.goto(studio.url + "/train")
    page.get_by_role("button", name="Handwritten digits").click()
    page.get_by_role("button", name="Logistic regression").click()
    page.get_by_role("combobox", name="Optimizer").click()
    page.get_by_role("option", name="SGD", exact=True).click()
    page.get_by_text("How much of the last step is kept").wait_for()
    page.get_by_role("slider", name="momentum").press("Home")
    for _ in range(3):
        page.get_by_role("slider", name="momentum").press("ArrowRight")
    page.get_by_text("momentum μ = 0.003").wait_for()
    page.get_by_role("slider", name="Epochs").press("Home")
    page.get_by_text("Epochs: 1", exact=True).wait_for()
    page.get_by_text("Logistic regression · Handwritten digits · 1 epochs").wait_for()
    page.get_by_text("More settings").click()
    page.get_by_label("Batch size").fill("20")
    page.get_by_label("Batch size").press("Tab")
    page.get_by_text("the doctor says what is wrong").wait_for()
    page.get_by_role("switch", name="Look inside, with the doctor").click()
    start_button(page).click()
    page.wait_for_url("**/run/logistic-digits-*")
    job = trainings.store.open(page.url.rsplit("/", 1)[1]).config["job"]
    assert (job["model"], job["data"], job["epochs"], job["batch_size"]) == ("logistic", "digits", 1, 20)
    assert job["optimizer"] == "sgd:momentum=0.003"
    assert job["watch"] is True


def test_the_doctor_speaks_on_the_page_of_a_training_that_asked_for_it(page, studio, trainings):
    page.goto(studio.url + "/train?data=moons&model=mlp:hidden=8")
    page.get_by_role("slider", name="Epochs").press("Home")
    page.get_by_text("More settings").click()
    page.get_by_role("switch", name="Look inside, with the doctor").click()
    start_button(page).click()
    page.wait_for_url("**/run/mlp-moons-*")
    page.get_by_text("The doctor watches").wait_for(timeout=240_000)


def test_a_number_that_cannot_be_is_told_in_a_sentence(page, studio):
    page.goto(studio.url + "/train")
    page.get_by_text("More settings").click()
    page.get_by_label("Batch size").fill("-5")
    page.get_by_text("Batch size must be a number ≥ 1").wait_for()


def test_one_visitor_may_have_so_many_waiting(page, studio, trainings):
    trainings.ask()
    for number in range(4):
        page.goto(studio.url + "/train")
        start_button(page).click()
        if number < 3:
            page.wait_for_url("**/run/*")
            page.get_by_text("Waiting").first.wait_for()
    page.get_by_text("may have 3 trainings waiting").wait_for()
    page.get_by_text("trainings are waiting or at work").wait_for()


def test_by_keys_alone(page, studio, trainings):
    trainings.ask()
    page.goto(studio.url + "/train")
    start_button(page).wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").endswith("Start"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/run/*")


@every_look
def test_everybody_can_use_it(new_page, studio, check_accessible, look):
    page = new_page(*look)
    page.goto(studio.url + "/train")
    page.get_by_role("button", name={"en": "Start", "ja": "開始"}[look[0]], exact=True).wait_for()
    page.get_by_text({"en": "More settings", "ja": "詳しい設定"}[look[0]]).click()
    check_accessible(page)
