"""From the words of a command line to an exit code."""

import sys
from collections.abc import Sequence

# Each adds its commands to the app.
from axb.cli import (  # noqa: F401
    compare,
    completion,
    control,
    data,
    doctor,
    evaluate,
    export,
    figure,
    film,
    generate,
    importing,
    keeping,
    lab,
    lesson,
    lr,
    models,
    optimizers,
    passport,
    predict,
    race,
    report_file,
    runs,
    show,
    studio,
    sweep,
    train,
    walk,
)  # fmt: skip
from axb.cli.commands import app
from axb.cli.endings import shielded
from axb.cli.everywhere import take_everywhere
from axb.cli.screen import make_printable, show_share
from axb.data.progress import told_to
from axb.words import set_language
from axb.words.language import language_of_locale


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code.

    0: done. 1: something unexpected, or a command that nobody answered. 2: an input that cannot be used,
    said in one sentence. 130: Ctrl-C.
    """
    make_printable()
    set_language(language_of_locale())
    given = list(sys.argv[1:] if arguments is None else arguments)
    return shielded(lambda: _run(given), debug="--debug" in given)


def _run(given: list[str]) -> None:
    from typer.main import get_command

    if question := completion.asked():
        completion.answer(get_command(app), question)
        return
    wanted, rest = take_everywhere(given)
    if wanted.language is not None:
        set_language(wanted.language)
    if wanted.version:
        from axb import __version__

        print(f"axb {__version__}")
        return
    command = get_command(app)
    with told_to(show_share), command.make_context("axb", rest) as context:
        command.invoke(context)
