"""How a command ends: in order, or with one sentence and no traceback."""

import os
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import Any

from axb.words import InputError, say

OK, UNEXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def shielded(act: Callable[[], None], debug: bool) -> int:
    """Do it. Returns the exit code.

    What goes wrong becomes a sentence on stderr, after its traceback with `debug`.
    """
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning  # type: ignore[assignment]  # it ignores where
            act()
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain(say("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        return _nobody_reads()
    except Exception as error:
        if getattr(error, "exit_code", None) is not None and not hasattr(error, "format_message"):
            return int(error.exit_code)  # type: ignore[attr-defined]  # typer.Exit
        if debug:
            traceback.print_exc()
        return _told(error)
    return OK


def _told(error: Exception) -> int:
    if isinstance(error, InputError):
        complain(str(error))
        if error.key == "jobs.file_failed":
            complain(say("cli.see_debug"))
        return BAD_INPUT
    if hasattr(error, "format_message"):
        complain(_usage_sentence(error))
        return BAD_INPUT
    complain(say("cli.unexpected", kind=type(error).__name__, problem=error))
    return UNEXPECTED


def _usage_sentence(error: Any) -> str:
    """Typer's own errors, told apart by name: it has moved their classes from one package to another."""
    context, kind = error.ctx, type(error).__name__
    command = context.command_path if context else "axb"
    if kind == "NoSuchOption":
        close = ", ".join(error.possibilities or ())
        meant = say("cli.did_you_mean", close=close) if close else ""
        return say("cli.no_option", command=command, got=error.option_name, meant=meant).strip()
    if kind == "MissingParameter" and error.param is not None:
        return say("cli.missing", command=command, name=error.param.metavar or error.param.opts[0])
    if kind == "BadNumber" and error.param is not None:
        return say("registry.out_of_range", what=error.param.opts[0], rule=say(error.rule), got=error.got)
    return say("cli.usage_error", command=command, problem=error.format_message().rstrip("."))


def complain(sentence: str) -> None:
    """One sentence on stderr."""
    print(sentence, file=sys.stderr, flush=True)


def _show_warning(message: Any, category: Any, *place: Any) -> None:
    """A warning is a sentence for the person; where in the code it arose is not."""
    complain(say("cli.note", text=message))


def _nobody_reads() -> int:
    """`axb runs | head -1`: whoever read has gone. The interpreter must not try to flush to them again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNEXPECTED
