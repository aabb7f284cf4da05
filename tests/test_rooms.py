"""The arrows of the house: a room imports only what stands before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import axb

SOURCE = Path(axb.__file__).parent
ORDER = (
    "words", "registry", "initializers", "regularizers", "graph", "layers", "optimizers", "losses", "metrics",
    "data", "runs", "training", "zoo", "insight", "races", "views", "jobs", "labs", "lessons", "studio", "cli",
    "__main__",
)  # fmt: skip
ALONE = {
    "data": {"words"},
    "runs": {"words"},
    "views": {"words", "runs", "data"},
}  # only these, whatever stands before
SIDE_BY_SIDE = {"insight": "races", "races": "insight"}
TABLES_OF_CONTENTS = {"datasets": "data", "callbacks": "insight", "models": "training", "utils": "views"}


def allowed(room: str) -> set[str]:
    """The rooms that a room may import, itself among them."""
    if room in TABLES_OF_CONTENTS:
        below = TABLES_OF_CONTENTS[room]
        return {room, below, *ORDER[: ORDER.index(below)]}
    if room in ALONE:
        return {room, *ALONE[room]}
    return {*ORDER[: ORDER.index(room) + 1]} - {SIDE_BY_SIDE.get(room, "")}


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, also those in functions; not what is only for a type checker."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the whole path"
            whole = (
                [f"axb.{alias.name}" for alias in node.names] if node.module == "axb" else [node.module or ""]
            )
            yield from ((node.lineno, name) for name in whole)
        else:
            yield from imports(node)


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


FILES = [path for path in sorted(SOURCE.rglob("*.py")) if path.parent != SOURCE or path.stem != "__init__"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_what_stands_before_it(path: Path) -> None:
    may = allowed(room_of(path))
    inner = [(line, name.split(".")) for line, name in imports(ast.parse(path.read_text("utf-8")))]
    wrong = [
        (line, ".".join(name))
        for line, name in inner
        if name[0] == "axb" and name[1] not in {*may, "__version__"}
    ]
    assert not wrong, f"{room_of(path)} may import {sorted(may)}"


def test_every_room_has_its_place() -> None:
    rooms = {room_of(path) for path in FILES}
    assert rooms <= {*ORDER, *TABLES_OF_CONTENTS}


def test_the_rule_finds_what_breaks_it() -> None:
    source = "from axb import zoo\nif TYPE_CHECKING:\n    import axb.cli\n"
    source += "def f():\n    from axb.training import Model\n"
    found = [name for _, name in imports(ast.parse(source))]
    assert found == ["axb.zoo", "axb.training"]
    assert "zoo" not in allowed("layers")
    assert "cli" not in allowed("studio")
    assert "training" not in allowed("views")
    assert "graph" not in allowed("data")


def test_what_is_heavy_is_not_imported_with_axb() -> None:
    import subprocess
    import sys

    heavy = ("PIL", "plotly", "rich", "typer", "sqlite3", "safetensors", "pandas", "keras")
    source = f"import sys, axb, axb.layers; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
