import io
from collections.abc import Callable
from csv import writer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axb.data import Dataset, csv, csv_file, encoding, load
from axb.words import InputError, set_language

from .makers import attempt

quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PEOPLE = "height,weight,colour,age\n" + "".join(
    f"{150 + i},{50 + i / 2},{('red', 'blue', 'green')[i % 3]},{20.5 + i}\n" for i in range(30)
)
Table = Callable[..., Dataset]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """`csv` on a file of the given text or bytes."""

    def read(content: str | bytes, *args: Any, **options: Any) -> Dataset:
        path = tmp_path / "people.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return csv(path, *args, **options)

    return read


def both(data: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """All rows, as one x and y, in the order of x's first column."""
    x, y = np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    order = np.argsort(x[:, 0])
    return x[order], y[order]


def test_numbers_words_and_a_number_to_predict(table: Table) -> None:
    data = table(PEOPLE, "age")
    assert (data.name, data.kind, data.task, data.target_name) == ("people.csv", "table", "regression", "age")
    assert data.feature_names == ("height", "weight", "colour=blue", "colour=green", "colour=red")
    assert data.x_train.shape == (24, 5)
    assert data.x_test.shape == (6, 5)
    x, y = both(data)
    assert np.array_equal(x[:, 0], np.arange(150, 180))
    assert np.array_equal(x[:, 1], 50 + np.arange(30, dtype=np.float32) / 2)
    assert np.array_equal(x[:4, 2:], [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert np.array_equal(y, np.arange(30, dtype=np.float32) + 20.5)
    assert data.notes == (
        "Words became 3 inputs, 1 where a row holds that word and 0 elsewhere, from: colour.",
    )


def test_words_to_predict_become_classes_in_sorted_order(table: Table) -> None:
    data = table(PEOPLE, "colour", ["height", "age"], test=0.5)
    assert (data.task, data.class_names) == ("multiclass", ("blue", "green", "red"))
    assert data.feature_names == ("height", "age")
    assert np.array_equal(both(data)[1][:4], [2, 0, 1, 2])
    assert np.array_equal(np.bincount(data.y_test), [5, 5, 5])
    assert data.notes == ()


def test_numbers_can_be_asked_to_be_classes(table: Table) -> None:
    content = "x,grade\n" + "".join(f"{i},{(10, 2, 1)[i % 3]}\n" for i in range(12))
    numbers = table(content, "grade")
    assert numbers.task == "regression"
    assert numbers.notes == (
        "grade holds only 3 different whole numbers and was taken as numbers to predict; "
        "if they stand for classes, use task=classes.",
    )
    classes = table(content, "grade", task="classes")
    assert (classes.class_names, classes.notes) == (("1", "2", "10"), ())
    assert np.array_equal(both(classes)[1][:4], [2, 1, 0, 2])
    assert table(content, "grade", task="numbers").notes == ()


def test_rows_that_lack_a_value_are_dropped_and_counted(table: Table) -> None:
    content = "a,b,y\n" + "1,1,1.5\n" * 7 + ",1,1.5\n1,NaN,1.5\n1,n/a,1.5\n1,1,?\n1,1e99,1.5\n1,inf,1.5\n"
    data = table(content, "y")
    assert len(data.x_train) + len(data.x_test) == 7
    assert data.notes == (
        "6 of 13 rows were left out, because a value is missing in them (most often in b); "
        "missing=fill would keep them where the answer is there.",
    )
    assert len(both(table(content, "y", "a"))[0]) == 11


def test_missing_values_are_filled_in_where_that_is_asked_for(table: Table) -> None:
    lines = [f"{n},{('red', 'blue', '')[n % 3]},{n}" for n in range(28)]
    content = "a,colour,y\n" + "\n".join([*lines, ",red,100", "1e99,NA,101", "3,blue,"]) + "\n"
    data = table(content, "y", missing="fill", test=0.3)
    assert data.feature_names == ("a", "colour=", "colour=blue", "colour=red")
    assert data.notes[0] == (
        "Missing values were filled in, numbers with the column's median, words with an input of their own: "
        "a (2), colour (10)."
    )
    assert "1 of 31 rows were left out" in data.notes[1]
    x, y = np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    assert len(x) == 30
    known = data.x_train[data.y_train < 100, 0]
    assert np.array_equal(x[y >= 100, 0], [np.median(known)] * 2)
    assert np.array_equal(x[y == 101, 1:], [[1, 0, 0]])
    assert np.array_equal(x[y == 100, 1:], [[0, 0, 1]])
    assert data.fills is not None
    assert np.array_equal(data.fills, [np.median(known), 1, 0, 0])
    assert table(PEOPLE, "age", missing="fill").notes == table(PEOPLE, "age").notes


def test_columns_of_no_use_are_left_out_and_said(table: Table) -> None:
    content = ",name,empty,x,y\n" + "".join(f"{i},person {i},,{i},{i}.5\n" for i in range(60))
    data = table(content, "y")
    assert data.feature_names == ("x",)
    assert data.notes == (
        "Left out, because they are empty or hold more than 50 different words: name, empty.",
        "Columns without a name were left out.",
    )


def test_columns_that_only_tell_rows_apart_are_left_out_and_said(table: Table) -> None:
    content = "id,who,day,x,y\n" + "".join(f"{7 * i},person {i},{i},{i % 5},{i}.5\n" for i in range(40))
    data = table(content, "y")
    assert data.feature_names == ("day", "x")
    assert data.notes == (
        "Left out, because they only tell the rows apart: id, who. Name them in features= to use them.",
    )
    assert table(content, "y", ["id", "x"]).feature_names == ("id", "x")
    assert table(content.replace("id", "会員番号"), "y").feature_names == ("day", "x")
    assert table("x,y\na,1\nb,2\n", "y", test=0.5).feature_names == ("x=a", "x=b")


def test_decimal_commas_and_what_excel_writes_first(table: Table) -> None:
    content = "a;b;c;y\n" + "".join(f"{i},5;{i};1,{i} m;-0,{i}e1\n" for i in range(4)) + ";1;1,2 m;1\n"
    for first in ("", "sep=;\n", '"sep=;"\r\n'):
        data = table(first + content, "y", ["a", "b"], test=0.5)
        x, y = both(data)
        assert np.array_equal(x, [[0.5, 0], [1.5, 1], [2.5, 2], [3.5, 3]])
        assert np.allclose(y, [0, -1, -2, -3])
    assert "c=1,2 m" in table(content, "y", test=0.5).feature_names
    assert table('a,y\n"1,5",1\n"2,5",2\n', "y", test=0.5).feature_names == ("a=1,5", "a=2,5")


def test_a_first_row_of_numbers_is_said(table: Table) -> None:
    data = table("1.5,2,-3\n" + "4,5,6\n7,8,9\n", "-3", test=0.5)
    assert data.notes[0].startswith("The first row holds only numbers (1.5, 2, -3)")


@pytest.mark.parametrize(
    ("content", "encoding_"),
    [
        ("色,値\n赤,1\n青,2\n", "utf-8"),
        ("色,値\n赤,1\n青,2\n", "utf-8-sig"),
        ("色,値\n赤,1\n青,2\n", "cp932"),
    ],
)
def test_japanese_tables_in_the_encodings_people_have(table: Table, content: str, encoding_: str) -> None:
    data = table(content.encode(encoding_), "色", test=0.5)
    assert (data.class_names, data.feature_names) == (("赤", "青"), ("値",))
    assert any("Shift_JIS" in note for note in data.notes) == (encoding_ == "cp932")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_line_ends_and_quotes(table: Table, mark: str, end: str) -> None:
    lines = ['"x, and more"', "y"], [" 1 ", "a"], ["2", f'"b{mark}c"'], [], ["3", "a"], ["4", f'"b{mark}c"']
    data = table(end.join(mark.join(line) for line in lines), "y", test=0.5)
    assert data.class_names == ("a", f"b{mark}c")
    assert data.feature_names == ("x, and more",)
    assert np.array_equal(both(data)[0][:, 0], [1, 2, 3, 4])


def test_the_split_follows_the_seed(table: Table) -> None:
    first = table(PEOPLE, "age", seed=1)
    assert table(PEOPLE, "age", seed=1).content_hash() == first.content_hash()
    assert table(PEOPLE, "age", seed=2).content_hash() != first.content_hash()


def test_notes_are_said_in_the_current_language(table: Table) -> None:
    set_language("ja")
    assert table("x,y\n1,1\n2,2\n,3\n", "y", test=0.5).notes[0].startswith("3 行のうち 1 行は")


MANY = "x,y\n" + "".join(f"{i},word {i}\n" for i in range(300))


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("", {}, ["is empty"]),
        ("\n\n \n", {}, ["is empty"]),
        ("x,y\n", {}, ["no rows"]),
        ("x,x,y\n1,2,3\n", {}, ["x comes more than once"]),
        ("x,y\n1,2\n\n1,2,3\n", {}, ["must have 2 values", "line 4 has 3"]),
        ('x,y\n1,"2\n', {}, ["can't be read as CSV", "quotation mark"]),
        (b"x,y\n\xff\xff,1\n", {}, ["neither UTF-8 nor Shift_JIS"]),
        (b"x,y\n\x81\n,1\n", {}, ["neither UTF-8 nor Shift_JIS"]),
        (PEOPLE.encode("utf-16"), {}, ["neither UTF-8 nor Shift_JIS"]),
        ("x,z\n1,2\n", {}, ["has no column 'y'", "x, z"]),
        ("x,y\n1,2\n", {"target": ""}, ["which column", "people.csv:target=NAME", "x, y"]),
        ("x,y\n1,2\n3,4\n", {"features": ["w"]}, ["has no column 'w'", "x, y"]),
        ("x,y\n1,2\n3,4\n", {"features": ["x", "y"]}, ["y, can't be one of the features"]),
        ("x,y\n1,2\n3,4\n", {"features": []}, ["No column", "is left to predict y"]),
        ("y\n1\n2\n", {}, ["No column", "is left to predict y"]),
        ("x,y\n,2\n,4\n", {"features": ["x"]}, ["column x has no values"]),
        (MANY.replace("x,y", "y,x"), {"features": ["x"]}, ["column x holds 300 different words", "up to 50"]),
        (MANY, {}, ["column y must hold from 2 to 256", "it holds 300"]),
        ("x,y\n1,a\n2,a\n", {}, ["column y must hold from 2", "it holds 1"]),
        ("x,y\n1,2\n,3\n", {}, ["At least 2 rows", "of its 2 rows 1 have", "missing in x"]),
        ("x,y\n1,2\n2,tall\n", {"task": "numbers"}, ["column y can't be taken as numbers", "'tall'"]),
        (PEOPLE, {"target": "age", "task": "guess"}, ["classes, numbers", "'guess'"]),
        (PEOPLE, {"target": "age", "missing": "guess"}, ["drop, fill", "guess"]),
        (PEOPLE, {"target": "age", "test": 0}, ["between 0 and 1", "got 0"]),
        (PEOPLE, {"target": "age", "test": 0.001}, ["0.001 of 30 examples"]),
        (PEOPLE, {"target": "age", "seed": "x"}, ["seed must be a whole number"]),
    ],
)
def test_each_fault_has_its_sentence_in_both_languages(
    table: Table, content: str | bytes, options: dict[str, Any], words: list[str]
) -> None:
    options = {"target": "y"} | options
    with pytest.raises(InputError) as english:
        table(content, **options)
    for word in words:
        assert word in str(english.value)
    set_language("ja")
    with pytest.raises(InputError) as japanese:
        table(content, **options)
    assert japanese.value.key == english.value.key
    assert str(japanese.value) != str(english.value)
    assert "。" in str(japanese.value)


def test_files_that_cannot_be_read_get_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path, tmp_path / "nul\0.csv", "~nobody-of-this-name/x.csv"):
        with pytest.raises(InputError, match="There is no file"):
            csv(path, "y")
    with pytest.raises(InputError, match="can't be read"):
        csv(tmp_path / ("x" * 5000), "y")


def test_files_that_are_too_big_get_a_sentence(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as limits:
        limits.setattr(csv_file, "MAX_BYTES", 2**20)
        with pytest.raises(InputError, match="has 2 MiB, over the limit of 1 MiB"):
            table(b"x" * 2**21, "y")
    with monkeypatch.context() as limits:
        limits.setattr(encoding, "MAX_NUMBERS", 100)
        with pytest.raises(InputError, match="30 rows of 5 inputs"):
            table(PEOPLE, "age")
    with monkeypatch.context() as limits:
        limits.setattr(csv_file, "MAX_CELLS", 100)
        with pytest.raises(InputError, match="more than 100 values"):
            table(PEOPLE, "age")
    with pytest.raises(InputError, match="has 20000 columns, over the limit of 10000"):
        table(2 * (",".join(map(str, range(20000))) + "\n"), "y")


CELLS = st.text(st.sampled_from("aβ字0159.-e,;\t\"'\r\n\0 ?"), max_size=6)


@quick
@given(
    rows=st.lists(st.lists(CELLS, max_size=4), max_size=8),
    target=CELLS,
    task=st.sampled_from([None, "classes"]),
)
def test_no_cells_but_a_sentence_or_arrays(
    table: Table, rows: list[list[str]], target: str, task: str | None
) -> None:
    content = "\n".join(",".join(row) for row in [[target, "x"], *rows])
    data = attempt(lambda: table(content, target.strip(), test=0.5, task=task))
    if not isinstance(data, InputError):
        assert np.isfinite(data.x_train).all()
        assert len(data.feature_names) == data.x_train.shape[1]


@quick
@given(xs=st.lists(CELLS, min_size=4, max_size=4), ys=st.lists(CELLS, min_size=4, max_size=4))
def test_no_well_formed_table_but_a_sentence_or_arrays(table: Table, xs: list[str], ys: list[str]) -> None:
    text = io.StringIO(newline="")
    writer(text).writerows([("x", "y"), *zip(xs, ys, strict=True)])
    data = attempt(lambda: table(text.getvalue(), "y", test=0.5))
    if not isinstance(data, InputError):
        assert np.isfinite(data.x_train).all()


@quick
@given(content=st.binary(max_size=200))
def test_no_bytes_but_a_sentence_or_arrays(table: Table, content: bytes) -> None:
    data = attempt(lambda: table(b"x,y\n" + content, "y", test=0.5))
    if not isinstance(data, InputError):
        assert np.isfinite(data.x_train).all()


def test_the_catalogue_reads_tables(tmp_path: Path) -> None:
    path = tmp_path / "people.CSV"
    path.write_text(PEOPLE, "utf-8")
    data = load(f"{path}:target=age,features=height+weight,test=0.5,seed=3")
    assert data.feature_names == ("height", "weight")
    assert len(data.x_test) == 15
    assert load(f"{path}:target=age,features=height,weight").feature_names == ("height", "weight")
    assert load(f"{path}:target=age,task=classes").classes == 30
    with pytest.raises(InputError, match="which column"):
        load(str(path))
    with pytest.raises(
        InputError, match="has no option sort; it has these: target, features, test, seed, task, missing"
    ):
        load(f"{path}:sort=up")
