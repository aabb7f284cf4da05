"""Every set of data by its name: `load("spiral:classes=3")`, `load("people.csv:target=age")`."""

import inspect
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from axb.data import shipped, toys
from axb.data.dataset import Dataset
from axb.data.folders import is_data_file, is_folder
from axb.data.npz import npz
from axb.data.pictures import pictures
from axb.data.published import ALL, Published
from axb.data.spec import check_options, parse_spec
from axb.data.table import csv
from axb.words import InputError, say


def load(spec: str) -> Dataset:
    """The data that `spec` names: `NAME`, `NAME:key=value,key=value`, a path that ends in .csv or .npz, or a folder.

    For example `digits`, `line:a=2,b=-1,noise=0.3,n=200`, `fashion-mnist:folder=/path`,
    `people.csv:target=age,features=height+weight`, `signs.npz:y=kind`, `~/pictures:size=32`
    (a name that data sets have is no folder: write `./digits`).
    Raises InputError where the name or an option is unknown, or the data cannot be had.
    """
    name, options = parse_spec(spec)
    if is_data_file(name):
        return _call(name, _load_csv if name.lower().endswith(".csv") else _load_npz, options, path=name)
    if name not in ENTRIES:
        if not is_folder(name):
            raise _unknown(name)
        return _call(name, pictures, options, folder=name)
    return _call(name, ENTRIES[name][1], options)


def names() -> dict[str, str]:
    """Each name that `load` knows, with one sentence on it in the current language."""
    return {name: say(about) for name, (about, _) in ENTRIES.items()}


def _load_npz(path: str, x: str = "", y: str = "", test: float = 0.2, task: str = "") -> Dataset:
    return npz(path, x, y, test, task or None)  # type: ignore[arg-type]  # npz checks the task


def _loader(published: Published) -> Callable[..., Dataset]:
    def load_it(folder: str = "") -> Dataset:
        return published.load(folder or None)

    return load_it


def _load_csv(
    path: str,
    target: str = "",
    features: str = "",
    test: float = 0.2,
    seed: int = 0,
    task: str = "",
    missing: str = "drop",
) -> Dataset:
    chosen = [name.strip() for name in re.split("[+,]", features)] if features else None
    return csv(path, target, chosen, test, seed, task or None, missing)  # type: ignore[arg-type]  # csv checks both


ENTRIES: dict[str, tuple[str, Callable[..., Dataset]]] = {
    "line": ("data.about_line", toys.line),
    "spiral": ("data.about_spiral", toys.spiral),
    "moons": ("data.about_moons", toys.moons),
    "circles": ("data.about_circles", toys.circles),
    "xor": ("data.about_xor", toys.xor),
    "ring": ("data.about_ring", toys.ring),
    "digits": ("data.about_digits", shipped.digits),
    "fashion-mini": ("data.about_fashion_mini", shipped.fashion_mini),
    **{name: (f"data.about_{name.replace('-', '_')}", _loader(one)) for name, one in ALL.items()},
}


def _call(name: str, maker: Callable[..., Dataset], options: dict[str, str], **fixed: str) -> Dataset:
    """Call `maker` with the options, each read as its parameter's type."""
    types = {key: p.annotation for key, p in inspect.signature(maker).parameters.items() if key not in fixed}
    check_options(name, options, types)
    return maker(**fixed, **{key: _read(text, types[key]) for key, text in options.items()})


def _read(text: str, kind: Any) -> object:
    """`text` as an int or float where one is wanted; as it is where it is none: `maker` says the rule."""
    if kind not in (int, float):
        return text
    try:
        return kind(text)
    except ValueError:
        return text


def _unknown(name: str) -> InputError:
    known = ", ".join(ENTRIES)
    if close := get_close_matches(name.lower(), ENTRIES, n=3):
        return InputError("data.unknown_close", name=repr(name), close=", ".join(close), known=known)
    return InputError("data.unknown", name=repr(name), known=known)
