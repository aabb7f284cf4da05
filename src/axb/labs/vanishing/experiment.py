"""From a preset to a finding; interrupted at any moment, the same call goes on with what is left."""

from collections.abc import Callable, Mapping

from axb.data import load
from axb.labs.experiment import Finding
from axb.labs.vanishing.cell import Cell
from axb.labs.vanishing.options import changed
from axb.labs.vanishing.outcome import Outcome, folder, keep, kept
from axb.labs.vanishing.picture import accuracy_scene, ladders_scene
from axb.labs.vanishing.plan import PRESETS
from axb.labs.vanishing.recipes import RECIPES
from axb.labs.vanishing.verdict import heads, rows, verdict
from axb.words import InputError

Told = Callable[[float, str], None]  # the share that is done, what is learning


def run(
    preset: str = "class", options: Mapping[str, str] | None = None, told: Told = lambda done, now: None
) -> Finding:
    """Train the plan of `preset` ("class": half a minute, "full": ten), changed by `options` as `vanishing_lab` takes.

    Networks that were trained before are read from AXB_HOME. Raises InputError for what can't be used.
    """
    if preset not in PRESETS:
        raise InputError("registry.unknown_choice", what="--preset", known=", ".join(PRESETS), got=preset)
    plan = changed(PRESETS[preset], options or {})
    data, outcomes = load(plan.data), list[Outcome]()
    for done, (recipe, depth) in enumerate(plan.cells):
        outcome = kept(plan, recipe, depth)
        if outcome is None:
            cell = Cell(plan, recipe, depth, data)
            while not cell.finished:
                cell.advance()
                told((done + cell.step / cell.steps) / len(plan.cells), f"{RECIPES[recipe].title} ({depth})")
            outcome = cell.outcome()
            keep(plan, outcome)
        outcomes.append(outcome)
    scenes = ladders_scene(outcomes, plan), accuracy_scene(outcomes, plan)
    return Finding(heads(), rows(outcomes), scenes, verdict(outcomes, plan), folder(plan))
