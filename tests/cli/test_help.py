"""Help, in both languages."""

import shlex

import pytest
from typer.main import get_command

from axb.cli.commands import app
from axb.cli.everywhere import take_everywhere
from axb.words.wrapping import cells
from cli.conftest import Axb

COMMANDS = [
    "train", "resume", "race", "sweep", "control", "lr", "runs", "show", "predict", "evaluate", "doctor", "compare",
    "report", "rename", "delete", "restore", "export", "import", "passport", "replay", "figure", "film",
    "generate", "walk", "lab", "studio", "lesson", "models", "data", "optimizers", "completion",
]  # fmt: skip


def test_axb_alone_lists_all_commands_in_the_order_of_a_training(axb: Axb) -> None:
    alone, asked = axb(), axb("--help")
    assert alone == asked
    assert alone.code == 0
    listed = [line.split()[0] for line in alone.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert listed[: len(COMMANDS)] == COMMANDS
    assert {one.name for one in app.registered_commands} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "usage", "examples"), [
    ("en", "Usage: axb", "Examples:"), ("ja", "使い方: axb", "例:"),
])  # fmt: skip
def test_every_command_has_help_with_examples(
    command: str, language: str, usage: str, examples: str, axb: Axb
) -> None:
    ended = axb(command, "--help", "--lang", language)
    assert ended.code == 0
    assert ended.out.startswith(f"{usage} {command}")
    lines = ended.out.splitlines()
    assert any(line.startswith("  axb ") for line in lines[lines.index(examples) :])
    assert "cli." not in ended.out
    assert max(map(cells, lines)) <= 80


EXAMPLES = [(one.name, line) for one in app.registered_commands for line in (one.epilog or "").splitlines()]


@pytest.mark.parametrize(("command", "line"), EXAMPLES)
def test_every_example_is_read(command: str, line: str) -> None:
    """What a person copies out of a help page is a command with options that it has."""
    _, (name, *rest) = take_everywhere(shlex.split(line)[1:])
    with get_command(app).commands[name].make_context(name, rest, resilient_parsing=False):  # type: ignore[attr-defined]
        pass


def test_help_tells_each_option_and_its_default(axb: Axb) -> None:
    said = axb("train", "--help").out
    for option in ("--epochs N", "--batch-size N", "--learning-rate X", "--optimizer NAME", "--seed N",
                   "--name NAME", "--validation SHARE", "--precision KIND", "--page FILE", "--no-page",
                   "--quiet", "--lang en|ja"):  # fmt: skip
        assert f"  {option}" in said
    assert "Default: 0.1." in said
    assert "MODEL DATA [options]" in said


def test_the_language_can_stand_anywhere_and_else_is_the_system_s(
    axb: Axb, monkeypatch: pytest.MonkeyPatch
) -> None:
    japanese = axb("--lang", "ja", "runs").out
    assert "まだ実行の記録はありません" in japanese
    assert axb("runs", "--lang=ja").out == japanese
    assert "There is no run yet" in axb("runs").out
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert axb("runs").out == japanese
    assert "There is no run yet" in axb("runs", "--lang", "en").out


def test_version(axb: Axb) -> None:
    from axb import __version__

    assert axb("--version").out == f"axb {__version__}\n"
