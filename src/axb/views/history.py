"""A run told again: what there was to see after any share of its steps, as scenes for a film."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from axb.runs import Run
from axb.runs.series import Steps, Values
from axb.views.facts import steps_done
from axb.views.history_line import line_history
from axb.views.learned_line import learned_line
from axb.views.panels import EPOCH, HELD_OUT, LOW, Panel, color_of, panels_of, player_of
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.views.smoothing import smoothed, thinned, wants_log, window_of
from axb.words import InputError, say

History = Callable[[float], list[Scene]]  # the share of the steps, 0 to 1 -> what is seen
MOST_PANELS = 2


def history(run: Run) -> History:
    """Its line and the way over the loss, where it is a run of y = ax + b; else its curves.

    Raises InputError where the run recorded nothing.
    """
    line = learned_line(run)
    panels = [panel for panel in panels_of(run.series_names()) if panel.height > LOW][:MOST_PANELS]
    if line is None and not panels:
        raise InputError("views_slides.no_history", name=run.name)
    return line_history(run, line) if line is not None else _curve_history(run, panels)


@dataclass(frozen=True)
class _Trace:
    """One name's values: every step, their mean, the means of epochs in training and on examples held out."""

    label: str
    color: str
    every: tuple[Steps, Values]
    mean: tuple[Steps, Values]
    held_out: tuple[Steps, Values]


def _curve_history(run: Run, panels: list[Panel]) -> History:
    traces = {panel: [_trace(run, panel, number) for number in range(len(panel.names))] for panel in panels}
    last = max(steps_done(run), 1)
    axes = {panel: _axis(panel, found) for panel, found in traces.items()}

    def shown(share: float) -> list[Scene]:
        step = round(share * last)
        x = Axis(say("views.axis_step"), 0, 1.02 * last)
        return [
            Scene(
                x,
                axes[panel],
                [mark for one in found for mark in _grown(one, step)],
                _says(panel, found, step, last),
            )
            for panel, found in traces.items()
        ]

    return shown


def _trace(run: Run, panel: Panel, number: int) -> _Trace:
    name = panel.names[number]
    (steps, values), epochs, held_out = (
        (at, what * 100 if panel.is_percent else what)
        for at, what in map(run.series, (name, EPOCH + name, HELD_OUT + name))
    )
    mean = smoothed(steps, values, window_of(len(values))) if len(values) else epochs
    return _Trace(player_of(name), color_of(name, number) or "ink", thinned(steps, values), mean, held_out)


def _axis(panel: Panel, traces: list[_Trace]) -> Axis:
    """A range for the whole run, so that the picture stands still while the lines grow."""
    title = f"{panel.title} (%)" if panel.is_percent else panel.title
    values = np.concatenate([part[1] for one in traces for part in (one.mean, one.held_out)])
    values = values[np.isfinite(values)]
    if not len(values):
        return Axis(title)
    low, high = float(values.min()), float(values.max())
    if wants_log(values):
        return Axis(say("views.log_axis", what=title), low / 1.5, high * 1.5, log=True)
    room = 0.08 * (high - low) or 0.1 * abs(high) or 1.0
    return Axis(title, low - room, high + room)


def _until(track: tuple[Steps, Values], step: int) -> tuple[Steps, Values]:
    count = int(np.searchsorted(track[0], step, side="right"))
    return track[0][:count], track[1][:count]


def _grown(one: _Trace, step: int) -> list[Mark]:
    (x, y), (at, means), (rings, held_out) = (
        _until(part, step) for part in (one.every, one.mean, one.held_out)
    )
    marks: list[Mark] = [
        Line(x=x, y=y, color=one.color, width=1, opacity=0.28),
        Line(x=at, y=means, color=one.color, width=3),
        Line(x=rings, y=held_out, color=one.color, width=1.5),
        Points(x=rings, y=held_out, color=one.color, hollow=True),
    ]
    if len(means):
        marks += [Points(x=at[-1:], y=means[-1:], color=one.color)]
    if len(means) and one.label:
        marks += [
            Text(x=float(at[-1]), y=float(means[-1]), text=f"{one.label}  ", color=one.color, align="right")
        ]
    return marks


def _says(panel: Panel, traces: list[_Trace], step: int, last: int) -> str:
    """What has been reached: of one curve its value and, where examples are held out, theirs."""
    said = {"what": panel.title, "step": f"{step:,}", "steps": f"{last:,}"}
    value = _latest(traces[0].mean, step, panel)
    if len(traces) > 1 or value is None:
        return say("views_slides.curve", **said)
    held_out = _latest(traces[0].held_out, step, panel)
    if held_out is None:
        return say("views_slides.curve_value", value=value, **said)
    return say("views_slides.curve_both", value=value, held_out=held_out, **said)


def _latest(track: tuple[Steps, Values], step: int, panel: Panel) -> str | None:
    values = _until(track, step)[1]
    if not len(values):
        return None
    return f"{values[-1]:.1f}%" if panel.is_percent else f"{values[-1]:.3g}"
