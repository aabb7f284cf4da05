"""A run's passport: one JSON document that says how exactly this result came about, and how to recognise it."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axb.data.folders import named
from axb.jobs.job import job_of
from axb.jobs.measuring import results
from axb.jobs.trained import latest_of, weights_of
from axb.runs import Run, Store
from axb.words import InputError

if TYPE_CHECKING:
    from torch import Tensor

FORMAT = 1
LARGEST = 64 * 2**20  # bytes of a passport that is read
ENDED = ("finished", "diverged")  # what no longer depends on when somebody stopped it


@dataclass(frozen=True)
class Passport:
    """What a result follows from, and what it was.

    job, graph, data_hash, seed, versions, machine: as the run recorded them (graph None where parts are a person's
    own). decisions: (step, key, value) of each change while it ran. weights: by name the shape, the SHA-256 of the
    bytes and the Euclidean norm. test: loss and metrics on the test part; last: the last value of each epoch's means.
    """

    name: str
    status: str
    job: dict[str, Any]
    graph: dict[str, Any] | None
    data_hash: str
    seed: int
    versions: dict[str, Any]
    machine: dict[str, Any]
    decisions: list[Any]
    steps: int
    weights: dict[str, Any]
    test: dict[str, Any]
    last: dict[str, Any]

    def to_json(self) -> str:
        """As text, the same for the same passport."""
        return json.dumps({"axb_passport": FORMAT, **asdict(self)}, indent=2, ensure_ascii=False)


def passport(name: str) -> Passport:
    """The passport of the run of that name.

    Raises InputError where a script started it, it has not ended by itself, or it has no checkpoint.
    """
    with Store() as store:
        run = store.open(name)
        job_of(run.config, run.name)  # refuses a script's
        if run.status not in ENDED:
            raise InputError("passport.not_ended", name=run.name, status=run.shown_status)
        latest = latest_of(run)
        weights, _ = weights_of(run, latest)
        return Passport(
            run.name, run.status, dict(run.config["job"]), run.graph, run.data_hash, run.seed, run.versions,
            run.machine, [[one.step, one.key, one.value] for one in run.decisions()], latest.step,
            {key: _sight(weights[key]) for key in sorted(weights)}, results(run) or {}, _last(run),
        )  # fmt: skip


def _sight(tensor: "Tensor") -> dict[str, Any]:
    """What a tensor is recognised by."""
    plain = tensor.detach().cpu().contiguous()
    digest = hashlib.sha256(plain.numpy().tobytes()).hexdigest()
    norm = float(plain.double().norm())
    return {"shape": list(plain.shape), "sha256": digest, "norm": norm if math.isfinite(norm) else None}


def _last(run: Run) -> dict[str, float]:
    """Where each epoch's means ended, those that are numbers."""
    ends = {name: run.series(name)[1] for name in run.series_names() if name.startswith("epoch/")}
    return {
        name: float(values[-1]) for name, values in ends.items() if len(values) and math.isfinite(values[-1])
    }


def read_passport(path: Path | str) -> Passport:
    """The passport in a file. Raises InputError for anything that is none."""
    file = named(path)
    try:
        if file.stat().st_size > LARGEST:
            raise InputError("passport.unreadable", path=file, problem=f"> {LARGEST // 2**20} MiB")
        document = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        problem = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise InputError("passport.unreadable", path=file, problem=problem) from None
    if not isinstance(document, dict) or document.pop("axb_passport", None) != FORMAT:
        raise InputError("passport.no_passport", path=file, format=FORMAT)
    _check(document, file)
    return Passport(**document)


KINDS: dict[type, str] = {
    str: "name status data_hash",
    int: "seed steps",
    dict: "job versions machine weights test last",
    list: "decisions",
}
FIELDS: dict[str, type | tuple[type, ...]] = {
    "graph": (dict, type(None)),
    **{name: kind for kind, names in KINDS.items() for name in names.split()},
}


NUMBER, NOTHING = (int, float), type(None)
JOB: dict[str, tuple[type, ...]] = {
    "model": (str,), "data": (str,), "epochs": (int, NOTHING), "batch_size": (int, NOTHING),
    "learning_rate": (*NUMBER, NOTHING), "optimizer": (str, NOTHING), "seed": (int,), "validation": NUMBER,
    "precision": (str,), "schedule": (str, NOTHING), "hyperparameters": (dict, NOTHING),
    "seconds": (*NUMBER, NOTHING), "watch": (bool,),
}  # fmt: skip


def _check(document: Mapping[str, Any], file: Path) -> None:
    """Each field there, nothing else, and of its kind; decisions and weights in their form."""
    wrong = [name for name in document if name not in FIELDS]
    wrong += [name for name, kind in FIELDS.items() if not isinstance(document.get(name, ...), kind)]
    if not wrong:
        wrong = [name for name, right in _forms(document).items() if not right]
    if wrong:
        raise InputError("passport.broken", path=file, fields=", ".join(wrong[:5]))


def _forms(document: Mapping[str, Any]) -> dict[str, bool]:
    sights, job = document["weights"].values(), document["job"]
    return {
        "job": {"model", "data"} <= set(job) and all(isinstance(job[one], JOB.get(one, ())) for one in job),
        "seed": -(2**63) <= document["seed"] < 2**63,
        "decisions": all(_is_decision(one) for one in document["decisions"]),
        "weights": all(isinstance(one, dict) and {"sha256", "norm", "shape"} <= set(one) for one in sights),
        **{name: all(isinstance(one, int | float) for one in document[name].values()) for name in ("test", "last")},
    }  # fmt: skip


def _is_decision(one: Any) -> bool:
    return isinstance(one, list) and len(one) == 3 and isinstance(one[0], int) and isinstance(one[1], str)
