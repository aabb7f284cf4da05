"""The model that a spec names, for the data at hand: of a family, from a JSON file, or a person's own."""

import importlib.util
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from axb import graph, zoo
from axb.data import Dataset, parse_spec
from axb.jobs.source import model_file
from axb.training import Model
from axb.words import InputError


def build(spec: str, data: Dataset) -> tuple[Model, zoo.Recipe]:
    """The model, and the recipe to train it with (a file's is that of mlp).

    Raises InputError where there is no such model, or it does not fit the data.
    """
    file = model_file(spec)
    if file is None:
        name, options = parse_spec(spec)
        family = zoo.find(name)
        return family.make(zoo.facts_of(data), options), family.recipe
    made = _from_function(file.path, file.function, data) if file.is_python else _from_json(file.path)
    if not isinstance(made, Model):
        raise InputError("jobs.not_a_model", source=file, got=type(made).__name__)
    return made, zoo.find("mlp").recipe


def _from_json(path: Path) -> Any:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("jobs.unreadable", path=path, problem=error) from None
    return graph.from_json(text)


def _from_function(path: Path, name: str, data: Dataset) -> Any:
    """Run a person's own file and call its function, with the data set where it takes one."""
    function = getattr(_on_their_word(path, lambda: _imported(path)), name, None)
    if not callable(function):
        raise InputError("jobs.no_function", path=path, name=name)
    arguments = (data,) if inspect.signature(function).parameters else ()
    return _on_their_word(path, lambda: function(*arguments))


def _imported(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise InputError("jobs.no_file", path=path)
    module = importlib.util.module_from_spec(spec)
    # Its classes look their module up by name; a module of that name that is already there keeps it.
    sys.modules.setdefault(path.stem, module)
    spec.loader.exec_module(module)
    return module


def _on_their_word(path: Path, act: Callable[[], Any]) -> Any:
    """What a person's code does wrong is told as theirs, with the whole traceback behind it."""
    try:
        return act()
    except InputError:
        raise
    except Exception as error:
        raise InputError("jobs.file_failed", path=path, problem=f"{type(error).__name__}: {error}") from error
