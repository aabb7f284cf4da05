"""Losses, metrics and rates over steps."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from axb.runs import Run
from axb.views import caption, curves, in_scheme
from axb.views.palette import DISCRIMINATOR, GENERATOR, THEMES
from axb.views.panels import panels_of
from axb.words import set_language


def traces(figure: Any, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def test_losses_metrics_and_rates_have_their_panels() -> None:
    names = [
        "learning_rate",
        "epoch/loss",
        "epoch/val_loss",
        "loss",
        "epoch/mae",
        "epoch/accuracy",
        "epoch/val_accuracy",
    ]
    panels = panels_of(names)
    assert [(panel.title, panel.names) for panel in panels] == [
        ("loss", ("loss",)),
        ("accuracy", ("accuracy",)),
        ("mae", ("mae",)),
        ("learning rate", ("learning_rate",)),
    ]
    assert panels[-1].height < panels[0].height


def test_a_detective_s_accuracies_share_a_panel_and_other_names_of_accuracy_do_not() -> None:
    names = [
        "discriminator_loss",
        "fake_accuracy",
        "real_accuracy",
        "epoch/val_real_accuracy",
        "binary_accuracy",
    ]
    assert [(panel.title, panel.names) for panel in panels_of(names)] == [
        ("loss", ("discriminator_loss",)),
        ("accuracy", ("fake_accuracy", "real_accuracy")),
        ("binary_accuracy", ("binary_accuracy",)),
    ]


def test_the_parts_of_a_bound_have_their_unit() -> None:
    titles = [panel.title for panel in panels_of(["loss", "kl", "reconstruction"])]
    assert titles == ["loss", "KL of the code (nats)", "reconstruction (nats)"]


def test_training_is_a_line_or_filled_and_what_was_held_out_hollow(classifier: Run) -> None:
    figure = curves(classifier)
    smooth, accuracy = traces(figure, "training")
    assert (smooth.line.width, len(smooth.x)) == (3, 180)
    assert accuracy.marker.symbol == "circle"
    for ring in (rings := traces(figure, "held out")):
        assert ring.marker.symbol == "circle-open"
        assert ring.x.tolist() == [60, 120, 180]
    assert rings[0].y.tolist() == pytest.approx([1.1, 0.55, 1.1 / 3])
    assert [trace.showlegend for trace in [smooth, accuracy, *rings]] == [True, False, True, False]


def test_every_step_lies_thin_behind_the_mean(classifier: Run) -> None:
    raw = curves(classifier).data[0]
    steps, values = classifier.series("loss")
    assert raw.line.width == 1
    assert raw.opacity < 0.5
    assert np.array_equal(raw.x, steps)
    assert np.array_equal(raw.y, values)


def test_axes_have_names_and_time_runs_to_the_right(classifier: Run) -> None:
    layout = curves(classifier).layout
    assert layout.xaxis3.title.text == "step (updates of the weights)"
    assert [layout[f"yaxis{n}"].title.text for n in ("", 2, 3)] == ["loss", "accuracy", "learning rate"]
    assert layout.yaxis2.tickformat == ".0%"
    assert layout.xaxis.autorange is None


def test_the_caption_says_where_the_loss_began_and_is(classifier: Run) -> None:
    said = caption(curves(classifier))
    assert said.startswith("The loss went from 2.")
    assert "in 180 steps (thick line: mean over 3); rings are data held out" in said
    set_language("ja")
    assert caption(curves(classifier)).startswith("損失は 180 ステップで")


def test_rings_are_not_spoken_of_where_there_are_none(new_run: Callable[..., Run]) -> None:
    run = new_run()
    run.log(1, {"loss": 2.0})
    run.log(2, {"loss": 1.0})
    assert caption(curves(run)) == "The loss went from 2 to 1 in 2 steps."


def test_players_have_their_colours(new_run: Callable[..., Run]) -> None:
    run = new_run()
    for step in range(1, 301):
        run.log(step, {"generator_loss": 1.0, "discriminator_loss": 0.7, "generator_learning_rate": 0.1})
    run.log(300, {"epoch/generator_loss": 1.0, "epoch/val_generator_loss": 1.2})
    figure = curves(run)
    (generator,), (discriminator,) = traces(figure, "generator")[:1], traces(figure, "discriminator")
    (held_out,) = traces(figure, "generator, held out")
    assert generator.line.color == held_out.marker.color == GENERATOR
    assert discriminator.line.color == DISCRIMINATOR
    assert caption(figure).startswith("How the loss went in 300 steps;")


def test_a_loss_that_spans_much_gets_a_logarithmic_axis_that_says_so(new_run: Callable[..., Run]) -> None:
    run = new_run()
    for step in range(1, 101):
        run.log(step, {"loss": 10.0 ** -(step / 20)})
    axis = curves(run).layout.yaxis
    assert (axis.type, axis.title.text) == ("log", "loss (log scale)")


@pytest.mark.parametrize(("powers", "apart"), [(2, 1), (7, 2)])
def test_a_rate_that_spans_much_has_few_numbers_beside_its_low_axis(
    new_run: Callable[..., Run], powers: int, apart: int
) -> None:
    run = new_run()
    for step in range(101):
        run.log(step + 1, {"loss": 1.0, "learning_rate": 10.0 ** -(powers * step / 100)})
    axis = curves(run).layout.yaxis2
    assert (axis.type, axis.title.text, axis.dtick) == ("log", "learning rate<br>(log scale)", apart)


@pytest.mark.parametrize(("value", "ends"), [(0.001, (0, 0.0012)), (-5, (-6, 0))])
def test_what_never_changes_is_shown_at_its_size(
    new_run: Callable[..., Run], value: float, ends: tuple[float, float]
) -> None:
    run = new_run()
    run.log(1, {"learning_rate": value})
    run.log(2, {"learning_rate": value})
    assert curves(run).layout.yaxis.range == pytest.approx(ends)


def test_a_diverged_run_can_still_be_drawn(new_run: Callable[..., Run]) -> None:
    run = new_run()
    for step in range(1, 401):
        run.log(step, {"loss": 2.0**step if step < 300 else np.nan})
    figure = curves(run)
    assert figure.layout.yaxis.type == "log"
    assert caption(figure) == (
        "The loss went from 12.4 to not a number in 400 steps (thick line: mean over 9)."
    )
    assert "NaN" not in figure.to_json()


def test_epoch_means_stand_in_where_no_steps_were_recorded(new_run: Callable[..., Run]) -> None:
    run = new_run()
    run.log(10, {"epoch/loss": 2.0})
    run.log(20, {"epoch/loss": 1.0})
    (means,) = traces(curves(run), "training")
    assert (means.marker.symbol, means.y.tolist()) == ("circle", [2.0, 1.0])


def test_a_run_without_values_says_so(new_run: Callable[..., Run]) -> None:
    figure = curves(new_run())
    assert caption(figure).startswith("Nothing has been recorded yet")
    assert not figure.data


def test_a_metrics_name_is_text_and_not_html(new_run: Callable[..., Run]) -> None:
    run = new_run()
    run.log(1, {"epoch/<b>x</b>": 1.0})
    assert curves(run).layout.yaxis.title.text == "&lt;b&gt;x&lt;/b&gt;"


def test_dark_is_the_same_figure_in_other_ink(classifier: Run) -> None:
    light = curves(classifier)
    dark = in_scheme(light, "dark")
    assert light.layout.template.layout.paper_bgcolor == THEMES["light"].paper
    assert dark.layout.template.layout.paper_bgcolor == THEMES["dark"].paper
    assert dark.layout.template.data.scatter[0].line.color == THEMES["dark"].ink
    assert dark.data == light.data
    assert dark.data[0].line.color is None
