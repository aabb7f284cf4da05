"""Paths that a person names, and the folders where data sets are looked for."""

import os
from pathlib import Path

FILES = (".csv", ".npz")  # how files of data end


def named(path: Path | str) -> Path:
    """The path a person wrote, with a leading ~ as the home folder."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # there is no such home folder: the name is taken as it stands
        return Path(path)


def is_data_file(name: str) -> bool:
    """Whether a name means a file of data: a table, or arrays."""
    return name.lower().endswith(FILES)


def is_file(path: Path) -> bool:
    """Whether a file is there that may be looked at; False instead of an error where it may not."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(name: str) -> bool:
    """Whether a name means a folder: one is there, or it is written as a path."""
    try:
        return "/" in name or os.sep in name or name in (".", "..", "~") or named(name).is_dir()
    except (OSError, ValueError):
        return False


def cache_folders(name: str) -> tuple[Path, ...]:
    """Where data set `name` is looked for: below AXB_HOME where that is set, then in the user's cache."""
    from platformdirs import user_cache_path

    home = os.environ.get("AXB_HOME")
    roots = ([named(home)] if home else []) + [user_cache_path("axb")]
    return tuple(root / "datasets" / name for root in roots)
