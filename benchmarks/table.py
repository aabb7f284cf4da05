"""The main goals of results.json as the tables of both READMEs: `python benchmarks/table.py` writes them there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from harness import results
from harness.report import goal_cells, table
from harness.rows import ROWS

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"
HEADS = {"en": ("what", "measured", "from - to"), "ja": ("内容", "測定値", "範囲")}
# row, its goal's label, and how the two READMEs say it
SHOWN = (
    ("training", "the same network: whole time against Keras on TensorFlow",
     "the Keras MNIST convnet's 15 epochs: times as fast as Keras on TensorFlow, both at their defaults",
     "Keras の MNIST 用畳み込みネットワークの 15 エポック: TensorFlow 版 Keras の何倍速いか(どちらも既定の設定)"),
    ("convnet-epoch", "axb against Keras on PyTorch, defaults",
     "one epoch of it: times as fast as Keras on PyTorch", "その 1 エポック: PyTorch 版 Keras の何倍速いか"),
    ("convnet-epoch", "axb against plain PyTorch with a DataLoader",
     "one epoch of it: times as fast as plain PyTorch with a DataLoader",
     "その 1 エポック: 素の PyTorch と DataLoader の何倍速いか"),
    ("training", "the same network: axb's accuracy less Keras's",
     "accuracy after its 15 epochs, axb's less Keras's", "15 エポック後の正解率の差(axb から Keras を引いたもの)"),
    ("training", "test accuracy of fastcnn",
     "`fastcnn`'s test accuracy on Fashion-MNIST, all its seeds", "`fastcnn` の Fashion-MNIST テスト正解率(全シード)"),
    ("training", "fastcnn against the Keras script, whole time",
     "`fastcnn`'s whole training: times as fast as the 15 epochs of Keras",
     "`fastcnn` の学習全体: Keras の 15 エポックの何倍速いか"),
    ("resnet-training", "test accuracy",
     "a wide `resnet` of 14 layers after 5 epochs: test accuracy",
     "幅の広い 14 層の `resnet`、5 エポック: テスト正解率"),
    ("resnet-long", "test accuracy, both ways averaged",
     "the same after 20 epochs, each picture seen both ways round: test accuracy",
     "同じく 20 エポック(左右反転した画像の答えと平均): テスト正解率"),
    ("googlenet-training", "test accuracy",
     "a small `googlenet` after 18 epochs: test accuracy", "小さな `googlenet`、18 エポック: テスト正解率"),
    ("fastcnn-peak", "share of the bfloat16 peak",
     "share of the machine's own convolution peak that a `fastcnn` epoch keeps",
     "`fastcnn` の 1 エポックが引き出す、このマシンの畳み込み性能の割合"),
    ("import", "a script's imports, less torch's",
     "what a script imports of axb, beyond `import torch`", "`import torch` に加えて axb の import にかかる時間"),
    ("rates", "Keras on JAX: its time over axb's",
     "16 learning rates on the digits: times as fast as a loop of Keras fits on JAX",
     "digits で学習率を 16 通り: JAX 版 Keras を 1 つずつ学習させるループの何倍速いか"),
    ("rates", "Keras on PyTorch: its time over axb's",
     "the same, Keras on PyTorch (its fastest here)", "同じく、PyTorch 版 Keras(ここでは最速)のループ"),
    ("convnets", "the loop's time over axb's",
     "16 learning rates of a convolutional network: times as fast as a loop of plain PyTorch",
     "畳み込みネットワークで学習率を 16 通り: 素の PyTorch のループの何倍速いか"),
    ("convnets-gpu", "the loop: its time over axb's",
     "256 of them on one graphics card (H200): times as fast as a loop of plain PyTorch",
     "GPU 1 枚(H200)で 256 通り: 素の PyTorch のループの何倍速いか"),
    ("planted", "races of equal settings that name no winner, of 100",
     "races of 20 equal settings that name no winner, of 100",
     "実力の同じ 20 設定のレース 100 回のうち、勝者を出さなかった回数"),
    ("planted", "races that find the better one, of 100",
     "with one better by what a race calls detectable: races that find it, of 100",
     "見分けられるはずの差だけ優れた設定を混ぜたレース 100 回のうち、それを勝者とした回数"),
    ("autoencoder", "16 numbers: squared error a pixel, mean of the seeds",
     "pictures of clothes squeezed to 16 numbers and restored, after two minutes: squared error a pixel",
     "服の画像を 16 個の数に縮めて復元(学習 2 分): 1 画素あたりの 2 乗誤差"),
    ("vae", "negative bound above the floor, mean of the seeds",
     "a VAE after five minutes: its negative bound above the floor, in nats an image",
     "VAE、学習 5 分: 負の下界が理論上の下限をどれだけ上回るか(1 画像あたり)"),
)  # fmt: skip


def lines(records: Mapping[str, Any], language: str) -> list[tuple[str, ...]]:
    """A line for every goal shown whose row was measured."""
    found = []
    for key, label, english, japanese in SHOWN:
        if key in records:
            goal = next(goal for goal in ROWS[key].goals if goal.label == label)
            _, shown, spread, *_ = goal_cells(goal, records[key]["rounds"])
            shown = shown.replace(" (mean)", "").replace(" points", "" if language == "ja" else " points")
            found.append((japanese if language == "ja" else english, shown, spread))
    return found


def filled(text: str, inside: str) -> str:
    """The text with `inside` between the marks, in the place of what was there."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{inside}\n{END}{tail}"


def main() -> None:
    """Both READMEs."""
    records = results.read(HERE)
    for name, language in (("README.md", "en"), ("README.ja.md", "ja")):
        path = HERE.parent / name
        inside = table(HEADS[language], lines(records, language))
        path.write_text(filled(path.read_text("utf-8"), inside), "utf-8")


if __name__ == "__main__":
    main()
