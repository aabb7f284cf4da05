"""256 learning rates for the Keras MNIST convnet on fashion-mini on one graphics card, batch 128, five epochs each.

axb races all of them, recorded as runs. The loop is plain PyTorch with the pictures on the card, one setting after
another: 16 of the 256 rates are timed, and 16 times that is told.
"""

import time

import numpy as np
from answer import answer, parser
from convnets import loop, race

EPOCHS, MANY, TIMED = 5, 256, 16


def rates(number: int) -> list[float]:
    """So many, in equal factors."""
    found: list[float] = np.geomspace(1e-4, 1e-1, number).tolist()
    return found


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "torch", "torch-bfloat16"))
    told = asked.parse_args()
    half = told.library == "torch-bfloat16"
    many, epochs = (4, 1) if told.quick else (MANY if told.library == "axb" else TIMED, EPOCHS)

    def go(number: int, epochs: int) -> float:
        if told.library == "axb":
            return race(rates(number), epochs)
        return loop(rates(number), epochs, "cuda", half)

    go(2, 1)  # what the first use of a card takes
    begin = time.perf_counter()
    best = go(many, epochs)
    seconds = (time.perf_counter() - begin) * MANY / many
    answer({"seconds": seconds, "best": 100 * best})


if __name__ == "__main__":
    main()
