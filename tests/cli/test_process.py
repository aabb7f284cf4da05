"""Real processes: signals, commands to a run that trains, pipes, encodings, the time to the first line of help."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from axb import jobs
from axb.runs import Run, Store
from cli.conftest import Axb

AXB = (sys.executable, "-m", "axb")
LONG = ("train", "mlp:hidden=4", "spiral:n=60", "--batch-size", "10", "--epochs", "100000", "--no-page")
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT and SIGKILL for one process")


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start `axb` with these words; what still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def act(*words: str) -> "subprocess.Popen[str]":
        started.append(
            subprocess.Popen(
                (*AXB, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
            )
        )
        return started[-1]

    yield act
    for one in started:
        one.kill()
        one.communicate()


def wait_for(name: str, ready: Callable[[Run], bool], seconds: float = 240) -> None:
    """Until the run is there and is as wanted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with Store() as store:
            if any(run.name == name and ready(run) for run in store.runs()):
                return
        time.sleep(0.05)
    pytest.fail(f"{name} did not get there in {seconds} s")


def is_training(run: Run) -> bool:
    return run.shown_status == "running" and "loss" in run.series_names()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    out, err = process.communicate(timeout=240)
    assert "Traceback" not in out + err
    return process.returncode, re.sub(r"\s+", " ", out + err)


@unix
def test_ctrl_c_ends_in_order_and_the_run_goes_on(
    start: Callable[..., "subprocess.Popen[str]"], axb: Axb
) -> None:
    process = start(*LONG, "--name", "r")
    wait_for("r", is_training)
    process.send_signal(signal.SIGINT)
    code, said = ended(process)
    assert code == 130
    assert said.count("axb resume r") == 1
    with Store() as store:
        run = store.open("r")
        assert run.status == "interrupted"
        done = run.checkpoints()[-1]
    assert done.reason == "interrupted"
    assert done.step > 0

    again = start("resume", "r", "--no-page")
    wait_for("r", is_training)
    assert axb("control", "r", "stop").code == 0
    code, said = ended(again)
    assert code == 0
    assert "axb resume r" in said
    assert "Test" not in said
    with Store() as store:
        assert store.open("r").status == "stopped"
        assert store.open("r").checkpoints()[-1].step > done.step


def test_steering_a_run_that_trains(start: Callable[..., "subprocess.Popen[str]"], axb: Axb) -> None:
    process = start(*LONG, "--name", "r", "--optimizer", "sgd")
    wait_for("r", is_training)
    paused = axb("control", "r", "pause")
    assert paused.code == 0
    step = re.search(r"paused after step ([\d,]+)", paused.out)
    assert step is not None
    assert re.search(r"^r +paused", axb("runs").out, re.MULTILINE)
    assert f"one step on from step {step[1]}" in axb("control", "r", "step").out
    assert "learning_rate is 0.25" in axb("control", "r", "set", "learning_rate", "0.25").out
    refused = axb("control", "r", "set", "learning_rate", "0")
    assert axb("control", "r", "set", "momentum", "7").code == 2
    assert axb("control", "r", "set", "lr", "0.1").code == 2
    assert refused.code in (0, 2)
    slow = axb("control", "r", "slow", "4")
    assert "4 steps a second" in slow.out
    assert axb("control", "r", "go", "--lang", "ja").out.startswith("r: ステップ")
    assert axb("control", "r", "stop").code == 0
    assert ended(process)[0] == 0
    late = axb("control", "r", "go")
    assert late.code == 2
    assert "is not training now (stopped)" in late.err
    with Store() as store:
        decided = [(one.key, one.value) for one in store.open("r").decisions()]
    assert decided[0] == ("model.learning_rate", 0.25)


@pytest.mark.parametrize(("words", "says"), [
    (("slow",), "Write axb control RUN slow N; got slow."),
    (("pause", "now"), "Write axb control RUN pause; got pause now."),
    (("set", "momentum"), "Write axb control RUN set NAME VALUE"),
    (("slow", "down"), "N must be a number; got 'down'."),
    (("fly",), "VERB must be one of pause, go, step, slow, set, stop; got 'fly'."),
])  # fmt: skip
def test_commands_that_make_no_sense(words: tuple[str, ...], says: str, axb: Axb) -> None:
    answer = axb("control", "r", *words)
    assert answer.code == 2
    assert says in answer.err


DIES = """
import os, signal, sys
from axb.cli import main
from axb.training.recording import Recorder
class Dying(Recorder):
    def on_train_batch_end(self, batch, logs=None):
        super().on_train_batch_end(batch, logs)
        if self.trainer.step == 400:
            os.kill(os.getpid(), signal.SIGKILL)
import axb.training.session
axb.training.session.Recorder = Dying
main(sys.argv[1:])
"""


@unix
def test_after_kill_9_the_same_weights_are_reached(axb: Axb) -> None:
    words = ("train", "mlp:hidden=4", "spiral:n=60", "--batch-size", "10", "--epochs", "150", "--no-page")
    assert axb(*words, "--name", "whole").code == 0
    killed = subprocess.run((sys.executable, "-c", DIES, *words, "--name", "cut"), check=False)
    assert killed.returncode == -signal.SIGKILL
    said = axb("runs").out
    assert re.search(r"^cut +died", said, re.MULTILINE)
    assert axb("resume", "cut", "--no-page").code == 0
    both = [jobs.trained_model(name).get_weights() for name in ("whole", "cut")]
    for one, other in zip(*both, strict=True):
        assert one.tolist() == other.tolist()
    with Store() as store:
        assert store.open("cut").json("test") == store.open("whole").json("test")


def test_help_is_quick_and_needs_no_pytorch() -> None:
    code = "import sys, axb.cli; axb.cli.main(['train', '--help']); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_lists_need_no_pytorch() -> None:
    code = "import sys, axb.cli; axb.cli.main(['runs']); axb.cli.main(['data']); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("encoding", ["cp1252", "cp932"])
def test_any_encoding_can_be_written(encoding: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for words in (("train", "--help", "--lang", "ja"), ("data", "--lang", "ja")):
        done = subprocess.run((*AXB, *words), env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(done.stdout.decode(encoding)) > 200


@unix
def test_a_reader_that_leaves_early_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as out:
        done = subprocess.run((*AXB, "--help"), stdout=out, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""
