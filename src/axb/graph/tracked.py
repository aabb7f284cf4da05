"""Attributes that are parts, or lists and dictionaries of parts, belong to the part that they were assigned to."""

from typing import Any

from torch import nn

from axb.words import InputError

PLAIN = (bool, int, float, str, type(None))
TABLES = ("_parameters", "_buffers", "_modules")  # where torch keeps what it finds in attributes
UNTRACKED = frozenset(vars(nn.Module())) | {"_config"}  # what holds parts without owning them


class Tracked(nn.Module):
    """A `torch.nn.Module` that also finds parts in plain lists, tuples and dictionaries."""

    _regularizers: dict[str, Any]  # by the weight's name

    def __setattr__(self, name: str, value: Any) -> None:
        mine = self.__dict__
        if type(value) in PLAIN and not any(name in mine.get(table, ()) for table in TABLES):
            object.__setattr__(self, name, value)  # torch's own way takes ten times as long
            return
        if isinstance(value, nn.Parameter):
            for known in [k for k, v in self._parameters.items() if v is value and k != name]:
                del self._parameters[known]
                if known in self._regularizers:
                    self._regularizers[name] = self._regularizers.pop(known)
        value = as_modules(value) or value
        if isinstance(value, nn.Module | nn.Parameter) and hasattr(type(self), name):
            raise InputError("graph.reserved_name", part=type(self).__name__, name=name)
        super().__setattr__(name, value)

    def _track_parts(self) -> None:
        """Parts that were put into a list or dictionary after it became an attribute are inner parts too."""
        for name, value in [(n, v) for n, v in vars(self).items() if n not in UNTRACKED]:
            if (modules := as_modules(value)) is not None:
                del self.__dict__[name]
                setattr(self, name, modules)


def as_modules(value: Any) -> nn.Module | None:
    """A list, tuple or dictionary of parts (or of such lists) as torch's container, which tracks them."""
    if isinstance(value, nn.Module):
        return value
    named = isinstance(value, dict) and all(isinstance(key, str) for key in value)
    items = value.values() if named else value if isinstance(value, list | tuple) else ()
    modules = [module for item in items if (module := as_modules(item)) is not None]
    if not modules or len(modules) < len(items):
        return None
    return nn.ModuleDict(dict(zip(value, modules, strict=True))) if named else nn.ModuleList(modules)
