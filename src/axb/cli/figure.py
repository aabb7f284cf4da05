"""`axb figure WHAT`: one picture of a run, of runs beside one another, or of a lab, for a slide."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.numbers import whole
from axb.cli.screen import Unbroken, show_share, tell
from axb.data.spec import parse_spec
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run, Store
    from axb.views.palette import Scheme

MOST_STEPS = 100_000
LANDSCAPE, MAPS = "landscape", "maps"


@command(
    "figure",
    "cli_figures.figure",
    "axb figure cnn-fashion-mini-1 --out curves.png",
    "axb figure cnn-fashion-mini-1 --kind confusion --out confusion.png --dark",
    "axb figure cnn-fashion-mini-1 --kind ladder --out ladder.png",
    "axb figure cnn-fashion-mini-1 --kind maps:picture=7 --out maps.png",
    "axb figure autoencoder-digits-1 --kind reconstructions --out restored.png",
    "axb figure vae-fashion-mini-1 --kind latent_map --out map.png",
    "axb figure plain-digits-1 resnet-digits-1 --kind landscape --out landscape.png",
    "axb figure line:points=outlier --steps 200 --out line.png",
    "axb figure surface:on=trap --steps 300 --out trap.png",
    "axb figure convolution:picture=boot --steps 300 --out filter.png",
)
def figure(
    what: Annotated[list[str], typer.Argument(metavar="WHAT", help="cli_figures.arg_what")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="cli_figures.opt_png")],
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="cli_figures.opt_kind")] = None,
    steps: Annotated[
        int, typer.Option("--steps", metavar="N", help="cli_figures.opt_steps", parser=whole)
    ] = 0,
    width: Annotated[
        int, typer.Option("--width", metavar="PIXELS", help="cli_figures.opt_width", parser=whole)
    ] = 1920,
    dark: Annotated[bool, typer.Option("--dark", help="cli_figures.opt_dark")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.opt_force")] = False,
) -> None:
    from axb.data.ranges import whole as within
    from axb.runs import Store
    from axb.views.film import checked_path

    path = checked_path(out, (".png",), force)
    within("--width", width, 320, 2048)
    scheme: Scheme = "dark" if dark else "light"
    if kind == LANDSCAPE:
        put(path, _landscape_slide(what, width, scheme))
        return
    if len(what) > 1:
        raise InputError("landscape.one_only", kind=kind or "curves", got=", ".join(what))
    with Store() as store:
        run = find_run(store, what[0])
        if run is None:
            data = _lab_slide(what[0], kind, within("--steps", steps, 0, MOST_STEPS), width, scheme)
        else:
            data = _run_slide(run, kind or "curves", width, scheme)
    put(path, data)


def _run_slide(run: "Run", kind: str, width: int, scheme: "Scheme") -> bytes:
    """A figure of a run, as PNG; some look into its network, all others only at what was recorded."""
    from axb.views.kinds import KINDS, run_slide

    if kind in KINDS:
        return run_slide(run, kind, width, scheme)
    from axb.jobs.latent_slides import SCENES, latent_slide
    from axb.jobs.looking import SLIDES
    from axb.jobs.way import maps_slide
    from axb.views.pictures import png

    what, options = parse_spec(kind)
    if what == MAPS:
        return png(maps_slide(run.name, options, width, scheme))
    if what in SCENES:
        return png(latent_slide(run.name, what, options, width, scheme))
    if kind not in SLIDES:
        known = ", ".join((*KINDS, MAPS, *SLIDES, *SCENES, LANDSCAPE))
        raise InputError("registry.unknown_choice", what="kind", known=known, got=kind)
    return png(SLIDES[kind](run.name, width, scheme))


def _landscape_slide(names: Sequence[str], width: int, scheme: "Scheme") -> bytes:
    """The loss around the weights of one run or several, measured where that has not been done, on one scale."""
    from axb.jobs.landscaping import surveyed_all
    from axb.views.landscape import landscape
    from axb.views.slide import slide

    try:
        found = surveyed_all(names, lambda share: show_share(round(100 * share), 100))
    finally:
        show_share(0, 0)
    return slide(landscape(found), width, scheme)


def find_run(store: "Store", what: str) -> "Run | None":
    """The run of that name; None where it names a lab. Raises InputError where it is neither."""
    from axb.labs.catalogue import LABS

    try:
        return store.open(what)
    except InputError as error:
        if what.partition(":")[0] in LABS:
            return None
        if error.key != "runs.unknown_run":
            raise
        raise InputError("cli_figures.unknown", labs=", ".join(LABS), got=what) from None


def _lab_slide(spec: str, kind: str | None, steps: int, width: int, scheme: "Scheme") -> bytes:
    """A lab after so many steps, as PNG."""
    from axb.labs.catalogue import find
    from axb.labs.filming import pictures
    from axb.views.paint import paint_side_by_side
    from axb.views.pictures import png

    (scenes,) = pictures(find(spec), [steps], kinds_of(kind))
    return png(paint_side_by_side(scenes, width, width * 9 // 16, scheme))


def kinds_of(kind: str | None) -> list[str]:
    """ "data,curve" """
    return [name.strip() for name in (kind or "").split(",") if name.strip()]


def put(path: Path, data: bytes, silent: bool = False) -> None:
    """Write the file, whole or not at all, and say so (not where what is printed is for a program)."""
    from axb.runs.files import write_whole

    try:
        write_whole(path, data)
    except OSError as error:
        raise InputError("views_slides.cannot_write", path=path, problem=error.strerror or error) from error
    if not silent:
        tell([(say("cli.written"), Unbroken(path))])
