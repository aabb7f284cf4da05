"""A finding's cure as a change of the job: one setting, told as `axb race --vary` would."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from axb.data import parse_spec
from axb.insight.doctor import Evidence, Finding
from axb.insight.doctor.rules.rate_too_high import pace_of
from axb.jobs.job import Job
from axb.jobs.varying import can_vary, varied
from axb.words import InputError
from axb.zoo import FAMILIES

SLOWER = ("rate_too_high", "dead")
PACE = 0.005  # update over weights: at the usual rates of Adam and SGD with momentum it lies between 1e-3 and 1e-2
OF_CODES = ("posterior_collapse", "blur", "dead_codes")
GENERATIVE = (*OF_CODES, "detective_wins", "forger_wins", "oscillation", "mode_collapse")
BENT = ("sigmoid", "tanh", "hard_sigmoid", "softsign")


def cured(job: Job, known: Evidence, found: list[Finding]) -> tuple[Finding, dict[str, Any], Job]:
    """The first finding that a setting of the job can cure, that setting, and the job with it.

    Raises InputError where nothing is wrong, or all cures stand in code that is not the doctor's to change.
    """
    if not found:
        raise InputError("doctor_prove.nothing_found")
    for one in found:
        if setting := change(one, job, known):
            named = setting.get("model")
            return one, setting, replace(job, model=named) if named else varied(job, setting)
    raise InputError("doctor_prove.in_code", advice=found[0].advice)


def change(one: Finding, job: Job, known: Evidence) -> dict[str, Any]:
    """The setting that cures it; nothing where none does."""
    name, given = parse_spec(job.model)
    possible = can_vary(job)["model"]
    if one.rule in (*SLOWER, "rate_too_low") or one.rule.startswith("nan_"):
        return _other_rate(one, known)
    if one.rule in ("vanishing", "saturated"):
        return _open_way(name, given, possible)
    if one.rule == "exploding":
        return {"initializer": "he_normal"} if given.get("initializer") else {"clipnorm": 1.0}
    if one.rule in GENERATIVE:
        return _other_option(
            name, given, _for_codes(one) if one.rule in OF_CODES else _for_players(one, given)
        )
    if one.rule == "overfitting":
        return {"dropout": 0.5} if "dropout" in possible else {"l2": 1e-3} if "l2" in possible else {}
    return {}


def _for_codes(one: Finding) -> dict[str, str]:
    """For a VAE: the KL at its own weight, grown in slowly where it has that; or a shorter code."""
    if one.rule == "dead_codes":
        return {"latent": str(max(2 * int(one.numbers["active"]), 2))}
    return {"beta": "1"} if one.numbers["beta"] > 1 else {"warmup": "1000"}


def _for_players(one: Finding, given: Mapping[str, str]) -> dict[str, str]:
    """For a GAN: a stronger discriminator, or one that is held."""
    if one.rule == "forger_wins":
        return {"critic_turns": str(3 * int(given.get("critic_turns", "1")))}
    return {"penalty": "1"} if given.get("penalty") == "0" else {"penalty": "10"}


def _other_option(name: str, given: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, Any]:
    """The model with options changed, where its family has them."""
    if name not in FAMILIES or not set(changed) <= set(FAMILIES[name].options):
        return {}
    listed = ",".join(f"{key}={value}" for key, value in {**given, **changed}.items())
    return {"model": f"{name}:{listed}"}


def _open_way(name: str, given: Mapping[str, str], possible: tuple[str, ...]) -> dict[str, Any]:
    """For the gradient: skips around a plain network's layers, another bend, or normalized numbers."""
    if name == "plain":
        options = ",".join(f"{key}={value}" for key, value in given.items())
        return {"model": f"resnet:{options}" if options else "resnet"}
    if given.get("activation") in BENT:
        return {"activation": "relu"}
    return {"batch_norm": True} if "batch_norm" in possible else {}


def _other_rate(one: Finding, known: Evidence) -> dict[str, Any]:
    """At least ten times less or more; where looks tell the pace, what brings that to a usual one."""
    rate = float(np.max(known.rates, initial=0.0))
    if not rate:
        return {}
    pace = pace_of(known)
    times = pace / PACE if one.rule != "rate_too_low" else PACE / pace
    times = float(np.clip(times, 10, 1000)) if np.isfinite(times) else 10.0
    other = rate * times if one.rule == "rate_too_low" else rate / times
    return {"learning_rate": float(f"{other:.1g}")}
