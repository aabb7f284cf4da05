"""A training told in words: MODEL on DATA with settings. What it says is all that a run needs to be resumed."""

import importlib.util
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from axb import graph, optimizers, zoo
from axb.data import Dataset, load
from axb.data.spec import parse_spec
from axb.optimizers import Optimizer
from axb.runs import Run, Store
from axb.training import History, Model, head, set_random_seed
from axb.training.callbacks import Callback
from axb.views.evaluation import record_evaluation
from axb.words import InputError


@dataclass(frozen=True)
class Job:
    """model: a family with options ("mlp:hidden=256,128"), a model JSON file, or "file.py:function".
    data: a data set's name with options, or a table. None leaves a setting to the family's recipe.
    validation: the share of the training data held out to watch (0 to 1)."""

    model: str
    data: str
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    optimizer: str | None = None
    seed: int = 0
    validation: float = 0.1
    precision: str = "auto"

    def stem(self) -> str:
        """What its run is named after: "cnn-fashion-mini"."""
        words = (Path(parse_spec(text)[0].split(":")[0]).stem for text in (self.model, self.data))
        return "-".join("".join(c if c.isalnum() or c in "._-" else "_" for c in word) or "x" for word in words)


@dataclass
class Outcome:
    """What a finished job leaves."""

    run: str
    model: Model
    data: Dataset
    history: History
    test: dict[str, float]


@dataclass
class Prepared:
    """A job with its data loaded and its model built and compiled."""

    job: Job
    data: Dataset
    model: Model
    epochs: int
    batch_size: int
    train: tuple[Any, Any]
    held: tuple[Any, Any] | None


def prepare(job: Job) -> Prepared:
    """Load the data, build the model, compile it. Raises InputError where they do not fit each other."""
    data = load(job.data)
    train, held = (data.x_train, data.y_train), None
    if job.validation:
        if not 0 < job.validation < 1:
            raise InputError("registry.out_of_range", what="validation", rule="∈ [0, 1)", got=job.validation)
        x, y, x_held, y_held = data.hold_out(job.validation, job.seed)
        train, held = (x, y), (x_held, y_held)
    set_random_seed(job.seed)
    model, recipe = build(job.model, data)
    epochs = recipe.epochs if job.epochs is None else job.epochs
    size = min(recipe.batch_size if job.batch_size is None else job.batch_size, len(train[0]))
    if size < 1 or epochs < 1:
        what = "epochs" if epochs < 1 else "batch size"
        raise InputError("registry.out_of_range", what=what, rule="≥ 1", got=min(size, epochs))
    if not model.compiled:
        ending = head(data.task, data.classes)
        steps = epochs * math.ceil(len(train[0]) / size)
        one = _optimizer(job, recipe, zoo.facts_of(data), steps)
        model.compile(one, ending.loss, metrics=list(ending.metrics), precision=job.precision)
    return Prepared(job, data, model, epochs, size, train, held)


def _optimizer(job: Job, recipe: zoo.Recipe, facts: zoo.Facts, steps: int) -> Optimizer:
    if job.learning_rate is not None and not job.learning_rate > 0:
        raise InputError("registry.out_of_range", what="learning rate", rule="> 0", got=job.learning_rate)
    if job.optimizer is None:
        return recipe.optimizer(facts, steps, job.learning_rate)
    one = optimizers.get(job.optimizer)
    if job.learning_rate is not None:
        one = type(one).from_config({**one.get_config(), "learning_rate": job.learning_rate})
    return one


def build(spec: str, data: Dataset) -> tuple[Model, zoo.Recipe]:
    """The model that a spec names, for this data, and the recipe to train it with."""
    name, options = parse_spec(spec)
    path, _, function = spec.rpartition(":")
    if path.endswith(".py"):
        return _from_function(Path(path), function, data), zoo.find("mlp").recipe
    if name.endswith(".json"):
        return _from_json(Path(name)), zoo.find("mlp").recipe
    family = zoo.find(name)
    return family.make(zoo.facts_of(data), options), family.recipe


def _from_json(path: Path) -> Model:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("jobs.unreadable", path=path, problem=error) from None
    return _a_model(graph.from_json(text), path)


def _from_function(path: Path, name: str, data: Dataset) -> Model:
    """Run a person's own Python file, on their word, and call its function with the data set."""
    if not path.is_file():
        raise InputError("jobs.unreadable", path=path, problem="not a file")
    module_spec = importlib.util.spec_from_file_location(path.stem, path)
    if module_spec is None or module_spec.loader is None:
        raise InputError("jobs.unreadable", path=path, problem="not a Python file")
    module = importlib.util.module_from_spec(module_spec)
    sys.modules.setdefault(path.stem, module)
    try:
        module_spec.loader.exec_module(module)
    except Exception as error:
        raise InputError("jobs.file_failed", path=path, problem=f"{type(error).__name__}: {error}") from error
    function = getattr(module, name, None)
    if not callable(function):
        raise InputError("jobs.no_function", path=path, name=name)
    try:
        made = function(data)
    except InputError:
        raise
    except Exception as error:
        raise InputError("jobs.file_failed", path=path, problem=f"{type(error).__name__}: {error}") from error
    return _a_model(made, f"{path}:{name}")


def _a_model(made: Any, source: object) -> Model:
    if not isinstance(made, Model):
        raise InputError("jobs.not_a_model", source=source, got=type(made).__name__)
    return made


def train(
    job: Job, name: str | None = None, verbose: int = 1, callbacks: Sequence[Callback] = ()
) -> Outcome:
    """Train a job as a run (named, or numbered after its model and data), measure it on the test part once, record that.

    A job whose run was interrupted goes on from its last checkpoint.
    """
    ready = prepare(job)
    if name is None:
        name = free_name(job.stem())
    told = {"job": asdict(job), "summary": graph.summary(ready.model)}
    history = ready.model.fit(
        *ready.train, batch_size=ready.batch_size, epochs=ready.epochs, verbose=verbose, callbacks=callbacks,
        validation_data=ready.held, run=name, seed=job.seed, config=told,
    )  # fmt: skip
    return Outcome(name, ready.model, ready.data, history, measure(name, ready.model, ready.data))


def free_name(stem: str) -> str:
    """The first of stem-1, stem-2, ... that no run has."""
    with Store() as store:
        taken = {run.name for run in store.runs()}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}-{n}") not in taken)


def measure(name: str, model: Model, data: Dataset) -> dict[str, float]:
    """Loss and metrics on the test part, recorded in the run with what the report shows."""
    results: dict[str, float] = model.evaluate(data.x_test, data.y_test, verbose=0, return_dict=True)
    predictions = model.predict(data.x_test, verbose=0)
    with Store() as store:
        run = store.open(name)
        record_evaluation(
            run, step=_last_step(run), y_true=data.y_test, y_pred=_probabilities(predictions, data),
            pictures=data.x_test if data.kind == "images" else None, labels_en=data.labels("en"),
            labels_ja=data.labels("ja"), metrics=results,
        )  # fmt: skip
    return results


def _last_step(run: Run) -> int:
    latest = run.latest_checkpoint()
    return latest.step if latest else 0


def _probabilities(predictions: Any, data: Dataset) -> Any:
    """One column a class: a lone sigmoid output is the second class's probability."""
    if data.task == "binary" and predictions.shape[-1] == 1:
        return np.concatenate([1 - predictions, predictions], -1)
    return predictions


def resume(name: str, verbose: int = 1, callbacks: Sequence[Callback] = ()) -> Outcome:
    """Go on with a run that was started from a description. Raises InputError for a script's run: call its fit again."""
    with Store() as store:
        run = store.open(name)
        config, name = run.config, run.name
    return train(job_of(config, name), name, verbose, callbacks)


def job_of(config: Mapping[str, Any], name: str) -> Job:
    """The job in a run's configuration."""
    if "job" not in config:
        raise InputError("jobs.from_script", name=name)
    return replace(Job("", ""), **config["job"])
