"""Generated source as a person would write it: double quotes, folded lines, few names."""

import math
import re
from collections.abc import Container, Iterator
from itertools import pairwise
from typing import Any

from axb.graph.naming import identifier
from axb.graph.plan import Graph
from axb.graph.symbolic import SymbolicTensor

WIDTH = 100


def literal(value: Any) -> str:
    """Numbers, text, tuples and dictionaries as source."""
    if isinstance(value, str):
        plain = repr(value)
        return plain if '"' in plain else f'"{plain[1:-1]}"'
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if isinstance(value, list | tuple):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def call(function: str, arguments: list[str]) -> str:
    """`function(a, b)`"""
    return f"{function}({', '.join(arguments)})"


def fold(line: str) -> str:
    """The line; where it is too long, in several, broken at the commas in its longest outermost bracket."""
    groups = [group for group in _groups(line) if group[-1] - group[0] > 1]
    if len(line) <= WIDTH or not groups:
        return line
    start, *commas, end = max(groups, key=lambda group: group[-1] - group[0])
    edges = pairwise([start, *commas, end])
    items = [item for a, b in edges if (item := line[a + 1 : b].strip())]
    indent = " " * (len(line) - len(line.lstrip()))
    ending = "," if commas or line[:start][-1:].isidentifier() else ""
    inner = _fill([f"{item}{ending}" for item in items], indent + "    ")
    return "\n".join([line[: start + 1], *map(fold, inner), f"{indent}{line[end:]}"])


def _groups(line: str) -> Iterator[list[int]]:
    """For each outermost bracket: where it opens, its commas, where it closes."""
    depth, group = 0, [0]
    for token in re.finditer(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[\[\](){},]""", line):
        position, letter = token.start(), token[0]
        if letter in "([{":
            depth += 1
            group = [position] if depth == 1 else group
        elif letter in ")]}":
            depth -= 1
            if depth == 0:
                yield [*group, position]
        elif letter == "," and depth == 1:
            group.append(position)


def _fill(items: list[str], indent: str) -> list[str]:
    """As many items on a line as fit."""
    lines = [indent + items[0]]
    for item in items[1:]:
        if len(lines[-1]) + len(item) < WIDTH:
            lines[-1] += " " + item
        else:
            lines.append(indent + item)
    return lines


def tensor_names(graph: Graph, taken: Container[str]) -> dict[SymbolicTensor, str]:
    """A variable for each tensor: `x` for what only the next call wants, else the name of its part."""
    used = {"x", "inputs"}
    wanted: dict[SymbolicTensor, set[int]] = {tensor: {len(graph.nodes)} for tensor in graph.outputs}
    for position, node in enumerate(graph.nodes):
        for tensor in node.sources:
            wanted.setdefault(tensor, set()).add(position)

    def name(wish: str) -> str:
        word = identifier(wish, used)
        while word in taken or word.startswith("build_"):
            word = identifier(f"part_{word}", used)
        used.add(word)
        return word

    one = len(graph.inputs) == 1
    names = {t: "inputs" if one else name(n) for t, n in zip(graph.inputs, graph.input_names, strict=True)}
    keys = {layer: key for key, layer in graph.parts.items()}
    for position, node in enumerate(graph.nodes):
        for tensor in node.outputs:
            passing = node.single and wanted.get(tensor) == {position + 1}
            names.setdefault(tensor, "x" if passing else name(keys[node.layer]))
    return names
