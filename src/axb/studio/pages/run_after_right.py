"""What the test showed: which class is taken for which, and the mistakes it was surest of; each can be looked at."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from nicegui import ui
from nicegui.events import GenericEventArguments

from axb.runs import Store
from axb.studio.behind import slowly, with_store
from axb.studio.live_figure import Figure, told_figure
from axb.studio.pages.run_after_generated import show_beside
from axb.studio.pages.run_after_measures import show_measures
from axb.studio.pages.run_after_restored import show_pairs
from axb.studio.plot import Plot
from axb.studio.save import save_figure_button
from axb.studio.thumbnails import choices
from axb.studio.visitor import Visitor
from axb.views.evaluation import ClassEvaluation, Evaluation, evaluation
from axb.views.generation import Generation
from axb.views.reconstruction import Reconstruction

if TYPE_CHECKING:
    from axb.jobs import Predictor

SHOWN = 24  # examples of a cell, and mistakes
Try = Callable[[int], Awaitable[None]]


async def build(name: str, predictor: "Predictor", visitor: Visitor, try_test: Try) -> None:
    """The tab; `try_test` shows an example of the test part in the first one."""
    place = ui.context.slot.parent
    found, figures = await with_store(lambda store: _read(store, name))
    with place:
        if found is None:
            ui.label(visitor.say("studio_after.no_test"))
            return
        if isinstance(found, Generation | Reconstruction):
            await _show_latent(name, found, visitor)
    with place:
        if not isinstance(found, ClassEvaluation):
            for figure in figures:
                _draw(figure, visitor, f"{name}-test")
            return
        with ui.element("div").classes("axb-right"):
            with ui.element("div"):
                plot = _draw(figures[0], visitor, f"{name}-test")
            with ui.element("div"):
                ui.label(visitor.say("studio_after.press")).classes("axb-muted")
                cells = Cells(predictor, found, visitor, try_test)
        plot.on(
            "plotly_click",
            visitor.does(cells.clicked),
            js_handler="(e) => emit(e.points[0].x, e.points[0].y)",
        )
        cells.show_worst()
        for figure in figures[1:]:
            _draw(figure, visitor, f"{name}-reliability")


async def _show_latent(name: str, found: Generation | Reconstruction, visitor: Visitor) -> None:
    """What a model with codes makes, and what it restores."""
    place = ui.context.slot.parent
    if isinstance(found, Reconstruction):
        show_pairs(found, visitor)
        await show_beside(name, visitor)
        return
    await show_beside(name, visitor)
    with place:
        await show_measures(name, visitor)
    with place:
        if found.restored is not None:
            show_pairs(found.restored, visitor)


def _read(store: Store, name: str) -> tuple[Evaluation | None, list[Figure]]:
    from axb.views import confusion, predicted_against_true, restored_sections
    from axb.views.reliability import reliability

    run = store.open(name)
    found = evaluation(run)
    if found is None:
        return None, []
    restored = found.restored if isinstance(found, Generation) else found
    if restored is None:
        drawn = []
    elif isinstance(restored, Reconstruction):
        drawn = [*restored_sections.figures(run, restored).values()]
    elif isinstance(found, ClassEvaluation):
        drawn = [confusion(run), *([reliability(run)] if found.calibration is not None else [])]
    else:
        drawn = [predicted_against_true(run)]
    return found, [told_figure(one) for one in drawn]


def _draw(figure: Figure, visitor: Visitor, name: str) -> Plot:
    ui.label(figure.caption).classes("axb-caption")
    with ui.element("div").props("role=figure").classes("axb-test-figure") as picture:
        picture.props["aria-label"] = figure.caption
        plot = Plot(figure.text(visitor.scheme)).classes("axb-wide")
    save_figure_button(visitor, lambda: plot, lambda: figure.caption, name)
    return plot


class Cells:
    """The examples of one cell of the confusion matrix, chosen by a click on it or in two lists."""

    def __init__(
        self, predictor: "Predictor", found: ClassEvaluation, visitor: Visitor, try_test: Try
    ) -> None:
        from axb.views.confusion import shown_classes

        self.predictor, self.found, self.visitor, self.try_test = predictor, found, visitor, try_test
        self.columns = shown_classes(found.confusion)
        names = dict(enumerate(found.labels))
        with ui.element("div").classes("axb-row"):
            self.true = ui.select(names, label=visitor.say("studio_after.true_class"))
            self.predicted = ui.select(names, label=visitor.say("studio_after.predicted_class"))
            ui.button(visitor.say("studio_after.worst"), on_click=self.show_worst).props("no-caps flat")
        for one in (self.true, self.predicted):
            one.props("dense outlined options-dense").classes("axb-select")
            one.on_value_change(visitor.does(self.show_cell))
        self.title = ui.label().classes("axb-card-title").props('role="status"')
        self.place = ui.element("div")

    async def clicked(self, event: GenericEventArguments) -> None:
        """A cell of the figure: column, row."""
        column, row = (int(self.columns[int(place)]) for place in event.args)
        self.true.value, self.predicted.value = row, column

    async def show_cell(self) -> None:
        """The examples of the chosen pair of classes, those it was surest of first."""
        if self.true.value is None or self.predicted.value is None:
            return
        true, guess = int(self.true.value), int(self.predicted.value)
        shares = await slowly(lambda: self.predictor.of_test)
        if (self.true.value, self.predicted.value) != (true, guess):
            return  # something else was asked for meanwhile
        places = np.flatnonzero((self.predictor.data.y_test == true) & (shares.argmax(1) == guess))
        places = places[np.argsort(-shares[places, guess], kind="stable")]
        names = {"true": self.found.labels[true], "predicted": self.found.labels[guess]}
        self.title.text = self.visitor.say(
            "studio_after.right_cell" if true == guess else "studio_after.cell", count=len(places), **names
        )
        self._show(places[:SHOWN].tolist(), [f"{shares[place, guess]:.0%}" for place in places[:SHOWN]])

    def show_worst(self) -> None:
        """The mistakes that the network was surest of."""
        self.true.value = self.predicted.value = None
        worst, labels = self.found.worst.take(slice(SHOWN)), self.found.labels
        self.title.text = self.visitor.say(
            "studio_after.worst_title" if len(worst) else "studio_after.no_mistakes"
        )
        said = [
            self.visitor.say(
                "studio_after.mistake", true=labels[true], predicted=labels[guess], share=f"{share:.0%}"
            )
            for true, guess, share in zip(worst.true, worst.predicted, worst.confidence, strict=True)
        ]
        self._show(worst.index.tolist(), said)

    def _show(self, places: list[int], captions: list[str]) -> None:
        data = self.predictor.data
        self.place.clear()
        with self.place:
            if data.kind == "images":
                choices(
                    data.x_test[places], captions, lambda at: self.try_test(places[at]), self.visitor.does
                )
                return
            for index, caption in zip(places, captions, strict=True):
                said = f"{', '.join(f'{value:.4g}' for value in data.x_test[index][:6])}: {caption}"
                ui.button(said, on_click=self.visitor.does(partial(self.try_test, index))).props(
                    "no-caps flat dense"
                )
