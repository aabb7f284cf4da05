"""All runs with a latent space: each a way to its desk."""

from nicegui import ui

from axb.runs import Store
from axb.studio.frame import frame, who
from axb.studio.pages.run_desk import has_codes

MOST = 60  # runs that are listed, the newest


def register() -> None:
    """/desk"""

    @ui.page("/desk")
    def desks() -> None:
        with Store() as store:
            runs = [run for run in store.runs() if "job" in run.config and has_codes(run.graph or {})]
            known = [(run.name, str(run.config["job"]["data"])) for run in runs[:MOST]]
        with frame(who().say("studio_desk.title")) as visitor:
            ui.label(visitor.say("studio_desk.which" if known else "studio_desk.none")).classes("axb-lead")
            if not known:
                for address, key in (
                    ("/train", "studio.way_train"),
                    ("/lessons/latent/1", "studio_desk.lesson"),
                ):
                    ui.link(visitor.say(key), address)
            with ui.element("div").classes("axb-doors"):
                for name, data in known:
                    with ui.link(target=f"/desk/{name}").classes("axb-card"):
                        ui.label(name).classes("axb-card-title")
                        ui.label(data).classes("axb-muted")
