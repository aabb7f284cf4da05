"""`axb film WHAT`: a lab that learns, or a run told again, as MP4 or GIF."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.figure import MOST_STEPS, find_run, kinds_of
from axb.cli.numbers import real, whole
from axb.cli.screen import Unbroken, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.views.film import Progress
    from axb.views.palette import Scheme


@command(
    "film",
    "cli_figures.film",
    "axb film line:points=noisy --out line.mp4",
    "axb film network:data=spiral --steps 2000 --seconds 20 --out spiral.mp4",
    "axb film convolution:picture=four --kind patch,picture,map --out filter.mp4",
    "axb film line-line-1 --out run.gif --fps 15",
    "axb film vae-fashion-mini-1 --out growth.mp4",
)
def film(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="cli_figures.arg_what")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="cli_figures.opt_film")],
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", help="cli_figures.opt_seconds", parser=real)
    ] = 10.0,
    fps: Annotated[int, typer.Option("--fps", metavar="N", help="cli_figures.opt_fps", parser=whole)] = 30,
    steps: Annotated[
        int | None, typer.Option("--steps", metavar="N", help="cli_figures.opt_film_steps", parser=whole)
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="cli_figures.opt_film_kind")
    ] = None,
    width: Annotated[
        int, typer.Option("--width", metavar="PIXELS", help="cli_figures.opt_width", parser=whole)
    ] = 1280,
    dark: Annotated[bool, typer.Option("--dark", help="cli_figures.opt_dark")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.data import ranges
    from axb.runs import Store
    from axb.views.film import check_film
    from axb.views.run_film import film_run

    path = check_film(out, force)
    count = round(ranges.real("--seconds", seconds, 1, 120) * ranges.whole("--fps", fps, 5, 60))
    ranges.whole("--width", width, 320, 2048)
    most = None if steps is None else ranges.whole("--steps", steps, 1, MOST_STEPS)
    scheme: Scheme = "dark" if dark else "light"
    bar = Bar(count)
    try:
        with Store() as store:
            run = find_run(store, what)
            if run is not None:
                film_run(run, path, seconds, fps, kind, width, scheme, force, bar.show)
            else:
                _film_lab(what, path, seconds, fps, most, kind, width, scheme, force, bar.show)
    finally:
        bar.close()
    tell([(say("cli.written"), Unbroken(path))])


def _film_lab(
    spec: str,
    path: Path,
    seconds: float,
    fps: int,
    most: int | None,
    kind: str | None,
    width: int,
    scheme: "Scheme",
    force: bool,
    told: "Progress",
) -> None:
    """From its start to its end."""
    from axb.labs.catalogue import find
    from axb.labs.filming import MOST_STEPS as USUAL
    from axb.labs.filming import film_lab

    film_lab(find(spec), path, seconds, fps, most or USUAL, kinds_of(kind), width, scheme, force, told)


class Bar:
    """How far it is, on one line, where there is a terminal."""

    def __init__(self, count: int) -> None:
        self.count, self.open = count, False

    def show(self, done: int) -> None:
        """So many pictures are done."""
        from axb.training.callbacks.progress import bar, fitted

        if sys.stdout.isatty():
            room = shutil.get_terminal_size().columns - 1
            said = say("cli_figures.pictures", done=done, count=self.count)
            print(f"\r{fitted(f'{bar(done / self.count, 24)}  {said}', room)}", end="", flush=True)
            self.open = True

    def close(self) -> None:
        """Leave the line."""
        if self.open:
            print(flush=True)
