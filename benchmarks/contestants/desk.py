"""The latent desk's answer to a hand: one code put elsewhere on the map, decoded, and told to the browser as JSON.

In one thread, as the studio's labs are computed. The weights are the first ones: what they are changes no time.
"""

import json
import statistics
import time
from collections.abc import Callable

import torch
from answer import answer, parser
from fastcnn import dataset

from axb.jobs import Job, prepare
from axb.labs.desk import DeskLab
from axb.studio.scene import news
from axb.training import Latent

FAMILIES = ("stacked_autoencoder", "conv_autoencoder", "vae", "conv_vae", "dcgan")


def rate(act: Callable[[int], object], times: int) -> float:
    """How often a second, by the median of so many."""
    took = []
    for number in range(times + 5):
        begin = time.perf_counter()
        act(number)
        took.append(time.perf_counter() - begin)
    return 1 / statistics.median(took[5:])


def rates(desk: DeskLab, times: int) -> tuple[float, float]:
    """Codes decoded a second; moves of the code a second, from the hand's place to JSON."""
    (left, bottom), (right, top) = desk.plane.low, desk.plane.high
    told = {name: scene.to_dict() for name, scene in desk.scenes().items()}

    def move(number: int) -> None:
        share = number / times % 1
        desk.put(left + share * (right - left), bottom + share * (top - bottom))
        for name, scene in desk.scenes().items():
            now = scene.to_dict()
            json.dumps({**now, "marks": news(told[name]["marks"], now["marks"])})
            told[name] = now

    return rate(lambda _: desk.made, times), rate(move, times)


def main() -> None:
    told = parser(__doc__).parse_args()
    torch.set_num_threads(1)
    data, times = dataset(told), 20 if told.quick else 300
    found = {}
    for family in FAMILIES:
        model = prepare(Job(family, "fashion-mnist"), data).model
        assert isinstance(model, Latent)
        found[family] = rates(DeskLab(model, data), times)
    slowest = {
        "decoded": min(one for one, _ in found.values()),
        "moved": min(one for _, one in found.values()),
    }
    answer(slowest, {family: list(both) for family, both in found.items()})


if __name__ == "__main__":
    main()
