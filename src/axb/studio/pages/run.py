"""One run: live while it trains; afterwards what came of it."""

from nicegui import ui

from axb.runs import Store
from axb.studio.frame import frame, who
from axb.studio.pages.run_desk import desk_link
from axb.studio.pages.run_live import LiveRun
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking


def register() -> None:
    """/run/{name}"""

    @ui.page("/run/{name}")
    def page(name: str) -> None:
        try:
            with Store() as store, speaking(who().language):
                found = store.open(name).name
        except InputError as error:
            _unknown(str(error))
            return
        with frame(found) as visitor:
            desk_link(found, visitor)
            LiveRun(found, visitor)
            with ui.expansion(visitor.say("studio_run.what_it_is"), icon="info").classes("axb-fold") as fold:
                facts = ui.element("dl").classes("axb-facts")
            fold.on_value_change(lambda: _tell_facts(facts, found, visitor))


def _unknown(sentence: str) -> None:
    with frame(who().say("studio_run.unknown")) as visitor:
        ui.label(sentence).classes("axb-lead")
        ui.link(visitor.say("studio_run.all_runs"), "/runs")


def _tell_facts(place: ui.element, name: str, visitor: Visitor) -> None:
    from axb.views import fact_label, facts

    place.clear()
    with place, speaking(visitor.language), Store() as store:
        for key, text in facts(store.open(name)).items():
            with ui.element("div"):
                ui.element("dt")._text = fact_label(key)
                ui.element("dd")._text = text
