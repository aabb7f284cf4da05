"""Measure the measures: what real pictures get, and what damaged ones get; writes docs/measures.md and .ja.md.

    python scripts/measure_measures.py FOLDER [--count 10000]

FOLDER holds the four IDX files of Fashion-MNIST. Everything stands in the samples' place, beside as many pictures of
the test part: other real pictures, real ones damaged in ways whose effect is known, and ones that cannot be any good.
Tables are written between the documents' marks, beside the classifier's hash and accuracy, which are counted anew here.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter

from axb.data import Dataset
from axb.data.published import FASHION_MNIST
from axb.insight.measures import Measured, Real, frechet_distance, look
from axb.insight.measures.classifier import SHA256, facts
from axb.views.numbers import number

ROOT = Path(__file__).resolve().parents[1]
DOCS = {"en": ROOT / "docs" / "measures.md", "ja": ROOT / "docs" / "measures.ja.md"}
Pictures = np.ndarray
WORDS = {
    "en": {
        "hash": "SHA-256 of its file: `{hash}`", "of": "{part}: {right:,} of {whole:,} right ({share:.2%})",
        "test": "test part", "train": "training part",
        "halves": "Two halves of the training part, {count:,} pictures each: Fréchet distance {distance:.3f}.",
        "head": "| {count:,} pictures in the samples' place | Fréchet distance | precision | recall | "
        "nearer, features | nearer, pixels | near copies | class seen least | classes |",
        "how": "By `scripts/measure_measures.py`, seed 0, {seconds:.0f} s on one thread.",
    },
    "ja": {
        "hash": "ファイルの SHA-256: `{hash}`", "of": "{part}: {whole:,} 枚のうち {right:,} 枚が正解({share:.2%})",
        "test": "テストデータ", "train": "学習データ",
        "halves": "学習データの半分どうし(それぞれ {count:,} 枚)のフレシェ距離は {distance:.3f} です。",
        "head": "| サンプルの代わりに置いた {count:,} 枚 | フレシェ距離 | precision | recall | 近さ(特徴量) | "
        "近さ(ピクセル) | 丸写しに近いもの | 最も少ないクラス | 実質のクラス数 |",
        "how": "`scripts/measure_measures.py` で計測(シード 0、1 スレッドで {seconds:.0f} 秒)。",
    },
}  # fmt: skip


def main() -> None:
    """Measure, write both documents."""
    parser = argparse.ArgumentParser(description="Measure the measures.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    given = parser.parse_args()
    begin, data = time.perf_counter(), FASHION_MNIST.load(given.folder)
    real = Real(data, given.count)
    rows = []
    for names, pictures in stand_ins(data, real):
        rows.append((names, real.measure(pictures)))
        print(names["en"], shown(rows[-1][1]), flush=True)
    half = np.random.default_rng(0).permutation(len(data.x_train))[: 2 * given.count]
    first, second = np.split(real.space.train[half], 2)
    known = {"classifier": counted(data), "halves": (len(first), frechet_distance(first, second))}
    for language, path in DOCS.items():
        words = WORDS[language]
        told = {
            "classifier": classifier_told(known["classifier"], words),
            "measured": measured_told(rows, known["halves"], time.perf_counter() - begin, words, language),
        }
        path.write_text(put(path.read_text("utf-8"), told), "utf-8")


def counted(data: Dataset) -> dict[str, tuple[int, int]]:
    """How many of both parts the classifier gets right; as its own file says."""
    parts = {"test": (data.x_test, data.y_test), "train": (data.x_train, data.y_train)}
    found = {
        name: (int((look(x).probabilities.argmax(1) == y).sum()), len(y)) for name, (x, y) in parts.items()
    }
    for name, (right, whole) in found.items():
        if (
            abs(right / whole - facts()[f"{name}_accuracy"]) > 2 / whole
        ):  # the last bits differ between processors
            raise SystemExit(f"The classifier's file says {facts()[f'{name}_accuracy']} of the {name} part.")
    return found


def stand_ins(data: Dataset, real: Real) -> Iterator[tuple[dict[str, str], Pictures]]:
    """What is measured, each with its name in both languages."""
    train, rng = data.x_train[real.known], np.random.default_rng(0)
    labels = data.y_train[real.known]

    def fresh(keep: Callable[[np.ndarray], np.ndarray]) -> Pictures:
        """As many training pictures of the classes that are kept."""
        places = np.flatnonzero(keep(data.y_train))
        return data.x_train[rng.permutation(places)[: len(train)]]

    yield {"en": "training pictures (real)", "ja": "学習データの画像(本物)"}, train
    for sigma in (0.5, 1.0):
        said = {
            "en": f"the same, blurred (sigma {sigma} pixels)",
            "ja": f"同じ画像をぼかす(σ = {sigma} ピクセル)",
        }
        yield said, gaussian_filter(train, (0, sigma, sigma, 0))
    for noise in (10, 40):
        noisy = (train + rng.normal(0, noise, train.shape)).clip(0, 255)
        yield {"en": f"with noise (sigma {noise} of 255)", "ja": f"ノイズを加える(σ = {noise} / 255)"}, noisy
    yield {"en": "mirrored", "ja": "左右を反転する"}, train[:, :, ::-1]
    yield {"en": "shirts (class 6) left out", "ja": "シャツ(クラス 6)を除く"}, fresh(lambda y: y != 6)
    yield {"en": "half of the classes left out", "ja": "クラスの半分を除く"}, fresh(lambda y: y < 5)
    again = rng.integers(0, 100, len(train))
    yield {"en": "100 training pictures, over and over", "ja": "学習データの 100 枚のくり返し"}, train[again]
    means = np.stack([train[labels == label].mean(0) for label in range(10)])
    yield {"en": "each class's mean picture", "ja": "各クラスの平均画像"}, means[labels]
    yield {"en": "pure noise", "ja": "ノイズだけ"}, rng.integers(0, 256, train.shape)


def shown(found: Measured) -> list[str]:
    """The numbers of a row."""
    assert found.copied is not None
    assert found.balance is not None
    least = found.balance.shares[found.balance.smallest].value
    return [
        number(found.distance), f"{found.manifold.precision:.3f}", f"{found.manifold.recall:.3f}",
        f"{found.copies.nearer:.3f}", f"{found.copied.nearer:.3f}", f"{found.copied.close:.1%}",
        f"{least:.1%}", f"{found.balance.effective:.2f}",
    ]  # fmt: skip


def classifier_told(counts: dict[str, tuple[int, int]], words: dict[str, str]) -> str:
    lines = [words["hash"].format(hash=SHA256)]
    for part, (right, whole) in counts.items():
        lines.append(words["of"].format(part=words[part], right=right, whole=whole, share=right / whole))
    return "\n".join(f"- {line}" for line in lines)


def measured_told(
    rows: list[tuple[dict[str, str], Measured]],
    halves: tuple[int, float],
    seconds: float,
    words: dict[str, str],
    language: str,
) -> str:
    head = words["head"].format(count=rows[0][1].count)
    listed = [f"| {' | '.join([names[language], *shown(found)])} |" for names, found in rows]
    table = "\n".join([head, f"|---{'|---:' * 8}|", *listed])
    count, distance = halves
    return "\n\n".join(
        [table, words["halves"].format(count=count, distance=distance), words["how"].format(seconds=seconds)]
    )


def put(text: str, told: dict[str, str]) -> str:
    """The document with these texts between their marks."""
    for name, new in told.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, rest = text.split(begin)
        text = f"{before}{begin}\n\n{new}\n\n{end}{rest.split(end)[1]}"
    return text


if __name__ == "__main__":
    main()
