"""Markdown in a terminal, with lines broken where Japanese may be broken."""

import re
import shutil
import sys

from axb.cli.screen import WIDEST
from axb.words.wrapping import wrapped

ITEM = re.compile(r"^([-*] )(.*)")


def tell_markdown(text: str) -> None:
    """Print Markdown, at most as wide as is easy to read; styled on a terminal, plain in a pipe."""
    from rich.console import Console
    from rich.markdown import Markdown

    wide = min(shutil.get_terminal_size().columns, WIDEST)
    console = Console(file=sys.stdout, width=wide, highlight=False)
    with console.capture() as said:
        console.print(
            Markdown("\n".join(_broken(line, wide) for line in text.splitlines()), hyperlinks=False)
        )
    print("\n".join(line.rstrip() for line in said.get().splitlines()), flush=True)


def _broken(line: str, wide: int) -> str:
    """The same line with hard breaks where it shall be broken; a table's row or a heading stays as it is."""
    if line.startswith(("|", "#")):
        return line
    item = ITEM.match(line)
    start, body = (item[1], item[2]) if item else ("", line)
    return start + ("  \n" + " " * len(start)).join(wrapped(body, wide - 2 * len(start)))
