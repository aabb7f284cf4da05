"""The lab from words of a command line: `line:points=outlier,optimizer=adam,rate=0.1`."""

from collections.abc import Mapping
from pathlib import Path

from axb.data.ranges import one_of, real
from axb.labs.line.lab import LineLab
from axb.labs.line.starts import LARGEST
from axb.labs.line.table import from_csv

NAMED = {"points", "optimizer", "rate", "a", "b", "best"}


def line_lab(options: Mapping[str, str]) -> LineLab:
    """points: a start's name or a .csv; optimizer; rate; a and b to begin with; best=yes shows the best line.

    Every other option is one of the optimizer's hyperparameters. Raises InputError for what can't be used.
    """
    points = options.get("points", "clean")
    lab = LineLab(from_csv(Path(points)) if points.lower().endswith(".csv") else points)
    lab.set_optimizer(options.get("optimizer", "sgd"), _number(options, "rate"))
    for name in options.keys() - NAMED:
        lab.set_hyper(name, _number(options, name) or 0.0)
    if "a" in options or "b" in options:
        lab.set_line(_number(options, "a"), _number(options, "b"))
    lab.show_best(_yes(options.get("best", "no")))
    return lab


def _number(options: Mapping[str, str], name: str) -> float | None:
    return real(name, options[name], -LARGEST, LARGEST) if name in options else None


def _yes(answer: str) -> bool:
    return one_of("best", answer, ("yes", "no")) == "yes"
