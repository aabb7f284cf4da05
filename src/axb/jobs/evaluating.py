"""How well a run's model does, in numbers that mean something: kept in the run, for its page."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset, load
from axb.insight.measures import COUNT, Balance, Copies, Measured, Real, Share, balance
from axb.jobs.job import job_of
from axb.jobs.measuring import measure, results
from axb.jobs.preparing import prepare
from axb.jobs.trained import latest_of, refuse_diverged, trained_model, weights_of
from axb.runs import Run, Store
from axb.training import Latent
from axb.training.tensors import load_weight_tensors
from axb.views.evaluation import evaluation
from axb.views.examples import LARGEST_SIDE
from axb.views.measures import CLOSEST, NAME
from axb.views.pictures import fitted
from axb.views.reconstruction import Reconstruction
from axb.words import InputError

SHOWN = 10  # samples that are shown beside their nearest training examples
Array = NDArray[Any]
Told = Callable[[float], object]


def evaluate(name: str, count: int = COUNT, seed: int = 0, told: Told = lambda share: None) -> dict[str, Any]:
    """What is known of the run's model on the test part; of a generative one, how its samples do beside real examples.

    "test": loss and metrics. "restored": an autoencoder's error beside PCA's. "bound": a VAE's negative ELBO in its
    parts, nats an example. "generated": see `axb.insight.measures`, `count` samples (fewer where there are fewer
    examples) from codes of `seed`. What does not apply is None. The same is measured once, and kept in the run.
    `told` hears the share that is done.
    Raises InputError where the run has no checkpoint, a script trained it, its weights have diverged, or it isn't
    finished and its model generates nothing.
    """
    with Store() as store:
        run = store.open(name)
        name, job, latest = run.name, job_of(run.config, run.name), latest_of(run)
        finished = run.status == "finished"
    model, data = trained_model(name), load(job.data)
    refuse_diverged(model, name)
    makes = model if isinstance(model, Latent) and model.has_prior else None
    if not finished and not makes:
        raise InputError("measures.not_finished", name=name)
    if finished:
        _measure_once(name, data)
    with Store() as store:
        run = store.open(name)
        generated = makes and _generated(run, latest.step, makes, data, count, seed, told)
        return {"run": name, "model": job.model, "data": job.data, "step": latest.step, "split": "test",
                **_known(run), "generated": generated}  # fmt: skip


def _measure_once(name: str, data: Dataset) -> None:
    """Look at the test part where nobody has."""
    with Store() as store:
        run = store.open(name)
        if results(run) is not None:
            return
        ready = prepare(job_of(run.config, run.name), data)
        load_weight_tensors(ready.model, *weights_of(run, latest_of(run)))
    measure(name, ready.model, data)


def _known(run: Run) -> dict[str, Any]:
    """What the look at the test part has left."""
    found = evaluation(run)
    restored = found if isinstance(found, Reconstruction) else getattr(found, "restored", None)
    told = ("error", "pca", "latent", "count", "kind")
    return {
        "test": results(run),
        "restored": None if restored is None else {key: getattr(restored, key) for key in told},
        "bound": dict(getattr(found, "bound", {})) or None,
    }


def _generated(
    run: Run, step: int, model: Latent, data: Dataset, count: int, seed: int, told: Told
) -> dict[str, Any]:
    """What was kept, where the same was asked for; else measured, and kept."""
    asked = {"wanted": count, "seed": seed}
    known: dict[str, Any] | None = run.json(NAME, step)
    if known is not None and asked.items() <= known.items():
        return known
    told(0.0)
    real = Real(data, count, seed)
    told(0.4)
    labels = np.arange(real.count) % model.classes if model.classes else None
    samples = model.sample(real.count, seed, labels=labels)
    told(0.5)
    found = real.measure(samples, labels)
    told(0.8)
    if found.copied is not None:
        run.add_array(CLOSEST, step, _closest(samples, data, found.copies, found.copied))
    document = {**asked, **numbers(real, found)}
    run.add_json(NAME, step, document)  # last: where it is, the pictures are
    return document


def numbers(real: Real, found: Measured) -> dict[str, Any]:
    """The numbers, and beside each what real examples get, ready for JSON."""
    floor, manifold = real.floor
    near = {name: {"nearer": one.nearer, "chance": one.chance, "close": one.close, "searched": len(one.index)}
            for name, one in (("space", found.copies), ("pixels", found.copied)) if one is not None}  # fmt: skip
    return {
        "count": found.count, "space": real.space.kind, "compared": real.compared,
        "distance": found.distance, "floor": floor,
        **asdict(found.manifold), "real": asdict(manifold), "copies": near,
        "classes": None if found.balance is None else _classes(real, found.balance),
    }  # fmt: skip


def _classes(real: Real, found: Balance) -> dict[str, Any]:
    names = {language: list(real.data.labels(language)) for language in ("en", "ja")}
    true = balance(real.data.y_test[real.held], len(found.shares))
    return {
        "names": names, "shares": [_share(one) for one in found.shares], "smallest": found.smallest,
        "effective": found.effective, "real": [one.value for one in true.shares], "real_effective": true.effective,
        "right": real.right and _share(real.right), "obeyed": found.obeyed and _share(found.obeyed),
        "asked": found.asked and [one and _share(one) for one in found.asked],
    }  # fmt: skip


def _share(one: Share) -> dict[str, Any]:
    return {"part": one.part, "whole": one.whole, "interval": list(one.interval)}


def _closest(samples: Array, data: Dataset, near: Copies, pixels: Copies) -> Array:
    """(3, n, H, W, C): the samples that are closest to a training example in features, that example, and the one that
    is closest in pixels; one sample for each such example."""
    order = np.argsort(near.distance, kind="stable")
    first = np.unique(near.index[order], return_index=True)[1]
    some = order[np.sort(first)][:SHOWN]
    rows = samples[some], data.x_train[near.index[some]], data.x_train[pixels.index[some]]
    return np.stack([fitted(np.rint(one).clip(0, 255).astype(np.uint8), LARGEST_SIDE) for one in rows])
