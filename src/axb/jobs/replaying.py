"""A passport trained again, and what came of it beside what the passport says."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from axb.data.batches import Batches
from axb.jobs.job import Job
from axb.jobs.naming import free_name
from axb.jobs.passport import Passport, passport, read_passport
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.running import carry_out
from axb.jobs.source import model_file
from axb.runs import Store
from axb.training.callbacks import Callback
from axb.training.identity import data_hash, graph_of
from axb.words import InputError, say


@dataclass(frozen=True)
class Replay:
    """What came of a passport's second training.

    run: its name. equal, count: so many of all tensors of weights are the same to the last bit. apart: the largest
    relative difference between two norms; None where nothing can be compared. scores: by name what the passport says
    and what was seen. reasons: what is not as it was, in words.
    """

    run: str
    equal: int
    count: int
    apart: float | None
    scores: dict[str, tuple[float | None, float | None]]
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether all weights and all scores are the same."""
        return self.equal == self.count and all(one == other for one, other in self.scores.values())


def replay(
    path: Path | str,
    *,
    data: str | None = None,
    name: str | None = None,
    trust: bool = False,
    verbose: int = 1,
    callbacks: Sequence[Callback] = (),
) -> Replay:
    """Train again what the passport in the file `path` tells, changes while it ran included, as a new run.

    data: where the data are now, as a job names them. name: of the new run. trust: allow a model that is a Python file,
    which is run. Raises InputError for a broken passport, other data, another model.
    """
    told = read_passport(path)
    job = _job(told, data)
    if (file := model_file(job.model)) is not None and file.is_python and not trust:
        raise InputError("passport.not_trusted", file=file.path)
    ready = prepare(job)
    _check_same(told, ready)
    name = name or free_name(f"{told.name[:60]}-again")
    with Store() as store:
        run = store.create(name, config={"job": asdict(job)}, graph=None, data_hash="", seed=job.seed)
        for step, key, value in told.decisions:
            run.decide(step, key, value)
    carry_out(ready, name, verbose, callbacks)
    return compared(told, passport(name))


def _job(told: Passport, data: str | None) -> Job:
    """The passport's job; its settings are checked where a job is prepared."""
    job = Job(**told.job)
    return job if data is None else replace(job, data=data)


def _check_same(told: Passport, ready: Prepared) -> None:
    """Refuse what can only end elsewhere, before hours are spent on it."""
    parts = [Batches(*part, batch_size=1) if part is not None else None for part in (ready.train, ready.held)]
    if data_hash(parts) != told.data_hash:
        raise InputError("passport.other_data", name=told.name, data=ready.job.data)
    graph = json.loads(json.dumps(graph_of(ready.model)))
    if graph != told.graph:
        raise InputError("passport.other_graph", name=told.name, model=ready.job.model)


def compared(told: Passport, seen: Passport) -> Replay:
    """Two passports side by side."""
    names = {*told.weights, *seen.weights}
    equal = sum(_sha(told, one) == _sha(seen, one) for one in names)
    pairs = [
        (told.weights[one]["norm"], seen.weights[one]["norm"]) for one in {*told.weights} & {*seen.weights}
    ]
    apart = [abs(a - b) / max(abs(a), 1e-12) for a, b in pairs if a is not None and b is not None]
    before, after = {**told.last, **told.test}, {**seen.last, **seen.test}
    scores = {one: (before.get(one), after.get(one)) for one in dict.fromkeys([*before, *after])}
    reasons = tuple(_reasons(told, seen))
    return Replay(seen.name, equal, len(names), max(apart, default=None), scores, reasons)


def _sha(one: Passport, name: str) -> Any:
    return one.weights.get(name, {}).get("sha256")


def _reasons(told: Passport, seen: Passport) -> list[str]:
    """Versions and machine that are not the same; steps and ending, where these differ."""
    found = []
    for part in ("versions", "machine"):
        before, after = getattr(told, part), getattr(seen, part)
        changed = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
        found += [
            say("passport.differs", what=key, before=before.get(key, "-"), now=after.get(key, "-"))
            for key in changed
        ]
    for what in ("steps", "status"):
        before, after = getattr(told, what), getattr(seen, what)
        if before != after:
            found.append(say("passport.differs", what=what, before=before, now=after))
    return found
