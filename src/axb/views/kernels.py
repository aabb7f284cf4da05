"""The filters of a network's first part that looks at pictures: kept after training, shown in the report."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.examples import LARGEST_SIDE
from axb.views.maps import weight_overlays
from axb.views.pictures import data_uri
from axb.views.sections import section
from axb.words import say

NAME = "filters"
MOST = 64
SIDE = 56  # pixels


def record_filters(run: Run, step: int, part: str, weights: NDArray[np.float32]) -> None:
    """Keep up to 64 filters (N, h, w, channels) of the part of that name, as artifacts `filters`, `filters/weights`."""
    if max(weights.shape[1:3]) > LARGEST_SIDE:
        return
    run.add_array(f"{NAME}/weights", step, weights[:MOST])
    run.add_json(NAME, step, {"part": part, "count": len(weights)})  # last: where it is, the array is


def filters_section(run: Run) -> str:
    """Them as pictures, blue below 0 and orange above; nothing where none are kept."""
    told, weights = run.json(NAME), run.array(f"{NAME}/weights")
    if told is None or weights is None:
        return ""
    height, width = weights.shape[1:3]
    said = {
        "part": told["part"],
        "size": f"{height} x {width}",
        "count": told["count"],
        "shown": len(weights),
    }
    key = "views_report.filters" if len(weights) == told["count"] else "views_report.filters_some"
    scale = max(SIDE // max(height, width), 1)
    pictures = "".join(
        f'<li><img src="{data_uri(one, scale)}" alt="{escape(say("views_report.filter", number=number))}"></li>'
        for number, one in enumerate(weight_overlays(weights), 1)
    )
    body = f'<p class="says">{escape(say(key, **said))}</p>\n<ul class="pictures few filters">{pictures}</ul>'
    return section(say("views_report.title_filters"), body)
