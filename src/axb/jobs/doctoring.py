"""The doctor's look at a run: from what it recorded and, of a job's run, from its model and data."""

from dataclasses import replace
from typing import Any

import torch

from axb.data.batches import Batches
from axb.graph.mode import quietly
from axb.insight.doctor import Doctor, Evidence, Finding, evidence_of, examine, record_findings
from axb.insight.doctor.facts import Entrance, chance_of, ending_of
from axb.insight.generative_doctor import GenerativeDoctor
from axb.insight.generative_doctor.record import examine_now, recalled, series_of
from axb.jobs.job import job_of
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.trained import latest_of, weights_of
from axb.runs import Run, Store
from axb.training import Latent, Model
from axb.training.tensors import load_weight_tensors

EXAMPLES = 256  # that the size of what enters is measured on


def doctors(model: Model, verbose: int) -> list[Doctor | GenerativeDoctor]:
    """Who examines a training of this model: its layers and, where it makes new examples, these and its codes."""
    found: list[Doctor | GenerativeDoctor] = [Doctor(verbose=verbose)]
    return [*found, GenerativeDoctor(verbose)] if isinstance(model, Latent) and model.has_prior else found


def examined(name: str) -> tuple[Evidence, list[Finding]]:
    """What is known of the run of that name, and what is wrong; the findings are kept in the run for its page."""
    with Store() as store:
        run = store.open(name)
        known = evidence_of(run)
        if known.chance is None and known.entering is None and "job" in run.config:
            known = _with_facts(known, prepare(job_of(run.config, run.name)))
        found = examine(known)
        _keep(run, known, found)
        generative = recalled(run)
        if generative is None and "job" in run.config and run.latest_checkpoint() is not None:
            generative = _of_what_it_makes(run)
    return known, [*(generative or []), *found]


def _of_what_it_makes(run: Run) -> list[Finding]:
    """One look at what a run's model makes as it is now; nothing where it makes nothing."""
    ready = prepare(job_of(run.config, run.name))
    model = ready.model
    if not (isinstance(model, Latent) and model.has_prior):
        return []
    latest = latest_of(run)
    load_weight_tensors(model, *weights_of(run, latest))
    return examine_now(model, *ready.train, latest.step, series_of(run, latest.step))


def _keep(run: Run, known: Evidence, found: list[Finding]) -> None:
    if known.over:
        record_findings(run, known.step, found)


def _with_facts(known: Evidence, ready: Prepared) -> Evidence:
    """What the job's data and model say; nothing of one with players, who have neither answers nor one way in."""
    if len(ready.model.players()) > 1:
        return known
    x, y = (part[:EXAMPLES] for part in ready.train)
    every = Batches(*ready.train, batch_size=ready.batch_size)
    return replace(
        known,
        chance=chance_of(ready.model, every),
        ending=ending_of(ready.model, every),
        entering=_entering(ready.model, Batches(x, y).x),
    )


@torch.no_grad()
def _entering(model: Any, x: Any) -> Any:
    entrance = Entrance(model)
    with quietly(model):
        model(x)
    entrance.leave()
    return entrance.found
