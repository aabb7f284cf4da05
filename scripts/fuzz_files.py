"""What `fuzz.py` breaks and how: real files of each kind that a person hands to axb, and who reads them."""

import io
import json
import random
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

import axb
from axb import layers as L
from axb.jobs import Job

Chance = random.Random
Break = Callable[[bytes, bytes, Chance], bytes]  # a file, another of its kind, chance -> a broken file

NUMBERS = (
    b"-1",
    b"0",
    b"1e999",
    b"-1e-400",
    b"NaN",
    b"9" * 12,
    b"9" * 400,
    b"0x10",
    b"1_000",
    b"\xef\xbc\x91",
)
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**31, 2**63, 10**12, 10**400, 0.5, 1e308, float("nan"), "", "a", "x" * 10_000, "\ud800",
    "line", "../../../etc/passwd", [], {}, [[[[]]]], {"class": "Dense"}, {"class_name": "Model", "config": {}},
)  # fmt: skip


def images() -> list[bytes]:
    """Of every format and mode that is read; one is turned by its EXIF, one is animated."""
    noise = np.random.default_rng(0).integers(0, 256, (40, 56, 4)).astype(np.uint8)
    noise[:, :, :3] = np.linspace(0, 255, 40)[:, None, None]
    whole = Image.fromarray(noise, "RGBA")
    turned = Image.Exif()
    turned[0x0112] = 6
    made: list[tuple[Image.Image, dict[str, Any]]] = [
        *[(whole.convert(mode), {"format": "PNG"}) for mode in ("RGBA", "RGB", "L", "P", "1", "LA")],
        (Image.fromarray(noise[..., 0].astype(np.uint16) * 200), {"format": "PNG"}),
        *[(whole.convert(mode), {"format": "JPEG", "exif": turned}) for mode in ("RGB", "L", "CMYK")],
        (whole.convert("RGB"), {"format": "JPEG", "progressive": True}),
        (whole, {"format": "WEBP", "lossless": True}), (whole.convert("RGB"), {"format": "WEBP"}),
        (whole.convert("P"), {"format": "GIF", "save_all": True, "append_images": [whole.convert("P")] * 2}),
        (whole.convert("RGB"), {"format": "BMP"}), (whole.convert("P"), {"format": "BMP"}),
    ]  # fmt: skip
    return [_saved(one, options) for one, options in made]


def _saved(one: Image.Image, options: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    one.save(file, **options)
    return file.getvalue()


def tables() -> list[bytes]:
    """Numbers, words, gaps, quotes; in UTF-8 and as Japanese Excel writes."""
    rows = [f'{n},{n / 3:.3f},{"red" if n % 3 else ""},"a, b",{n % 2}' for n in range(40)]
    plain = "\n".join(["height,weight,colour,note,age", *rows])
    own = "\n".join(
        ["身長;体重;色;age", *[f"{n};{n / 3:.2f};{'赤' if n % 2 else '青'};{n}" for n in range(40)]]
    )
    return [plain.encode(), own.encode("utf-8-sig"), own.encode("cp932"), plain.replace(",", "\t").encode()]


def archives() -> list[bytes]:
    """Pictures and their classes, packed and not; numbers with some missing; zeros that are a million times smaller."""
    chance = np.random.default_rng(0)
    pictures, labels = chance.integers(0, 256, (24, 8, 8), np.uint8), np.arange(24) % 3
    numbers = chance.normal(size=(24, 3)).astype("float32")
    numbers[5] = np.nan
    names = np.array(["りんご", "b", "c"])
    return [
        _archive(np.savez, x_train=pictures, y_train=labels, class_names=names),
        _archive(np.savez_compressed, x=pictures[..., None].repeat(3, -1), y=labels.astype(str)),
        _archive(np.savez, features=numbers, target=numbers[:, 0].astype("float64")),
        _archive(
            np.savez_compressed, x=np.zeros((20_000, 28, 28, 1), np.uint8), y=np.zeros(20_000, np.int64)
        ),
    ]


def _archive(save: Callable[..., None], **arrays: Any) -> bytes:
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def models() -> list[bytes]:
    """One compiled and trained a step, one with two ways through it, one of weights alone."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in "abc"]
        chain = axb.Sequential([
            L.Input((8, 8, 1)), L.Conv2D(4, 3, activation="relu"), L.BatchNormalization(), L.Flatten(), L.Dense(3),
        ])  # fmt: skip
        chain.compile("adam", "mse", metrics=["mae"])
        chain.fit(np.zeros((4, 8, 8, 1), "float32"), np.zeros((4, 3), "float32"), epochs=1, verbose=0)
        x = L.Input((4,))
        fork = axb.Model(x, L.Add()([L.Dense(4, activation="relu")(x), x]))
        chain.save(paths[0])
        fork.save(paths[1])
        fork.save_weights(paths[2])
        return [path.read_bytes() for path in paths]


def runs() -> tuple[list[bytes], list[bytes]]:
    """Passports, and event files, of two small trainings."""
    from axb import jobs
    from axb.jobs.passport import passport
    from axb.runs import Store
    from axb.runs.tensorboard import export_events

    passports, events = [], []
    for model, data in (("line", "line:n=40"), ("mlp:hidden=4", "spiral:n=40")):
        name = jobs.train(Job(model, data, epochs=2), verbose=0).run
        passports.append(passport(name).to_json().encode())
        with Store() as store, tempfile.TemporaryDirectory() as folder:
            events += [path.read_bytes() for path in export_events(store.open(name), Path(folder))]
    return passports, events


def idx() -> list[bytes]:
    """Two arrays."""
    head = struct.pack(">BBBBIII", 0, 0, 8, 3, 5, 7, 7)
    return [head + bytes(245), struct.pack(">BBBBI", 0, 0, 0x0D, 1, 6) + bytes(24)]


def bits(file: bytes, other: bytes, chance: Chance) -> bytes:
    """A few bits the other way round."""
    broken = bytearray(file)
    for _ in range(chance.choice((1, 2, 8, 40))):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def span(file: bytes, other: bytes, chance: Chance) -> bytes:
    """A stretch left out, doubled, emptied, filled, or taken from the other."""
    begin, end = sorted(chance.randrange(len(file) + 1) for _ in range(2))
    end = min(end, begin + chance.choice((1, 4, 64, 10**9)))
    part, long = file[begin:end], end - begin
    new = chance.choice(
        (b"", part * 2, bytes(long), b"\xff" * long, chance.randbytes(long), other[begin:end])
    )
    return file[:begin] + new + file[end:]


def cut(file: bytes, other: bytes, chance: Chance) -> bytes:
    """Only its beginning, often none; or something behind its end."""
    return chance.choice(
        (b"", file[: chance.randrange(len(file))], file[: len(file) // 2], file + other, file * 3)
    )


def extreme(file: bytes, other: bytes, chance: Chance) -> bytes:
    """A whole number in binary becomes the least or the most that there is."""
    place, size = chance.randrange(len(file)), chance.choice((1, 2, 4, 8))
    new = chance.choice(
        (bytes(size), b"\xff" * size, b"\x7f" + b"\xff" * (size - 1), b"\x80" + bytes(size - 1))
    )
    return file[:place] + new + file[place + size :]


def word(file: bytes, other: bytes, chance: Chance) -> bytes:
    """In a text: a number becomes a strange one, or a separator another."""
    found = [*re.finditer(rb"-?\d+(\.\d+)?|[,;\t\n\"]", file)]
    if not found:
        return cut(file, other, chance)
    one = chance.choice(found)
    new = chance.choice((*NUMBERS, b",", b'"', b"\n", b"", b"\0", b"\r", b"," * 20_000))
    return file[: one.start()] + new + file[one.end() :]


def inside_json(file: bytes, other: bytes, chance: Chance) -> bytes:
    """A well-formed document with one value another, a key gone, or something nested far too deep."""
    if chance.random() < 0.05:
        return b"[" * 100_000
    return json.dumps(_changed(json.loads(file), chance)).encode(errors="surrogatepass")


def _changed(document: Any, chance: Chance) -> Any:
    place = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return document
        key = chance.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.8:
            place = place[key]
            continue
        if isinstance(place, dict) and chance.random() < 0.15:
            del place[key]
        else:
            place[key] = chance.choice(VALUES)
        return document


def inside_header(file: bytes, other: bytes, chance: Chance) -> bytes:
    """A safetensors file whose graph, compilation or table of tensors has another value; all lengths fit."""
    size = int.from_bytes(file[:8], "little")
    header, rest = json.loads(file[8 : 8 + size]), file[8 + size :]
    texts = [key for key in header["__metadata__"] if key in ("graph", "compilation", "frozen")]
    if texts and chance.random() < 0.8:
        key = chance.choice(texts)
        text = json.dumps(_changed(json.loads(header["__metadata__"][key]), chance))
        header["__metadata__"][key] = text
    else:
        _changed(header, chance)
    whole = json.dumps(header).encode(errors="surrogatepass")
    return len(whole).to_bytes(8, "little") + whole + rest


def inside_archive(file: bytes, other: bytes, chance: Chance) -> bytes:
    """An archive whose sums are right, and one of whose arrays tells something else of itself, or has another name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", chance.choice((0, 8))) as new:
        names = old.namelist()
        wrong = chance.choice(names)
        for name in names:
            content = old.read(name)
            if name == wrong:
                name = chance.choice(
                    (name, name, name, "../up.npy", "x.npy", "y.npy", "a" * 9000 + ".npy", "x.txt")
                )
                content = _other_array(content, chance)
            new.writestr(name, content)
    return made.getvalue()


def _other_array(content: bytes, chance: Chance) -> bytes:
    """The head of an .npy file: another shape, another type, or none; sometimes a byte of it."""
    size = int.from_bytes(content[8:10], "little")
    head, rest = content[10 : 10 + size], content[10 + size :]
    shape = chance.choice((b"(10**9,)", b"(999999999999,)", b"(4294967296, 4294967296)", b"(-1,)", b"()", b"(0, 0, 0)",
                           b"(3, 8)", b"(True,)", b"(24, 1, 1, 1, 1, 1, 1, 1)", b"((1,), 2)"))  # fmt: skip
    kind = chance.choice((b"'|O'", b"'>f8'", b"'<f2'", b"'|S0'", b"'<U99999'", b"'<c16'", b"'<M8[ns]'", b"'|V7'",
                          b"[('a', '<i4'), ('b', '|O')]", b"'|b1'", b"'nonsense'", b"'<u8'", b"7"))  # fmt: skip
    changed = chance.choice((
        re.sub(rb"\([^)]*\)", shape, head), re.sub(rb"'descr': [^,]*", b"'descr': " + kind, head),
        bits(head, head, chance), head.replace(b"False", b"True"), b"(" * 500, head[: len(head) // 2],
    ))  # fmt: skip
    return content[:8] + len(changed).to_bytes(2, "little") + changed + rest


def read_image(path: Path) -> None:
    from axb.data.pictures import read_picture, reading

    reading.read(path, 28, "crop")
    read_picture(path.read_bytes())


def read_table(path: Path) -> None:
    from axb.data import csv

    csv(path, "age")


def read_archive(path: Path) -> None:
    from axb.data import load

    load(str(path))


def read_model(path: Path) -> None:
    model = axb.models.load_model(path)
    model.summary(print_fn=lambda line: None)


def read_passport(path: Path) -> None:
    """As `axb replay` does, until it would train."""
    from axb.jobs import prepare, replaying
    from axb.jobs.passport import read_passport

    told = read_passport(path)
    replaying._check_same(told, prepare(replaying._job(told, None)))


def read_events(path: Path) -> None:
    from axb.runs import Store
    from axb.runs.tensorboard import import_events

    with Store(path.with_suffix(".sqlite3")) as store:
        import_events(store, path)


def read_idx(path: Path) -> None:
    from axb.data.idx import read_idx

    read_idx(path)


ANY: tuple[Break, ...] = (bits, span, cut, extreme)
SUFFIX = {
    "image": ".png",
    "csv": ".csv",
    "npz": ".npz",
    "model": ".axb",
    "passport": ".json",
    "events": ".tfevents",
    "idx": "",
}
READ: dict[str, Callable[[Path], None]] = {
    "image": read_image, "csv": read_table, "npz": read_archive, "model": read_model,
    "passport": read_passport, "events": read_events,
    "idx": read_idx,
}  # fmt: skip
BREAKS: dict[str, tuple[Break, ...]] = {
    "image": ANY, "csv": (*ANY, word, word, word, word), "npz": (*ANY, *(inside_archive,) * 6),
    "model": (*ANY, *(inside_header,) * 6),
    "passport": (*ANY, word, *(inside_json,) * 5), "events": ANY, "idx": ANY,
}  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    """Real files of each kind."""
    passports, events = runs()
    return {
        "image": images(), "csv": tables(), "npz": archives(), "model": models(),
        "passport": passports, "events": events, "idx": idx(),
    }  # fmt: skip


def broken(kind: str, files: list[bytes], chance: Chance) -> bytes:
    """One of them, broken once or twice."""
    file = chance.choice(files)
    for _ in range(chance.choice((1, 1, 2))):
        way = chance.choice(BREAKS[kind])
        try:
            file = way(file, chance.choice(files), chance)
        except Exception:  # broken before, it is no longer what that way asks for
            file = bits(file or b"\0", file, chance)
    return file
