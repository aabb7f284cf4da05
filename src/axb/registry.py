"""What was made of which arguments: captured once, so that what is registered can be told as JSON."""

import functools
import inspect
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Self, TypeVar, get_args

from axb.words import InputError

T = TypeVar("T", bound=type)
_told: ContextVar[dict[int, int] | None] = ContextVar("told", default=None)
_made: ContextVar[dict[Any, Any] | None] = ContextVar("made", default=None)
_classes: dict[str, type["Configurable"]] = {}
_functions: dict[str, Callable[..., Any]] = {}


class Configurable:
    """Remembers its constructor's arguments: they *are* its configuration.

    Every subclass's `__init__` is wrapped once, when the class is made; the outermost call of a construction
    is the one remembered, so constructors keep their own typed signatures and write nothing down themselves.
    """

    family = ""  # put before the class's name where two families use the same names
    shared = False  # whether it may stand in several places of one document as the same thing
    _config: dict[str, Any]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__init__" in cls.__dict__:
            cls.__init__ = _remembering(cls.__init__)  # type: ignore[method-assign]

    def get_config(self) -> dict[str, Any]:
        """The constructor's arguments by name, defaults included."""
        return dict(self.__dict__.get("_config", {}))

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """A new one from what `get_config` returned."""
        return cls(**config)


def _remembering(init: Callable[..., None]) -> Callable[..., None]:
    signature = inspect.signature(init)
    rest = [p.name for p in signature.parameters.values() if p.kind is p.VAR_KEYWORD]

    @functools.wraps(init)
    def remembering(self: Configurable, *args: Any, **kwargs: Any) -> None:
        if "_config" not in self.__dict__:
            self.__dict__["_config"] = _bound(signature, rest, self, args, kwargs)
        init(self, *args, **kwargs)

    return remembering


def _bound(
    signature: inspect.Signature,
    rest: list[str],
    self: Configurable,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> dict[str, Any]:
    try:
        bound = signature.bind(self, *args, **kwargs)
    except TypeError as error:
        raise InputError(
            "registry.bad_arguments",
            name=type(self).__name__,
            problem=error,
            known=", ".join(arguments_of(type(self))),
        ) from None
    bound.apply_defaults()
    config = dict(list(bound.arguments.items())[1:])
    for name in rest:
        config.update(config.pop(name))
    return config


def arguments_of(cls: type) -> list[str]:
    """The names its constructor takes, those of `**options: Unpack[...]` included."""
    names: list[str] = []
    for argument in inspect.signature(cls).parameters.values():
        options = get_args(argument.annotation) if argument.kind is argument.VAR_KEYWORD else ()
        names += [*options[0].__annotations__] if options else [argument.name]
    return names


def refuse_unknown(thing: object, options: Mapping[str, Any], known: type) -> None:
    """Refuse options that the TypedDict `known` doesn't have."""
    if unknown := set(options) - set(known.__annotations__):
        names = ", ".join(arguments_of(type(thing)))
        problem = ", ".join(sorted(unknown))
        raise InputError("registry.bad_arguments", name=type(thing).__name__, problem=problem, known=names)


def known_as(cls: type) -> str:
    """The name a class is registered under: its own, after its `family` where names could meet (losses)."""
    family = getattr(cls, "family", "")
    return f"{family}.{cls.__name__}" if family else cls.__name__


def registered(cls: T) -> T:
    """Make a class known by its name, so that JSON and files may speak of it (a decorator)."""
    known = _classes.get(known_as(cls))
    if known is not None and known.__module__ != cls.__module__:
        raise InputError("registry.name_taken", name=cls.__name__, module=known.__module__)
    _classes[known_as(cls)] = cls
    return cls


def registered_function(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function (an activation) known by its name (a decorator)."""
    _functions[function.__name__] = function
    return function


def is_registered(thing: object) -> bool:
    """Whether an instance's own class is known by name (a subclass of a known one is not)."""
    return _classes.get(known_as(type(thing))) is type(thing)


class NotDescribableError(TypeError):
    """A value that cannot be told as JSON; `thing` is the value."""

    def __init__(self, thing: object) -> None:
        super().__init__(f"{thing!r} cannot be told as JSON")
        self.thing = thing


def describe(value: Any) -> Any:
    """`value` as JSON: numbers, text, lists, and registered things as `{"class": ..., "config": {...}}`.

    A thing that stands in several places of one document, and has `shared` set, is told once and then pointed
    at, so that what is made again shares what was shared.
    """
    told = _told.get()
    if told is not None:
        return _describe(value, told)
    token = _told.set({})
    try:
        return describe(value)
    finally:
        _told.reset(token)


def _describe(value: Any, told: dict[int, int]) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [describe(item) for item in value]
    if isinstance(value, Configurable) and is_registered(value):
        return _describe_thing(value, told)
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {"dict": {key: describe(item) for key, item in value.items()}}
    name = getattr(value, "__name__", "")
    if callable(value) and _functions.get(name) is value:
        return {"function": name}
    if hasattr(value, "tolist"):
        return value.tolist()
    raise NotDescribableError(value)


def _describe_thing(thing: Configurable, told: dict[int, int]) -> dict[str, Any]:
    if id(thing) in told:
        return {"same": told[id(thing)]}
    form: dict[str, Any] = {"class": known_as(type(thing))}
    if thing.shared:
        form["id"] = told[id(thing)] = len(told)
    return {**form, "config": describe_config(thing.get_config())}


def describe_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """Every argument of a configuration as JSON."""
    return {name: describe(value) for name, value in config.items()}


def rebuild(value: Any) -> Any:
    """What `describe` told, made again. Only registered names are made: no code comes from a file."""
    made = _made.get()
    if made is not None:
        return _rebuild(value, made)
    token = _made.set({})
    try:
        return rebuild(value)
    finally:
        _made.reset(token)


def _rebuild(value: Any, made: dict[Any, Any]) -> Any:
    if isinstance(value, list):
        return [rebuild(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "function" in value:
        return lookup(_functions, value["function"])
    if "dict" in value:
        return {key: rebuild(item) for key, item in value["dict"].items()}
    if "same" in value:
        return lookup(made, value["same"])
    cls = find_class(value.get("class"))
    thing = cls.from_config({key: rebuild(item) for key, item in value.get("config", {}).items()})
    made[value.get("id")] = thing
    return thing


def find_class(name: object) -> type[Configurable]:
    """The registered class of that name."""
    found: type[Configurable] = lookup(_classes, name)
    return found


def lookup(table: Mapping[Any, Any], name: object) -> Any:
    """The entry of a table of registered names, or a sentence about the name that is not there."""
    if not isinstance(name, str | int) or name not in table:
        raise InputError("registry.unknown_name", name=name)
    return table[name]
