"""The doctor's look at a run: from what it recorded and, of a job's run, from its model and data."""

from dataclasses import replace
from typing import Any

import torch

from axb.data.batches import Batches
from axb.graph.mode import quietly
from axb.insight.doctor import Evidence, Finding, evidence_of, examine, record_findings
from axb.insight.doctor.facts import Entrance, chance_of, ending_of
from axb.jobs.job import job_of
from axb.jobs.preparing import Prepared, prepare
from axb.runs import Run, Store

EXAMPLES = 256  # that the size of what enters is measured on


def examined(name: str) -> tuple[Evidence, list[Finding]]:
    """What is known of the run of that name, and what is wrong; the findings are kept in the run for its page."""
    with Store() as store:
        run = store.open(name)
        known = evidence_of(run)
        if known.chance is None and known.entering is None and "job" in run.config:
            known = _with_facts(known, prepare(job_of(run.config, run.name)))
        found = examine(known)
        _keep(run, known, found)
    return known, found


def _keep(run: Run, known: Evidence, found: list[Finding]) -> None:
    if known.over:
        record_findings(run, known.step, found)


def _with_facts(known: Evidence, ready: Prepared) -> Evidence:
    """What the job's data and model say."""
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
