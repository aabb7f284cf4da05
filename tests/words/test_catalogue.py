"""Every sentence exists in both languages, every one is used, and every use fills its places."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import axb

SOURCE = Path(axb.__file__).parent
CATALOGUE = {
    f"{path.stem}.{key}": sentence
    for path in sorted((SOURCE / "words").glob("*.toml"))
    for key, sentence in tomllib.loads(path.read_text("utf-8")).items()
}
ROOMS = {key.split(".")[0] for key in CATALOGUE}
KEY = re.compile(rf"({'|'.join(ROOMS)})\.[a-z0-9_]+")
TREES = {
    path.relative_to(SOURCE): ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))
}


def places(text: str) -> set[str]:
    """The names between braces, without how they are formatted."""
    return {
        name.split(".")[0].split("[")[0]
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }


def pattern(node: ast.expr) -> re.Pattern[str] | None:
    """What keys an expression can be: one for text, any with the fixed pieces for an f-string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.compile(re.escape(node.value))
    if isinstance(node, ast.JoinedStr):
        pieces = [
            re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z0-9_]+" for p in node.values
        ]
        return re.compile("".join(pieces))
    return None


def calls() -> Iterator[tuple[str, ast.Call, re.Pattern[str]]]:
    """Every call of `say` or of an error on a key: where, the call, the keys it can be."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                keys = pattern(node.args[0])
                if (
                    keys
                    and (name == "say" or name.endswith("Error"))
                    and keys.pattern.split("\\.")[0] in ROOMS
                ):
                    yield f"{path}:{node.lineno}", node, keys


def texts() -> Iterator[re.Pattern[str]]:
    """Every text in the source that names keys, wherever it stands: in a table, as an argument."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            keys = pattern(node) if isinstance(node, ast.Constant | ast.JoinedStr) else None
            if keys and re.match(rf"({'|'.join(ROOMS)})\\\.[a-z0-9]", keys.pattern):
                yield keys


CALLS = list(calls())


def test_the_search_finds_them() -> None:
    assert len(CALLS) > 100
    assert len(CATALOGUE) > 100


@pytest.mark.parametrize("where, call, keys", CALLS, ids=[where for where, _, _ in CALLS])  # noqa: PT006
def test_a_key_that_is_used_exists_and_its_places_are_filled(
    where: str, call: ast.Call, keys: re.Pattern[str]
) -> None:
    found = [key for key in CATALOGUE if keys.fullmatch(key)]
    assert found, f"{where}: no sentence {keys.pattern}"
    given = {word.arg for word in call.keywords}
    if None not in given:  # nothing is filled from a dictionary
        for key in found:
            assert places(CATALOGUE[key]["en"]) <= given, f"{where}: {key}"
        assert given <= set().union(*(places(CATALOGUE[key]["en"]) for key in found)), (
            f"{where}: {keys.pattern}"
        )


def test_every_sentence_is_used() -> None:
    used = {key for keys in texts() for key in CATALOGUE if keys.fullmatch(key)}
    assert set(CATALOGUE) - used == set()


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_say_the_same(key: str) -> None:
    sentence = CATALOGUE[key]
    assert set(sentence) == {"en", "ja"}
    assert all(text.strip() for text in sentence.values())
    assert places(sentence["en"]) == places(sentence["ja"])
    assert not re.search("[ぁ-んァ-ヶ一-龠]", sentence["en"])


def test_japanese_is_japanese() -> None:
    """What has none of its letters is a symbol, a unit or a name: at most one word of three letters or more."""
    without = {k: s["ja"] for k, s in CATALOGUE.items() if not re.search("[ぁ-んァ-ヶ一-龠]", s["ja"])}
    words = {
        key: re.findall(r"[A-Za-z]{3,}", re.sub(r"\{[^}]*\}", "", text)) for key, text in without.items()
    }
    assert all(len(found) <= 1 for found in words.values()), words
