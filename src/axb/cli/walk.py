"""`axb walk RUN A B`: from one example to another through a run's latent space, as a strip or a film."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.figure import put
from axb.cli.film import Bar
from axb.cli.numbers import real, whole
from axb.cli.options import RunArgument, option
from axb.cli.screen import Unbroken, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.views.palette import Scheme

FILMS = (".mp4", ".gif")


@command(
    "walk",
    "cli_walk.walk",
    "axb walk vae-fashion-mini-1 1 2",
    "axb walk vae-fashion-mini-1 1 2 --way spherical --out walk.mp4",
    "axb walk vae-fashion-mini-1 bag.png boot.jpg --steps 16 --out walk.png",
    "axb walk gan-digits-1 3 8 --class 5",
)
def walk(
    run: RunArgument,
    a: Annotated[str, typer.Argument(metavar="A", help="cli_walk.arg_a")],
    b: Annotated[str, typer.Argument(metavar="B", help="cli_walk.arg_b")],
    out: Annotated[Path | None, option("--out", "cli_walk.opt_out", "FILE")] = None,
    way: Annotated[str, option("--way", "cli_walk.opt_way", "straight|spherical")] = "straight",
    steps: Annotated[int, typer.Option("--steps", metavar="N", help="cli_walk.opt_steps", parser=whole)] = 10,
    label: Annotated[
        int | None, typer.Option("--class", metavar="N", help="cli_walk.opt_class", parser=whole)
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", help="cli_figures.opt_seconds", parser=real)
    ] = 6.0,
    fps: Annotated[int, typer.Option("--fps", metavar="N", help="cli_figures.opt_fps", parser=whole)] = 30,
    width: Annotated[
        int | None, typer.Option("--width", metavar="PIXELS", help="cli_figures.opt_width", parser=whole)
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="cli_figures.opt_dark")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.data import ranges
    from axb.insight.latent import WAYS
    from axb.jobs.coding import Coding
    from axb.jobs.walking import film_walk
    from axb.jobs.walking import walk as walked
    from axb.views.film import checked_path
    from axb.views.paint import paint
    from axb.views.pictures import png

    path = checked_path(out or Path(f"{run}-walk.png"), (".png", *FILMS), force)
    ranges.one_of("--way", way, WAYS)
    wide = 1280 if path.suffix.lower() in FILMS and width is None else width or 1920
    count = round(ranges.real("--seconds", seconds, 1, 120) * ranges.whole("--fps", fps, 5, 60))
    ranges.whole("--steps", steps, 2, 64), ranges.whole("--width", wide, 320, 2048)
    scheme: Scheme = "dark" if dark else "light"
    coding = Coding(run)
    ends = coding.coded(a, label), coding.coded(b, label)
    if path.suffix.lower() == ".png":
        put(path, png(paint(walked(coding, *ends, steps, way), wide, wide * 9 // 16, scheme)))
        return
    bar = Bar(count)
    try:
        film_walk(
            coding, *ends, path, seconds=seconds, fps=fps, way=way, width=wide, scheme=scheme, force=force,
            progress=bar.show,
        )  # fmt: skip
    finally:
        bar.close()
    tell([(say("cli.written"), Unbroken(path))])
