"""What the combinations do: bars of right answers, rows of pictures, clouds of codes."""

from collections.abc import Mapping, Sequence

import numpy as np

from axb.labs.combined.codes import LABELS
from axb.labs.combined.outcome import Outcome, mean, of
from axb.labs.combined.verdict import written
from axb.labs.packing import unpacked
from axb.views.scene import Axis, Boxes, Image, Line, Mark, Points, Scene, Text
from axb.words import say

COLORS = {"pixels": "#E69F00", "codes": "accent", "real": "ink", "one": "#D55E00", "two": "#009E73"}
ROWS = {
    "vae_gan": ("real", "vae", "vae_gan", "vae_new", "vae_gan_new"),
    "two_stage": ("real", "one", "two"),
}
NAME, SMALL = 13.5, 12.0  # letters
APART, NAMES = 1.12, 6.0  # from one row of pictures to the next, and the room for their names, in pictures


def scenes(outcomes: Sequence[Outcome]) -> dict[str, Scene]:
    """All four, whatever there is: "codes", "vae_gan", "two_stage" and "points"."""
    critic, stages = of(outcomes, "vae_gan"), of(outcomes, "two_stage")
    return {
        "codes": bars(of(outcomes, "codes")),
        "vae_gan": pictures("vae_gan", critic),
        "two_stage": pictures("two_stage", stages),
        "points": clouds(stages),
    }


def bars(seeds: Sequence[Outcome]) -> Scene:
    """The share of right answers on pixels and on codes, for each number of labels."""
    marks: list[Mark] = [Line(x=[-0.6, 4.6], y=[0, 0], color="grid", width=1)]
    for place, count in enumerate(LABELS):
        middle = 0.5 + 3 * place
        marks.append(_word(middle, -0.09, say("labs_combined.labels", count=f"{count:,}"), "ink", SMALL))
        for shift, way in ((-0.5, "pixels"), (0.5, "codes")):
            value = mean(seeds, f"{way}_{count}")
            marks.append(_word(middle + shift, -0.2, say(f"labs_combined.way_{way}"), "muted", SMALL))
            x0, x1 = middle + shift - 0.42, middle + shift + 0.42
            if value == value:
                marks.append(Boxes(x0=x0, x1=x1, y0=0, y1=value, color=COLORS[way], fill=0.8))
                marks.append(_word(middle + shift, value + 0.05, written("", value), "ink", NAME))
            else:
                marks.append(Boxes(x0=x0, x1=x1, y0=0, y1=1, color="muted", fill=0, dashed=True))
    axes = Axis(low=-0.8, high=4.8, shown=False), Axis(low=-0.26, high=1.1, shown=False)
    return Scene(*axes, marks, say(f"labs_combined.seen_codes{'' if seeds else '_waiting'}"))


def pictures(part: str, seeds: Sequence[Outcome]) -> Scene:
    """Rows of the first seed's pictures, each with its name before it."""
    rows = seeds[0].pictures if seeds else {}
    names = [name for name in ROWS[part] if name in rows]
    top, wide = APART * max(len(names), 2), 10.0
    marks: list[Mark] = [] if names else [_empty(0, wide, top - APART), _empty(0, wide, top - 2 * APART)]
    for place, name in enumerate(names):
        pixels, floor, real = unpacked(rows[name]), top - (place + 1) * APART, name == "real"
        wide = pixels.shape[1] / pixels.shape[0]
        told = _row_name(part, name, seeds)
        marks.append(Text(x=-0.2, y=floor + 0.5, text=told, size=SMALL, align="right"))
        frame = "ink" if real else ""
        marks.append(Image(x0=0, y0=floor, x1=wide, y1=floor + 1, pixels=pixels, smooth=False, frame=frame))
        if not real:
            marks.append(
                Boxes(x0=0, y0=floor, x1=wide, y1=floor + 1, color="ink", fill=0, width=1.2, dashed=True)
            )
    axes = Axis(low=-NAMES, high=wide + 0.1, shown=False), Axis(low=-0.1, high=top, shown=False)
    return Scene(*axes, marks, say(f"labs_combined.seen_{part}{'' if names else '_waiting'}"), square=True)


def _row_name(part: str, name: str, seeds: Sequence[Outcome]) -> str:
    """What a row shows, with the number that says it."""
    score = f"{name}_edges" if part == "vae_gan" else name
    value = mean(seeds, score)
    return say(f"labs_combined.row_{name}", value=written(score, value) if value == value else "")


def clouds(seeds: Sequence[Outcome]) -> Scene:
    """Codes of real pictures, and those drawn, on two axes."""
    known: Mapping[str, Sequence[Sequence[float]]] = seeds[0].points if seeds else {}
    marks, reach = list[Mark]([] if known else [_empty(-3.0, 3.0, -0.5)]), 3.0
    for name in ("one", "two", "real"):
        if name in known:
            x, y = np.asarray(known[name]).T
            marks.append(Points(x=x, y=y, color=COLORS[name], size=3.5, hollow=name != "real", opacity=0.8))
            reach = max(reach, float(np.abs([x, y]).max()))
    for place, name in enumerate(("real", "one", "two")):
        if name in known:
            color, height = COLORS[name], reach * (1.3 - 0.17 * place)
            marks.append(
                Text(x=-reach, y=height, text=say(f"labs_combined.cloud_{name}"), color=color, size=NAME)
            )
    axes = Axis(low=-1.1 * reach, high=1.1 * reach), Axis(low=-1.1 * reach, high=1.5 * reach)
    return Scene(*axes, marks, say(f"labs_combined.seen_points{'' if known else '_waiting'}"), square=True)


def _empty(left: float, right: float, floor: float) -> Boxes:
    """The place of what is not there yet."""
    return Boxes(x0=left, y0=floor, x1=right, y1=floor + 1, color="muted", fill=0, dashed=True)


def _word(x: float, y: float, text: str, color: str, size: float) -> Text:
    return Text(x=x, y=y, text=text, color=color, size=size, align="center")
