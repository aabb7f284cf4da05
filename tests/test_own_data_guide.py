"""The guide to one's own data, done as it says: both languages give the same commands, and each of them works."""

import re
import shlex
from pathlib import Path

import pytest

from cli.conftest import Axb, axb, home  # noqa: F401  # the command line in this process, and a home of its own
from test_guides import FENCE, MOST, ROOT, text_of

ENGLISH, JAPANESE = "docs/own-data.md", "docs/own-data.ja.md"
IMAGES = ROOT / "docs/images/own-data"


def blocks(guide: str) -> list[tuple[str, str]]:
    """Programs, commands and what these wrote, in their order."""
    return FENCE.findall(text_of(guide))


def test_both_languages_say_the_same() -> None:
    english, japanese = (
        [block for block in blocks(guide) if block[0] != "text"] for guide in (ENGLISH, JAPANESE)
    )
    assert english == japanese
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < MOST
    named = re.findall(r"\]\(images/own-data/([^)]+)\)", text_of(ENGLISH) + text_of(JAPANESE))
    assert {*named} == {path.name for path in IMAGES.iterdir()}


def test_pictures_in_and_predictions_a_report_and_a_model_out(
    axb: Axb,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("onnxruntime", reason='models leave as ONNX with pip install "axb[export]"')
    monkeypatch.setenv("COLUMNS", "100")
    wrote = ""
    for kind, code in blocks(ENGLISH):
        if kind == "python":
            exec(compile(code, ENGLISH, "exec"), {})
        elif kind == "sh":
            ended = [axb(*shlex.split(line)[1:]) for line in code.splitlines()]
            assert [one.code for one in ended] == [0] * len(ended), [one.err for one in ended]
            wrote = "".join(one.out for one in ended).replace(f"{tmp_path}/", "")
        else:
            known = [line for line in code.splitlines() if is_the_same_everywhere(line)]
            assert {*known} <= {line.rstrip() for line in wrote.splitlines()}
    for name in ("answers.csv", "report.html", "clothes.onnx", "sneakers.png", "prices.csv"):
        assert (tmp_path / name).stat().st_size > 100
    told = (tmp_path / "answers.csv").read_text("utf-8").splitlines()
    right = [f"{kind}/" in line.split(",")[0] for line in told[1:] for kind in [line.split(",")[1]]]
    assert len(right) == 30
    assert sum(right) >= 28


def is_the_same_everywhere(line: str) -> bool:
    """Of what is written: the facts of the data, which no machine changes."""
    return line.startswith(("Inputs", "Answers", "Examples", "bags ", "sneakers ", "trousers ", "0 ", "1 "))
