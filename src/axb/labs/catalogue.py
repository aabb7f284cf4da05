"""Every lab by its name: `find("line:points=noisy")`; those that end in a finding: `experiment("vanishing")`."""

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from axb.data.spec import parse_spec
from axb.labs.lab import Lab
from axb.words import InputError

if TYPE_CHECKING:
    from axb.labs.experiment import Experiment

# name: module and function; a lab's module is read when the lab is wanted
LABS = {
    "line": ("axb.labs.line", "line_lab"),
    "network": ("axb.labs.network", "network_lab"),
    "certainty": ("axb.labs.certainty", "certainty_lab"),
    "chain": ("axb.labs.chain", "chain_lab"),
    "surface": ("axb.labs.surface", "surface_lab"),
    "race": ("axb.labs.race", "race_lab"),
    "vanishing": ("axb.labs.vanishing", "vanishing_lab"),
    "convolution": ("axb.labs.convolution", "convolution_lab"),
    "degradation": ("axb.labs.degradation", "degradation_lab"),
    "inception": ("axb.labs.inception", "inception_lab"),
    "reduction": ("axb.labs.reduction", "reduction_lab"),
    "history": ("axb.labs.history", "history_lab"),
    "two_questions": ("axb.labs.two_questions", "two_questions_lab"),
    "squeeze": ("axb.labs.squeeze", "squeeze_lab"),
    "overlap": ("axb.labs.overlap", "overlap_lab"),
    "combined": ("axb.labs.combined", "combined_lab"),
    "latent": ("axb.labs.latent", "latent_lab"),
    "arena": ("axb.labs.arena", "arena_lab"),
}

# name: module with its EXPERIMENT
EXPERIMENTS = {
    "vanishing": "axb.labs.vanishing",
    "degradation": "axb.labs.degradation",
    "inception": "axb.labs.inception",
    "history": "axb.labs.history",
    "two_questions": "axb.labs.two_questions.pictured",
    "combined": "axb.labs.combined",
}


def find(spec: str) -> Lab:
    """The lab that `spec` names: `NAME`, or `NAME:key=value,key=value`.

    Raises InputError where there is no such lab, or it doesn't take an option.
    """
    name, options = parse_spec(spec)
    if name not in LABS:
        close = get_close_matches(name, LABS, n=2) or list(LABS)
        raise InputError("lessons.no_lab", got=repr(name), known=", ".join(close))
    module, maker = LABS[name]
    lab: Lab = getattr(import_module(module), maker)(options)
    return lab


def experiment(name: str) -> "Experiment[Any, Any]":
    """The experiment of that name. Raises InputError where there is none."""
    if name not in EXPERIMENTS:
        raise InputError("cli_lab.no_experiment", known=", ".join(EXPERIMENTS), got=name)
    found: Experiment[Any, Any] = import_module(EXPERIMENTS[name]).EXPERIMENT
    return found


def asked(spec: str, preset: str = "class") -> "tuple[Experiment[Any, Any], Any]":
    """The experiment that `spec` names, as `find` takes it, and its plan.

    Raises InputError where there is no such experiment or preset, or it doesn't take an option.
    """
    name, options = parse_spec(spec)
    one = experiment(name)
    return one, one.plan(preset, options)
