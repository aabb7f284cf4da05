"""Downloads from a real server that is slow, drops, and sends wrong bytes."""

import hashlib
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from axb.data.progress import told_to
from axb.data.published import MNIST
from axb.data.published.downloading import download
from axb.words import InputError, set_language

from .mirror import Mirror, mirror

FILES = {"a.gz": bytes(range(256)) * 4000, "b.gz": b"little"}
DIGESTS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_what_is_right_arrives_whole_and_its_progress_is_told(tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    with mirror(FILES, "right") as server, told_to(lambda *told: heard.append(told)):
        assert download(tmp_path / "new" / "folder", DIGESTS, [server.address]) == []
    assert contents(tmp_path / "new" / "folder") == FILES
    assert server.asked == ["a.gz", "b.gz"]
    assert (2, 2, "MB a.gz") in heard
    assert heard[-1] == (0, 0, "")


def test_what_is_there_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"mine")
    with mirror(FILES, "right") as server:
        assert download(tmp_path, DIGESTS, [server.address]) == []
    assert server.asked == ["b.gz"]
    assert contents(tmp_path) == {"a.gz": b"mine", "b.gz": FILES["b.gz"]}


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("wrong", "sent other bytes than were published"),
        ("drops", "no connection, or it broke"),
        ("stalls", "sent nothing for 0.2 seconds"),
        ("gone", "answers 404"),
    ],
)
def test_a_bad_mirror_leaves_nothing_behind_and_the_next_one_is_asked(
    tmp_path: Path, manner: str, said: str
) -> None:
    with mirror(FILES, manner) as bad, mirror(FILES, "right") as good:
        problems = download(tmp_path / "alone", DIGESTS, [bad.address], 0, 0.2)
        assert problems == [f"127.0.0.1:{bad.server_port}: {said}"]
        assert contents(tmp_path / "alone") == {}
        assert bad.asked == ["a.gz"]
        assert download(tmp_path / "both", DIGESTS, [bad.address, good.address], 0, 0.2) == []
    assert contents(tmp_path / "both") == FILES


def test_a_mirror_is_asked_once_more(tmp_path: Path) -> None:
    with mirror(FILES, "drops", "right") as server:
        assert download(tmp_path, DIGESTS, [server.address]) == []
    assert server.asked == ["a.gz", "a.gz", "b.gz"]
    assert contents(tmp_path) == FILES


def test_what_came_stays_when_the_next_file_does_not(tmp_path: Path) -> None:
    with mirror({"a.gz": FILES["a.gz"]}, "right") as server:
        assert download(tmp_path, DIGESTS, [server.address], 0)[0].endswith("answers 404")
    assert contents(tmp_path) == {"a.gz": FILES["a.gz"]}


def test_a_folder_that_takes_no_files_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with mirror(FILES, "right") as server, pytest.raises(InputError, match="AXB_HOME"):
        download(tmp_path / "file" / "data", DIGESTS, [server.address], 0)


def test_a_set_that_nobody_gives_gets_one_sentence_on_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    monkeypatch.setattr("axb.data.published.published.SYSTEM", tmp_path)
    with ExitStack() as stack:
        servers: list[Mirror] = [stack.enter_context(mirror({}, "gone")) for _ in range(2)]
        addresses = [server.address for server in servers]
        with pytest.raises(InputError) as english:
            MNIST.load(mirrors=addresses, retries=0)
        set_language("ja")
        with pytest.raises(InputError) as japanese:
            MNIST.load(mirrors=addresses, retries=0)
    for word in (*MNIST.files, MNIST.mirrors[0], str(tmp_path / "datasets" / "mnist"), "mnist:folder="):
        assert word in str(english.value)
        assert word in str(japanese.value)
    assert str(english.value).count("answers 404") == 2
    assert "応答 404" in str(japanese.value)


def test_a_set_is_downloaded_once_and_then_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from ..makers import write_fashion_mnist

    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    write_fashion_mnist(tmp_path / "made", 20, 10)
    files = {f"{name}.gz": content for name, content in contents(tmp_path / "made").items()}
    small = replace(MNIST, files={name: hashlib.sha256(one).hexdigest() for name, one in files.items()})
    with mirror(files, "right") as server:
        data = small.load(mirrors=[server.address])
        again = small.load(mirrors=[server.address])
        assert len(server.asked) == 4
    assert small.find_folder() == tmp_path / "datasets" / "mnist"
    assert np.array_equal(data.y_train, np.arange(20) % 10)
    assert again.content_hash() == data.content_hash()
    assert len(list((tmp_path / "datasets" / "mnist").iterdir())) == 4
