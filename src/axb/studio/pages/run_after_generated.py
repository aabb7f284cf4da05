"""What one does with a trained generative model: make new examples, and see them beside real ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import quickly, slowly, with_store
from axb.studio.dial import Dial
from axb.studio.pages.run_after_example import Example
from axb.studio.save import Scenes, save_run_film_button, save_slide_button
from axb.studio.scene import SceneView
from axb.studio.visitor import Visitor
from axb.views.generated import aspect
from axb.views.generation import generates
from axb.views.scene import Scene

if TYPE_CHECKING:
    from axb.jobs import Made, Predictor

MOST_SEED, HOTTEST, ALL = 999_999, 2.0, -1


async def build(maker: "Predictor", visitor: Visitor, example: Example) -> None:
    """The tab in which new ones are made."""
    await Making(maker, visitor).make()


class Making:
    """A seed, a temperature and a class; what is made of them follows."""

    def __init__(self, maker: "Predictor", visitor: Visitor) -> None:
        self.maker, self.visitor, self.temperature = maker, visitor, 1.0
        self.scene: Scene | None = None
        self.made: Made | None = None
        self.view: SceneView | None = None
        ui.label(visitor.say("studio_generated.how")).classes("axb-muted")
        with ui.element("div").classes("axb-row axb-making"):
            self._build_choices()
        self.caption = ui.label().classes("axb-caption").props('role="status"')
        self.place = ui.element("div").classes("axb-samples")
        with ui.element("div").classes("axb-row"):
            save_slide_button(visitor, self._scenes, f"{maker.name}-samples")
            for ending in (".npz",) if maker.data.kind == "images" else (".csv", ".npz"):
                self._build_save(ending)

    def _build_choices(self) -> None:
        say, does = self.visitor.say, self.visitor.does
        self.seed = ui.number(
            say("studio_generated.seed"), value=0, min=0, max=MOST_SEED, step=1, format="%d"
        )
        self.seed.props("dense outlined").classes("axb-number")
        self.seed.on("keydown.enter", does(self.make)).on("blur", does(self.make))
        self.label: ui.select | None = None
        if getattr(self.maker.model, "classes", 0):
            known = {ALL: say("studio_generated.all_classes"), **dict(enumerate(self.maker.data.labels()))}
            self.label = ui.select(known, value=ALL, label=say("studio_generated.class"))
            self.label.props("dense outlined options-dense").classes("axb-select")
            self.label.on_value_change(does(self.make))
        self.dial = Dial(self.visitor, say("studio_generated.temperature"), 1.0, 0.0, HOTTEST, self._heat)
        more = ui.button(say("studio_generated.more"), icon="casino", on_click=does(self._more))
        more.props("no-caps unelevated")

    def _build_save(self, ending: str) -> None:
        async def save() -> None:
            from axb.jobs.making import as_bytes

            if (made := self.made) is not None:
                data = await slowly(lambda: as_bytes(made, self.maker.data, ending))
                ui.download.content(data, f"{self.maker.name}-samples{ending}")

        words = self.visitor.say("studio_generated.save", ending=ending)
        ui.button(words, icon="download", on_click=self.visitor.does(save)).props("no-caps flat")

    async def _heat(self, value: float) -> None:
        self.temperature = value
        self.dial.follow(value, 0.0, HOTTEST)
        await self.make()

    async def _more(self) -> None:
        self.seed.value = (int(self.seed.value or 0) + 1) % (MOST_SEED + 1)
        await self.make()

    async def make(self) -> None:
        """Make them of what is chosen, and show them."""
        from axb.jobs.making import PICTURES, ROWS, make, picture

        seed = min(max(int(self.seed.value or 0), 0), MOST_SEED)
        label = None if self.label is None or self.label.value == ALL else int(self.label.value)
        maker, temperature = self.maker, self.temperature
        count = PICTURES if maker.data.kind == "images" else min(ROWS, len(maker.data.x_test))
        name = None if label is None else maker.data.labels()[label]
        self.made = made = await quickly(lambda: make(maker, count, seed, temperature, name))
        said = {"count": f"{count:,}", "seed": seed, "temperature": f"{temperature:.2f}"}
        key = "studio_generated.caption_class" if name else "studio_generated.caption"
        self.scene = picture(made, maker.data, self.visitor.say(key, **said, name=name))
        self.caption.text = self.scene.caption
        if self.view is not None:
            self.view.show(self.scene)
            return
        with self.place:
            self.view = drawn(self.scene, self.visitor.say("studio_generated.made"), self.visitor)

    async def _scenes(self) -> Sequence[Scene]:
        return [] if self.scene is None else [self.scene]


def drawn(scene: Scene, label: str, visitor: Visitor) -> SceneView:
    """A scene as wide as there is room, in its own shape."""
    return SceneView(visitor, label, scene, aspect=f"{aspect(scene):.3f}")


async def show_beside(name: str, visitor: Visitor) -> None:
    """Made ones, real ones, and how what is made has grown, each under its caption; of an autoencoder the last."""
    place = ui.context.slot.parent
    said, scenes = await with_store(lambda store: _read(store, name))
    with place:
        if said:
            ui.label(said).classes("axb-caption")
        for number, scene in enumerate(scenes):
            ui.label(scene.caption).classes("axb-muted")
            with ui.element("div").classes("axb-samples axb-samples-wide"):
                drawn(scene, scene.caption, visitor)
            save_slide_button(visitor, _alone(scene), f"{name}-samples-{number + 1}")
        if scenes:
            save_run_film_button(visitor, name)


def _alone(scene: Scene) -> Scenes:
    async def now() -> Sequence[Scene]:
        return [scene]

    return now


def _read(store: Store, name: str) -> tuple[str, list[Scene]]:
    from axb.views.made import generation, looked_at, pictures, sentence

    run = store.open(name)
    if not generates(run):
        return "", looked_at(run)[1:]
    found = generation(run)
    return sentence(found), pictures(run, found)
