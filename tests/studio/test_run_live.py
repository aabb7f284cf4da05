"""A run on its page while it trains, waits, dies and goes on."""

from dataclasses import replace

from axb.insight.doctor import examine, record_findings
from axb.jobs import Job
from insight.doctor.test_rules import CASES, WELL
from studio.looks import LOOKS
from studio.trainings import ENDLESS, QUICK, kill, trainings_in, trains, until

BEGIN = 240_000  # milliseconds that a process may take to begin on a busy machine


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def status(page):
    return page.locator(".axb-status")


def step_of(page):
    return int(page.locator(".axb-numbers").inner_text().split()[1].replace(",", ""))


def test_a_training_is_steered_by_its_buttons(page, studio, trainings):
    run = trainings.under_way()
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_text("examples a second").wait_for()
    page.get_by_text("left").first.wait_for()
    button(page, "Pause").click()
    page.get_by_text("Paused after step").last.wait_for()
    until(lambda: run.status == "paused")
    still = run.wait(run.send("pause"), 60).done_step
    button(page, "One step").click()
    page.get_by_text(f"One step from step {still:,}.").wait_for()
    button(page, "Slow motion").click()
    until(lambda: run.status == "slow")
    page.get_by_text("Slow motion: epoch").wait_for()
    button(page, "10").click()
    button(page, "Full speed").click()
    until(lambda: run.status == "running")
    page.get_by_label("Learning rate", exact=True).fill("0.004")
    page.get_by_label("Learning rate", exact=True).press("Enter")
    page.get_by_text("Learning rate 0.004 from step").wait_for()
    button(page, "Half the learning rate").click()
    page.get_by_text("Learning rate 0.002 from step").wait_for()
    assert [decision.value for decision in run.decisions()] == [0.004, 0.002]
    button(page, "Stop").click()
    page.get_by_text("Stopped. All it learned").wait_for()
    kept = run.latest_checkpoint().step
    button(page, "Go on").click()
    page.get_by_text("Training: epoch").wait_for(timeout=BEGIN)
    until(lambda: trains(run) and run.last("loss")[0] > kept)


def test_a_rate_that_was_set_while_it_stands_still_is_the_one_that_is_halved(page, studio, trainings):
    run = trainings.under_way()
    page.goto(f"{studio.url}/run/{run.name}")
    button(page, "Pause").click()
    page.get_by_text("Paused after step").last.wait_for()
    until(lambda: run.status == "paused")
    for rate in ("0.004", "0.002", "0.001"):
        if rate == "0.004":
            page.get_by_label("Learning rate", exact=True).fill(rate)
            page.get_by_label("Learning rate", exact=True).press("Enter")
        else:
            button(page, "Half the learning rate").click()
        page.get_by_text(f"Learning rate {rate} from step").wait_for()
        page.wait_for_timeout(500)  # in which the page hears of the run again
    assert [decision.value for decision in run.decisions()] == [0.004, 0.002, 0.001]


def test_a_rate_that_cannot_be_is_told_in_a_sentence(page, studio, trainings):
    run = trainings.under_way()
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_label("Learning rate", exact=True).fill("fast")
    page.get_by_label("Learning rate", exact=True).press("Enter")
    page.get_by_text("A learning rate is a number above 0; got 'fast'").wait_for()
    assert run.decisions() == []


def test_numbers_and_curves_move_and_stay_where_they_were_zoomed(page, studio, trainings):
    run = trainings.under_way()
    page.goto(f"{studio.url}/run/{run.name}")
    page.locator(".axb-plot .main-svg").first.wait_for()
    before = step_of(page)
    until(lambda: step_of(page) > before)
    seen = "document.querySelector('.axb-plot').data[0].x.length + document.querySelector('.axb-caption').innerText"
    first = page.evaluate(seen)
    until(lambda: page.evaluate(seen) != first)
    page.evaluate(
        "async () => { const plot = document.querySelector('.axb-plot');"
        " await Plotly.relayout(plot, {'xaxis.range': [3, 9]}); }"
    )
    first = page.evaluate(seen)
    until(lambda: page.evaluate(seen) != first)
    assert page.evaluate("document.querySelector('.axb-plot').layout.xaxis.range") == [3, 9]


def test_a_watched_training_shows_its_inside_as_it_learns(new_page, studio, trainings, check_accessible):
    run = trainings.under_way(replace(ENDLESS, watch=True))
    for look in (("en", "dark", 1280, False), ("ja", "light", 390, False)):
        page = new_page(*look)
        page.goto(f"{studio.url}/run/{run.name}")
        page.locator(".axb-plot .main-svg").nth(4).wait_for()  # two layers of drawing each: the third figure
        assert page.locator(".axb-plot").count() == 3
        assert page.evaluate("document.querySelectorAll('.axb-plot')[1].layout.yaxis.range") == [-12, 2]
        before = page.locator(".axb-caption").nth(1).inner_text()
        until(lambda page=page, before=before: page.locator(".axb-caption").nth(1).inner_text() != before)
        check_accessible(page)
        page.goto("about:blank")


def test_whatever_the_doctor_may_say_has_room_on_a_phone(new_page, studio, trainings, check_accessible):
    run = trainings.ask(QUICK)
    until(lambda: run.status == "finished")
    record_findings(run, 0, [one for _, change in CASES.values() for one in examine(replace(WELL, **change))])
    for language in ("en", "ja"):
        page = new_page(language, "light", 390, False)
        page.goto(f"{studio.url}/run/{run.name}")
        page.locator(".axb-finding").last.wait_for(timeout=BEGIN)
        assert page.locator(".axb-finding").count() == len(CASES)
        check_accessible(page)
        page.goto("about:blank")


def test_the_doctor_speaks_on_the_page(new_page, studio, trainings, check_accessible):
    deep = "mlp:activation=sigmoid,hidden=16,16,16,16,16,16,16,16"
    run = trainings.ask(Job(deep, "spiral:n=100", epochs=30, batch_size=16, watch=True))
    for look, title in (
        (("en", "light", 1280, False), "The gradient vanishes"),
        (("ja", "dark", 390, False), "勾配が消失"),
    ):
        page = new_page(*look)
        page.goto(f"{studio.url}/run/{run.name}")
        page.locator(".axb-finding").get_by_text(title).wait_for(timeout=BEGIN)
        assert page.locator(".axb-finding").count() == 1
        check_accessible(page)
        page.goto("about:blank")


def test_a_trainer_that_is_killed_is_told_and_goes_on(page, studio, trainings):
    run = trainings.under_way()
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_text("Training: epoch").wait_for()
    kill(run)
    page.get_by_text("Its process died after step").wait_for()
    died_at = run.last("loss")[0]
    button(page, "Go on").click()
    page.get_by_text("Training: epoch").wait_for(timeout=BEGIN)
    until(lambda: trains(run) and run.last("loss")[0] > died_at)


def test_a_studio_that_is_killed_leaves_the_training_alone(new_page, own_studio):
    studio = own_studio()
    with trainings_in(studio.home) as trainings:
        run, waits = trainings.under_way(), trainings.ask()
        page = new_page(url=studio.url)
        page.goto(f"{studio.url}/run/{run.name}")
        page.get_by_text("Training: epoch").wait_for()
        pid, seen = run.pid, run.last("loss")[0]
        studio.restart(kill=True)
        until(lambda: run.last("loss")[0] > seen)
        page.goto(f"{studio.url}/run/{run.name}")
        page.get_by_text("Training: epoch").wait_for()
        assert (run.pid, run.status, waits.status) == (pid, "running", "queued")
        button(page, "Stop").click()
        page.get_by_text("Stopped. All it learned").wait_for()
        until(lambda: trains(waits))


def test_who_waits_sees_the_place_and_may_leave(page, studio, trainings):
    trainings.under_way()
    other, mine = trainings.ask(visitor="other"), trainings.ask(visitor="me")
    page.goto(f"{studio.url}/run/{mine.name}")
    page.get_by_text("Waiting: 1 before it").wait_for()
    other.leave_queue()
    page.get_by_text("Waiting: it is next").wait_for()
    button(page, "Take it out of the queue").click()
    page.get_by_text("Taken out of the queue before it began").wait_for()
    assert mine.status == "stopped"
    button(page, "Go on").click()
    page.get_by_text("Waiting: it is next").wait_for()


def test_a_job_that_cannot_begin_says_why(page, studio, trainings):
    run = trainings.ask(Job("fastcnn", "spiral"))
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_text("It ended with an error: fastcnn needs pictures").wait_for(timeout=BEGIN)
    button(page, "Try again").wait_for()


def test_a_run_of_a_script_is_not_offered_to_go_on(page, studio, trainings):
    run = trainings.store.create(None, config={}, graph=None, data_hash="", seed=0)
    run.start()
    run.finish("stopped")
    page.goto(f"{studio.url}/run/{run.name}")
    page.get_by_text("A script started this run").wait_for()
    assert not button(page, "Go on").is_visible()
    page.get_by_text("What it is").click()
    page.get_by_text("stopped", exact=True).wait_for()


def test_a_run_that_is_not_there_is_told(page, studio):
    page.goto(f"{studio.url}/run/nobody")
    page.get_by_text("No run is named nobody").wait_for()


def test_everybody_can_use_it(new_page, studio, trainings, check_accessible):
    run = trainings.under_way(ENDLESS)
    for look in LOOKS:
        page = new_page(*look)
        page.goto(f"{studio.url}/run/{run.name}")
        page.locator(".axb-plot .main-svg").first.wait_for()
        if run.status != "slow":
            button(page, "Slow motion").click()
            until(lambda: run.status == "slow")
        check_accessible(page)
        page.goto("about:blank")
