"""A network's graph as a picture: a box for each part, wires from what is read to who reads it; SVG or PNG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from axb.views.figure import FONTS
from axb.views.layers_apart import Layout, Spot, lay_out
from axb.views.letters import font, width_of
from axb.views.palette import THEMES, Scheme

if TYPE_CHECKING:
    from PIL.Image import Image

LETTERS, LINE = 15, 21  # pixels: the letters' size, from line to line
MARGIN, PAD, GAP, BETWEEN = 20.0, 9.0, 26.0, 34.0  # around all, within a box, between boxes, between ranks
HEAD, TIP = 4.0, 7.0  # half an arrow's width, its length
GROUP_PAD = 12.0
SHARP = 2  # times as many pixels are drawn as are kept: edges get smooth
INPUT = "#56B4E9"  # a box that others bring something into
GROUND = {"light": "#f4f6f9", "dark": "#1c222b"}


@dataclass(frozen=True)
class Box:
    """A part: what is written in it, the first line the largest; the boxes that it reads, by their places before it.

    groups: the names of the parts that it stands in, the outermost first.
    """

    lines: Sequence[str]
    reads: Sequence[int] = ()
    is_input: bool = False
    groups: Sequence[str] = field(default=())


@dataclass(frozen=True)
class _Shapes:
    """What is drawn, in pixels: rectangles (left, top, right, bottom) of boxes and groups, wires as corners."""

    boxes: list[tuple[Box, tuple[float, float, float, float]]]
    groups: list[tuple[str, tuple[float, float, float, float]]]
    wires: list[list[tuple[float, float]]]
    width: float
    height: float


def graph_svg(boxes: Sequence[Box], lying: bool = False, scheme: Scheme = "light") -> str:
    """The graph as SVG. lying: from left to right instead of from the top down."""
    shapes, theme = _shapes(boxes, lying), THEMES[scheme]
    wide, high = round(shapes.width), round(shapes.height)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' font-family="{escape(FONTS)}" font-size="{LETTERS}" text-anchor="middle">',
        f'<rect width="{wide}" height="{high}" fill="{theme.paper}"/>',
        *(_svg_group(*one, scheme) for one in shapes.groups),
        *(_svg_wire(one, theme.muted) for one in shapes.wires),
        *(_svg_box(*one, scheme) for one in shapes.boxes),
        "</svg>",
    ])  # fmt: skip


def graph_image(
    boxes: Sequence[Box], lying: bool = False, scheme: Scheme = "light", scale: float = 2.0
) -> "Image":
    """The same in pixels, `scale` times as many as of the SVG."""
    from PIL import Image, ImageDraw

    shapes, theme = _shapes(boxes, lying), THEMES[scheme]
    size = round(shapes.width * scale), round(shapes.height * scale)
    scale *= SHARP
    picture = Image.new("RGB", (size[0] * SHARP, size[1] * SHARP), theme.paper)
    draw, thin = ImageDraw.Draw(picture), max(round(scale), 1)

    def scaled(numbers: Sequence[float]) -> list[float]:
        return [one * scale for one in numbers]

    for name, edges in shapes.groups:
        draw.rounded_rectangle(scaled(edges), 8 * scale, outline=theme.muted, width=thin)
        left, top = scaled((edges[0] + 10, edges[1] + 4))
        draw.text((left, top), name, theme.muted, font(round(0.85 * LETTERS * scale)))
    for wire in shapes.wires:
        draw.line([(x * scale, y * scale) for x, y in wire], theme.muted, round(1.5 * scale))
        draw.polygon([(x * scale, y * scale) for x, y in _tip(wire)], theme.muted)
    for box, edges in shapes.boxes:
        outline = INPUT if box.is_input else theme.ink
        draw.rounded_rectangle(scaled(edges), 5 * scale, GROUND[scheme], outline, max(round(1.5 * scale), 1))
        for x, y, text, faint in _written(box, edges):
            color = theme.muted if faint else theme.ink
            draw.text((x * scale, y * scale), text, color, font(round(LETTERS * scale)), anchor="ms")
    return picture.resize(size, Image.Resampling.BOX)


def _shapes(boxes: Sequence[Box], lying: bool) -> _Shapes:
    sizes = [_size(box) for box in boxes]
    edges = [(source, place) for place, box in enumerate(boxes) for source in box.reads]
    extra = 2 * GROUP_PAD if any(box.groups for box in boxes) else 0.0
    layout = lay_out([size[::-1] if lying else size for size in sizes], edges, GAP + extra, BETWEEN + extra)
    if lying:
        layout = _turned(layout)
    around = MARGIN + extra
    placed = [(box, _edges(spot, around)) for box, spot in zip(boxes, layout.spots, strict=True)]
    wires = [[(x + around, y + around) for x, y in _corners(wire, lying)] for wire in layout.wires]
    return _Shapes(
        placed, list(_groups(placed)), wires, layout.width + 2 * around, layout.height + 2 * around
    )


def _size(box: Box) -> tuple[float, float]:
    widest = max(width_of(line, LETTERS) for line in box.lines)
    return widest + 2 * PAD, LINE * len(box.lines) + 2 * PAD - 4


def _turned(layout: Layout) -> Layout:
    every = {id(one): one for one in (*layout.spots, *(one for wire in layout.wires for one in wire))}
    for one in every.values():
        one.x, one.y, one.width, one.height = one.y, one.x, one.height, one.width
    return Layout(layout.spots, layout.wires, layout.height, layout.width)


def _edges(spot: Spot, around: float) -> tuple[float, float, float, float]:
    x, y = spot.x + around, spot.y + around
    return x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2


def _corners(wire: Sequence[Spot], lying: bool) -> list[tuple[float, float]]:
    """From the edge of the first box over the places between to the edge of the last."""
    first, *middle, last = wire
    if lying:
        ends = (first.x + first.width / 2, first.y), (last.x - last.width / 2, last.y)
    else:
        ends = (first.x, first.y + first.height / 2), (last.x, last.y - last.height / 2)
    return [ends[0], *((one.x, one.y) for one in middle), ends[1]]


def _groups(
    placed: Sequence[tuple[Box, tuple[float, float, float, float]]],
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """A frame around the boxes of each part that is made of parts, the outer ones first and wider."""
    members: dict[tuple[str, ...], list[tuple[float, float, float, float]]] = {}
    deepest = max(len(box.groups) for box, _ in placed)
    for box, edges in placed:
        for depth in range(1, len(box.groups) + 1):
            members.setdefault(tuple(box.groups[:depth]), []).append(edges)
    for path, several in sorted(members.items(), key=lambda pair: len(pair[0])):
        pad = GROUP_PAD * (deepest - len(path) + 1) / deepest
        left, top = min(one[0] for one in several), min(one[1] for one in several)
        right, bottom = max(one[2] for one in several), max(one[3] for one in several)
        yield path[-1], (left - pad, top - pad - 10, right + pad, bottom + pad)


def _written(box: Box, edges: tuple[float, float, float, float]) -> Iterator[tuple[float, float, str, bool]]:
    """x of the middle, y of the base line, the text, and whether it is one of the quieter ones."""
    middle = (edges[0] + edges[2]) / 2
    for number, line in enumerate(box.lines):
        yield middle, edges[1] + PAD + 13 + LINE * number, line, number > 0


def _tip(wire: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The arrow at a wire's end."""
    (x0, y0), (x1, y1) = wire[-2:]
    long = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    ahead_x, ahead_y = (x1 - x0) / long, (y1 - y0) / long
    back_x, back_y = x1 - TIP * ahead_x, y1 - TIP * ahead_y
    side_x, side_y = HEAD * ahead_y, -HEAD * ahead_x
    return [(x1, y1), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y)]


def _svg_wire(wire: Sequence[tuple[float, float]], color: str) -> str:
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in wire)
    tip = " ".join(f"{x:.1f},{y:.1f}" for x, y in _tip(wire))
    return (
        f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="1.5"/>'
        f'<polygon points="{tip}" fill="{color}"/>'
    )


def _svg_group(name: str, edges: tuple[float, float, float, float], scheme: Scheme) -> str:
    muted, (left, top, right, bottom) = THEMES[scheme].muted, edges
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="8"'
        f' fill="none" stroke="{muted}"/><text x="{left + 10:.1f}" y="{top + 16:.1f}" fill="{muted}"'
        f' text-anchor="start" font-size="{0.85 * LETTERS:.1f}">{escape(name)}</text>'
    )


def _svg_box(box: Box, edges: tuple[float, float, float, float], scheme: Scheme) -> str:
    theme, (left, top, right, bottom) = THEMES[scheme], edges
    texts = "".join(
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{theme.muted if faint else theme.ink}">{escape(text)}</text>'
        for x, y, text, faint in _written(box, edges)
    )
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="5"'
        f' fill="{GROUND[scheme]}" stroke="{INPUT if box.is_input else theme.ink}" stroke-width="1.5"/>{texts}'
    )
