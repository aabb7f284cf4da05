"""A row with two contestants, and rounds of made-up numbers."""

from typing import Any

from harness.row import Contestant, Goal, Measure, Row

ROW = Row(
    "race",
    "A race",
    "On foot.",
    (Contestant("hare", "the hare", "hare.py"), Contestant("tortoise", "the tortoise", "tortoise.py")),
    (Measure("time", "a lap", "s"),),
    (
        Goal("hare against tortoise", "time", "hare", "ratio", "tortoise", 1.5, 2.5, unit="x"),
        Goal("nothing asked", "time", "hare", "difference", "tortoise", unit=" s"),
    ),
)


def one_round(hare: float | None, tortoise: float | None) -> dict[str, Any]:
    """What both said; None is a failure."""
    times = {"hare": hare, "tortoise": tortoise}
    return {
        name: {"error": "fell asleep"}
        if time is None
        else {"values": {"time": time}, "versions": {"legs": "4"}}
        for name, time in times.items()
    }


def record(*rounds: dict[str, Any], quick: bool = False) -> dict[str, Any]:
    """A row's record."""
    machine = {
        "processor": "a meadow",
        "cores": 2,
        "memory": 1,
        "abilities": ["avx2"],
        "system": "summer",
    }
    return {
        "date": "2026-01-02 03:04 UTC",
        "quick": quick,
        "machine": machine,
        "data": "grass",
        "load": [0.0] * len(rounds),
        "rounds": list(rounds),
    }
