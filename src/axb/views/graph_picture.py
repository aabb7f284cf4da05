"""A network's graph as a picture: a box for each part, wires from what is read to who reads it; SVG or PNG."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from axb.views.figure import FONTS
from axb.views.graph_shapes import LETTERS, LINE, PAD, Box, Edges, Shapes
from axb.views.letters import font
from axb.views.palette import THEMES, Scheme

if TYPE_CHECKING:
    from PIL.Image import Image

HEAD, TIP = 4.0, 7.0  # half an arrow's width, its length
SHARP = 2  # times as many pixels are drawn as are kept: edges get smooth
INPUT = "#56B4E9"  # a box that others bring something into
GROUND = {"light": "#f4f6f9", "dark": "#1c222b"}


def graph_svg(shapes: Shapes, scheme: Scheme = "light") -> str:
    """The graph as SVG."""
    theme = THEMES[scheme]
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


def graph_image(shapes: Shapes, scheme: Scheme = "light", scale: float = 2.0) -> "Image":
    """The same in pixels, `scale` times as many as of the SVG."""
    from PIL import Image, ImageDraw

    theme = THEMES[scheme]
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


def _written(box: Box, edges: Edges) -> Iterator[tuple[float, float, str, bool]]:
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


def _svg_group(name: str, edges: Edges, scheme: Scheme) -> str:
    muted, (left, top, right, bottom) = THEMES[scheme].muted, edges
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="8"'
        f' fill="none" stroke="{muted}"/><text x="{left + 10:.1f}" y="{top + 16:.1f}" fill="{muted}"'
        f' text-anchor="start" font-size="{0.85 * LETTERS:.1f}">{escape(name)}</text>'
    )


def _svg_box(box: Box, edges: Edges, scheme: Scheme) -> str:
    theme, (left, top, right, bottom) = THEMES[scheme], edges
    texts = "".join(
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{theme.muted if faint else theme.ink}">{escape(text)}</text>'
        for x, y, text, faint in _written(box, edges)
    )
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="5"'
        f' fill="{GROUND[scheme]}" stroke="{INPUT if box.is_input else theme.ink}" stroke-width="1.5"/>{texts}'
    )
