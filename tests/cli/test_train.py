"""`axb train` and `axb resume`."""

import re
from pathlib import Path

import pytest

from axb import jobs
from axb.runs import Store
from cli.conftest import Axb


def field(said: str, label: str) -> str:
    """What stands beside a label, its wrapped lines joined."""
    found = re.search(rf"^{label} +(.*(?:\n +.*)*)", said, re.MULTILINE)
    assert found is not None, (label, said)
    return re.sub(r"\s+", " ", found[1])


def test_it_says_what_was_chosen_and_why_and_what_came_of_it(axb: Axb) -> None:
    ended = axb("train", "mlp:hidden=8", "spiral:n=100", "--epochs", "3")
    assert (ended.code, ended.err) == (0, "")
    said = ended.out
    assert field(said, "Data") == (
        "spiral: 2 numbers: x1, x2. 90 examples to learn from, 10 held out to watch, "
        "100 to test with at the end."
    )
    assert field(said, "Model").startswith("mlp:hidden=8 - multilayer perceptron")
    assert field(said, "Task").startswith("Two classes: 1 sigmoid output")
    assert field(said, "Learning") == (
        "Adam, learning rate by schedule from 0.01; 3 epochs of 2 batches of 64; seed 0."
    )
    assert field(said, "Run").startswith("mlp-spiral-1 (Ctrl-C")
    assert "Epoch 3/3" in said
    assert re.fullmatch(r"\d+\.\d% of 100 right \(loss [\d.]+\)", field(said, "Test"))
    assert re.fullmatch(r"trained in \d+\.\d s", field(said, "Time"))
    assert Path(field(said, "Page")).read_text("utf-8").startswith("<!DOCTYPE html>")
    assert said.endswith(
        "Next:\n  axb show mlp-spiral-1\n"
        "  axb export mlp-spiral-1 --to torch-code --out model.py\n  axb runs\n"
    )


def test_in_japanese(axb: Axb) -> None:
    said = axb("train", "mlp:hidden=8", "spiral:n=100", "--epochs", "2", "--lang", "ja").out
    assert "様子を見るために 10 例" in field(said, "データ")
    assert "シグモイド" in field(said, "タスク")
    assert "エポック 2/2" in said
    assert "100 例中" in field(said, "テスト")
    assert '<html lang="ja">' in Path(field(said, "ページ")).read_text("utf-8")
    assert "次にできること" in said


def test_line_stands_beside_least_squares(axb: Axb) -> None:
    said = axb("train", "line", "line").out
    learned, best = field(said, "Learned"), field(said, "Least squares")
    numbers = [[float(n) for n in re.findall(r"-?\d+\.\d+", text)] for text in (learned, best)]
    assert numbers[0] == pytest.approx(numbers[1], abs=1e-4)
    assert field(said, "Test").startswith("y is off by 0.0")
    page = Path(field(said, "Page")).read_text("utf-8")
    assert "The loss over a and b" in page
    assert learned.split(",")[0] in page


def test_quiet_says_only_the_result(axb: Axb) -> None:
    ended = axb("train", "mlp:hidden=4", "spiral:n=60", "--epochs", "1", "--quiet", "--no-page")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("\n") == 1
    assert ended.out.startswith("Test")


def test_pages(axb: Axb, tmp_path: Path) -> None:
    quick = ("train", "line", "line", "--epochs", "1", "--quiet")
    assert "Page" not in axb(*quick, "--no-page").out
    assert field(axb(*quick, "--page", "here.html").out, "Page") == str(tmp_path / "here.html")
    assert (tmp_path / "here.html").is_file()


def test_settings_reach_the_run(axb: Axb) -> None:
    ended = axb(
        "train", "mlp:hidden=4", "spiral:n=60", "--epochs", "2", "--batch-size", "10",
        "--learning-rate", "0.5", "--optimizer", "sgd:momentum=0.5", "--seed", "7", "--name", "mine",
        "--validation", "0.2", "--no-page", "--precision", "float32",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert "SGD, learning rate 0.5; 2 epochs of 5 batches of 10; seed 7." in field(ended.out, "Learning")
    with Store() as store:
        run = store.open("mine")
        job = jobs.job_of(run.config, "mine")
        assert (run.seed, len(run.series("loss")[0])) == (7, 10)
    assert job == jobs.Job("mlp:hidden=4", "spiral:n=60", 2, 10, 0.5, "sgd:momentum=0.5", 7, 0.2, "float32")


def test_a_table_s_notes_are_shown(axb: Axb) -> None:
    rows = "\n".join(f"{x},{(x % 2 and 'yes') or 'no'},{x}" for x in range(40))
    Path("t.csv").write_text(f"p,answer,q\n{rows}\n,no,3", "utf-8")
    ended = axb("train", "logistic", "t.csv:target=answer", "--epochs", "1", "--no-page")
    assert ended.code == 0, ended.err
    assert "1 of 41 rows" in re.sub(r"\s+", " ", ended.out)


def test_a_model_from_a_file(axb: Axb) -> None:
    Path("net.py").write_text(
        "from axb import layers, models\n"
        "def make(data):\n"
        "    return models.Sequential([layers.Input(data.input_shape), layers.Dense(1, 'sigmoid')])\n",
        "utf-8",
    )
    said = axb("train", "net.py:make", "spiral:n=60", "--epochs", "1", "--no-page").out
    assert field(said, "Model") == "net.py:make"
    assert "net-spiral-1" in field(said, "Run")


def test_the_same_name_again(axb: Axb) -> None:
    quick = ("train", "mlp:hidden=4", "spiral:n=60", "--name", "mine", "--no-page")
    first = axb(*quick, "--epochs", "2")
    again = axb(*quick, "--epochs", "2")
    assert (again.code, field(again.out, "Test")) == (0, field(first.out, "Test"))
    assert "is already finished" in again.out
    other = axb(*quick, "--epochs", "3")
    assert other.code == 2
    assert "mine" in other.err


def test_resuming_a_finished_run_says_so(axb: Axb) -> None:
    axb("train", "line", "line", "--epochs", "2", "--no-page")
    ended = axb("resume", "line-line-1", "--no-page")
    assert ended.code == 0
    assert "is already finished" in re.sub(r"\s+", " ", ended.out)


def test_hundreds_of_quick_epochs_do_not_fill_the_screen(axb: Axb) -> None:
    said = axb("train", "line", "line", "--epochs", "300", "--no-page").out
    shown = re.findall(r"^Epoch (\d+)/300", said, re.MULTILINE)
    assert (shown[0], shown[-1]) == ("1", "300")
    assert len(shown) < 60


def test_a_time_budget(axb: Axb) -> None:
    said = axb("train", "mlp:hidden=4", "spiral:n=60", "--seconds", "0.5", "--name", "timed", "--no-page").out
    assert field(said, "Learning").endswith("batches of 54, as many as fit into 0.5 s; seed 0.")
    assert "0.5 s are enough for about " in said
    with Store() as store:
        run = store.open("timed")
        assert run.chosen_steps() == run.series("loss")[0][-1]
        assert run.series("learning_rate")[1][-1] < 0.01 * 0.05
    assert axb("train", "mlp", "spiral", "--seconds", "5", "--epochs", "2").err == (
        "A training takes either so many epochs or so many seconds; got 2 epochs and 5 seconds. "
        "Leave out one of the two.\n"
    )
    assert axb("train", "mlp", "spiral", "--seconds", "0").err == "seconds must be > 0; got 0.0.\n"
    assert "--seconds must be a number; got 'soon'" in axb("train", "mlp", "spiral", "--seconds", "soon").err


def test_a_watched_training_has_its_ladder(axb: Axb) -> None:
    assert axb("train", "line", "line", "--epochs", "1", "--no-page", "--name", "w", "--watch").code == 0
    with Store() as store:
        assert store.open("w").json("watch")["path"]
    ended = axb("figure", "w", "--kind", "looks", "--out", "looks.png")
    assert ended.code == 2
    assert "w learned from line" in ended.err


def test_an_autoencoder_stands_beside_pca(axb: Axb) -> None:
    ended = axb("train", "autoencoder:latent=2", "digits", "--epochs", "2", "--name", "squeezed", "--no-page")
    assert (ended.code, ended.err) == (0, "")
    said = " ".join(ended.out.split())
    assert "Task The answer is the input itself, restored from a short code" in said
    assert "300 test examples restored from 2 numbers each: mean squared error 0." in said
    assert "PCA with as many numbers: 0.054" in said
    for kind in ("reconstructions", "maps", "network"):
        drawn = axb("figure", "squeezed", "--kind", kind, "--out", f"{kind}.png", "--width", "640")
        assert (drawn.code, drawn.err) == (0, "")
    refused = axb("figure", "squeezed", "--kind", "looks", "--out", "looks.png")
    assert refused.code == 2
    assert "restores its input" in refused.err


def test_each_player_of_a_gan_tells_how_it_learns(axb: Axb) -> None:
    quick = ("train", "gan:hidden=4", "moons:n=40", "--epochs", "1", "--no-page")
    said = field(axb(*quick).out, "Learning")
    assert said.startswith(
        "generator: Adam, learning rate 0.002; discriminator: Adam, learning rate 0.002; 1 ep"
    )
    said = field(axb(*quick, "--learning-rate", "0.1").out, "Learning")
    assert said.startswith("generator: Adam, learning rate 0.1; discriminator: Adam, learning rate 0.1;")
    said = field(axb(*quick, "--optimizer", "sgd:momentum=0.5").out, "Learning")
    assert said.startswith("generator: SGD, learning rate 0.01; discriminator: SGD, learning rate 0.01;")
    with Store() as store:
        settings = store.runs()[0].config["settings"]
    assert [settings[f"optimizer {player}"]["momentum"] for player in ("generator", "discriminator")] == [
        0.5
    ] * 2


def test_a_gan_s_losses_choose_nothing(axb: Axb) -> None:
    ended = axb("race", "gan", "moons", "--vary", "learning_rate=0.01,0.1", "--seeds", "1", "--epochs", "1")
    assert ended.code != 0
    assert "cannot be compared by their numbers: generator, discriminator learn against each other" in (
        " ".join(ended.err.split())
    )
