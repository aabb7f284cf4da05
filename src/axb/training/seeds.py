"""All randomness of a step derives from (seed, step, turn), so a checkpoint needs no random state."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import torch

MASK = 2**64 - 1
VALIDATION = 2**32  # the "turn" that an evaluation inside a training draws its random numbers as


def mixed(*numbers: int) -> int:
    """One well-mixed 32-bit number out of several (SplitMix64's finaliser, Steele et al. 2014, folded over them)."""
    state = 0
    for number in numbers:
        state = (state + number + 0x9E3779B97F4A7C15) & MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
        state ^= state >> 31
    return state & 0xFFFFFFFF


def seed_turn(seed: int, step: int, turn: int) -> None:
    """Set torch's default generators for this turn of this step."""
    _generator().manual_seed(mixed(seed, step, turn))


@contextmanager
def same_draws() -> Iterator[None]:
    """Random numbers that are the same every time; afterwards torch's generators go on as if nobody had drawn any."""
    with torch.random.fork_rng(range(torch.cuda.device_count())):
        seed_turn(0, 0, VALIDATION)
        yield


@cache
def _generator() -> Any:
    """torch's default generators: the CPU's alone where there is no other (to ask costs more than to seed)."""
    alone = not (torch.cuda.is_available() or torch.backends.mps.is_available())
    return torch.default_generator if alone else torch


def set_random_seed(seed: int) -> None:
    """Seed Python, NumPy and torch: the same script then gives the same weights on the same machine."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002 - user code may draw from the legacy generator
    torch.manual_seed(seed)


def fresh_seed() -> int:
    """A seed drawn from torch's default generator: the same after the same `set_random_seed`."""
    return int(torch.randint(2**31, (1,)))
