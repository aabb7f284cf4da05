"""Measure the doctor: which share of ill trainings it finds, and how often it alarms in healthy ones.

python scripts/measure_doctor.py --cases 40 --healthy 200            # about a quarter of an hour on one core
python scripts/measure_doctor.py --cases 40 --healthy 200 --only dead,healthy
python scripts/measure_doctor.py --ward generative --cases 40 --healthy 200     # three quarters of an hour

Each training is drawn by its seed (see `doctor_cases.py`) and judged by the very callback that `axb train --doctor`
uses: whatever it says at any moment counts. Rules were tuned on seeds below 20,000; a first measure used those from
there on and showed what to look for, so this one begins at 30,000. What has been measured is kept in a file, so the
script may be stopped and started again, as long as rules stay as they are; it writes docs/doctor.md and
docs/doctor.ja.md between their marks.
"""

import argparse
import hashlib
import json
import math
import time
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import doctor_cases
import generative_cases
import numpy as np
import torch
from doctor_cases import BAD

ROOT = Path(__file__).resolve().parents[1]
DOCS = {"en": ROOT / "docs" / "doctor.md", "ja": ROOT / "docs" / "doctor.ja.md"}
FIRST_SEED = 30_000
TRIES = 6  # draws for each case that is asked for: some turn out to be no such case
HEALTHY = "healthy"
WORDS = {
    "en": {
        "head": "| illness | cases | found | 95% interval | first |",
        "healthy": "Healthy trainings: {n}; with any alarm at all: {k} ({share}; 95% interval {interval}).",
        "alarms": "Alarms in healthy trainings by rule: {listed}.", "none": "none",
        "where": "Of {n} NaN cases whose first layer without numbers is known, it was named in {k}.",
        "refused": "Draws that turned out to be no case of what they were drawn as, and don't count: {listed}.",
        "how": "Measured by `scripts/measure_doctor.py`, seeds from {seed} on, {seconds:.0f} s of training.",
        "names": {},
    },
    "ja": {
        "head": "| 病気 | 件数 | 見つけた数 | 95% 区間 | 最初に出た診断 |",
        "healthy": "健康な学習 {n} 件のうち、何かひとつでも警告が出たもの: {k} 件 ({share}、95% 区間 {interval})。",
        "alarms": "健康な学習に出た警告の内訳: {listed}。", "none": "なし",
        "where": "最初に NaN を出した層がわかっている {n} 件のうち、その層を言い当てたもの: {k} 件。",
        "refused": "条件を満たさず、数えなかったもの: {listed}。",
        "how": "`scripts/measure_doctor.py` で計測。シードは {seed} から、学習時間の合計は {seconds:.0f} 秒。",
        "names": {
            "vanishing": "勾配消失", "exploding": "勾配爆発", "dead": "死んだ ReLU", "saturated": "飽和",
            "rate_too_high": "学習率が大きすぎる", "rate_too_low": "学習率が小さすぎる", "scale": "入力の大きさ",
            "overfitting": "過学習", "nan": "NaN", "ending": "最後の活性化関数",
            "posterior_collapse": "事後崩壊", "blur": "強すぎる KL によるぼやけ", "dead_codes": "使われないコード",
            "detective_wins": "識別器の勝ちすぎ", "forger_wins": "生成器の勝ちすぎ", "mode_collapse": "モード崩壊",
            "oscillation": "堂々めぐり",
        },
    },
}  # fmt: skip


@dataclass(frozen=True)
class Ward:
    """What is measured: who draws and trains, the folder of the rules, where results lie, the mark in the guide."""

    cases: Any
    rules: str
    keep: str
    mark: str

    @property
    def marks(self) -> tuple[str, str]:
        """Between which its tables stand."""
        return f"<!-- {self.mark}: begin -->", f"<!-- {self.mark}: end -->"


WARDS = {
    "layers": Ward(doctor_cases, "doctor", "doctor.jsonl", "measured"),
    "generative": Ward(
        generative_cases, "generative_doctor", "generative_doctor.jsonl", "measured generative"
    ),
}


def main() -> None:
    """Measure what is missing, write the tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--cases", type=int, default=40)
    asked.add_argument("--healthy", type=int, default=200)
    asked.add_argument("--ward", choices=WARDS, default="layers")
    asked.add_argument("--only", default="")
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--no-docs", action="store_true")
    given = asked.parse_args()
    warnings.simplefilter("ignore")  # the doubts that `fit` itself has of a last activation
    torch.set_num_threads(1)
    ward = WARDS[given.ward]
    keep = given.keep or ROOT / "benchmarks" / ward.keep
    known = read(keep, ward)
    for rule in given.only.split(",") if given.only else ward.cases.DRAWERS:
        measure(rule, given.healthy if rule == HEALTHY else given.cases, known, keep, ward)
    for language in WORDS:
        text = tables(known, language, ward)
        print(text)
        if not given.no_docs:
            put(DOCS[language], text, ward)


def read(path: Path, ward: Ward) -> list[dict[str, Any]]:
    """What has been measured so far with these rules."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [one for one in map(json.loads, lines) if one["of"] == version(ward)]


@cache
def version(ward: Ward) -> str:
    """Of the rules and of what is drawn: what was measured with others does not count."""
    files = [*sorted((ROOT / "src/axb/insight" / ward.rules).rglob("*.py")), Path(ward.cases.__file__)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def measure(rule: str, wanted: int, known: list[dict[str, Any]], path: Path, ward: Ward) -> None:
    """Draw and train until so many cases count."""
    mine = [one for one in known if one["rule"] == rule]
    seed = max((one["seed"] for one in mine), default=FIRST_SEED - 1) + 1
    counted = sum(one["accepted"] for one in mine)
    while counted < wanted and seed < FIRST_SEED + TRIES * wanted:
        one = judged(rule, seed, ward)
        known.append(one)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(one) + "\n")
        counted, seed = counted + one["accepted"], seed + 1
        if one["accepted"] and counted % 10 == 0:
            print(f"{rule}: {counted}/{wanted}", flush=True)


def judged(rule: str, seed: int, ward: Ward) -> dict[str, Any]:
    """One training, and what the doctor said."""
    drawers = ward.cases.DRAWERS
    drawn = drawers[rule](np.random.default_rng([seed, sorted(drawers).index(rule)]))
    begin = time.perf_counter()
    ended = ward.cases.train(drawn, seed)
    return {
        "of": version(ward), "rule": rule, "seed": seed, "accepted": drawn.accept(ended),
        "found": [one.rule for one in ended.doctor.findings],
        "where": [one.where for one in ended.doctor.findings], "accuracy": round(ended.accuracy, 4),
        "about": drawn.about, "seconds": round(time.perf_counter() - begin, 2),
    }  # fmt: skip


def tables(known: list[dict[str, Any]], language: str, ward: Ward) -> str:
    """What the documents show."""
    words = WORDS[language]
    lines = [words["head"], "|---|---|---|---|---|"]
    for rule in ward.cases.DRAWERS:
        cases = [one for one in known if one["rule"] == rule and one["accepted"]]
        if rule == HEALTHY or not cases:
            continue
        found = sum(any(ward.cases.matches(rule, name) for name in one["found"]) for one in cases)
        first = sum(bool(one["found"]) and ward.cases.matches(rule, one["found"][0]) for one in cases)
        name = words["names"].get(rule, rule.replace("_", " "))
        low, high = wilson(found, len(cases))
        lines.append(
            f"| {name} | {len(cases)} | {found} ({found / len(cases):.0%}) | {low:.0%} … {high:.0%} | {first} |"
        )
    after = [
        *_healthy(known, words),
        "",
        *[text for line in _where(known, words) for text in (line, "")],
        _refused(known, words),
        "",
        _how(known, words),
    ]
    return "\n".join([*lines, "", *after])


def _healthy(known: list[dict[str, Any]], words: dict[str, Any]) -> list[str]:
    well = [one for one in known if one["rule"] == HEALTHY and one["accepted"]]
    if not well:
        return []
    alarmed = [one for one in well if one["found"]]
    low, high = wilson(len(alarmed), len(well))
    counts: dict[str, int] = {}
    for name in (name for one in alarmed for name in one["found"]):
        counts[name] = counts.get(name, 0) + 1
    listed = ", ".join(f"{name} {count}" for name, count in counts.items()) or words["none"]
    said = {"n": len(well), "k": len(alarmed), "share": f"{len(alarmed) / len(well):.1%}"}
    interval = f"{low:.1%} … {high:.1%}"
    return [words["healthy"].format(**said, interval=interval), words["alarms"].format(listed=listed)]


def _where(known: list[dict[str, Any]], words: dict[str, Any]) -> list[str]:
    """In how many cases with a layer that is known to give no numbers it was named."""
    cases = [one for one in known if one["accepted"] and one["about"].get("which") in ("log", "divide")]
    right = sum(BAD in one["where"] for one in cases)
    return [words["where"].format(n=len(cases), k=right)] if cases else []


def _refused(known: list[dict[str, Any]], words: dict[str, Any]) -> str:
    counts: dict[str, tuple[int, int]] = {}
    for one in known:
        refused, drawn = counts.get(one["rule"], (0, 0))
        counts[one["rule"]] = refused + (not one["accepted"]), drawn + 1
    listed = ", ".join(f"{rule} {refused}/{drawn}" for rule, (refused, drawn) in counts.items() if refused)
    return str(words["refused"].format(listed=listed or words["none"]))


def _how(known: list[dict[str, Any]], words: dict[str, Any]) -> str:
    return str(words["how"].format(seed=f"{FIRST_SEED:,}", seconds=sum(one["seconds"] for one in known)))


def wilson(successes: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share (Wilson 1927): (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)."""
    p, square = successes / of, z * z / of
    middle, half = p + square / 2, z * math.sqrt(p * (1 - p) / of + square / of / 4)
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def put(path: Path, text: str, ward: Ward) -> None:
    """Between the marks of a document."""
    begin, end = ward.marks
    whole = path.read_text("utf-8")
    before, _, rest = whole.partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", "utf-8")


if __name__ == "__main__":
    main()
