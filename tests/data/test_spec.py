import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.data import parse_spec
from axb.words import InputError

from .makers import attempt

NAMES = st.text(string.ascii_letters + string.digits + "-_./字", min_size=1, max_size=12)
KEYS = st.text(string.ascii_lowercase + "_", min_size=1, max_size=8)
VALUES = st.lists(
    st.text(string.ascii_letters + string.digits + ".-+/:\\字", max_size=6), min_size=1, max_size=3
)


@given(name=NAMES, options=st.dictionaries(KEYS, VALUES.map(",".join), max_size=4))
def test_what_was_joined_is_parted(name: str, options: dict[str, str]) -> None:
    listed = ",".join(f"{key}={value}" for key, value in options.items())
    assert parse_spec(f"{name}:{listed}" if options else name) == (name, options)


@given(name=NAMES, options=st.dictionaries(KEYS, VALUES.map(",".join), min_size=1, max_size=3))
def test_spaces_and_drives_do_not_matter(name: str, options: dict[str, str]) -> None:
    listed = " , ".join(f" {key} = {value} " for key, value in options.items())
    assert parse_spec(f" C:\\{name} : {listed}") == (f"C:\\{name}", options)


@given(text=st.text(st.sampled_from("ab1:=,\\/ 字")))
def test_no_text_but_a_sentence_or_a_name(text: str) -> None:
    parsed = attempt(lambda: parse_spec(text))
    if isinstance(parsed, InputError):
        assert repr(text) in str(parsed)
    else:
        assert parsed[0] == parsed[0].strip() != ""
        assert all(key.isidentifier() for key in parsed[1])


@pytest.mark.parametrize(
    ("text", "name", "options"),
    [
        ("digits", "digits", {}),
        ("line:a=2,b=-1,noise=0.3", "line", {"a": "2", "b": "-1", "noise": "0.3"}),
        ("mlp:hidden=256,128,activation=relu", "mlp", {"hidden": "256,128", "activation": "relu"}),
        ("C:\\data\\x.csv:target=y", "C:\\data\\x.csv", {"target": "y"}),
        ("C:/data/x.csv", "C:/data/x.csv", {}),
        ("fashion-mnist:folder=D:\\data", "fashion-mnist", {"folder": "D:\\data"}),
        ("x.csv:target=a=b", "x.csv", {"target": "a=b"}),
        ("a:b=", "a", {"b": ""}),
    ],
)
def test_examples(text: str, name: str, options: dict[str, str]) -> None:
    assert parse_spec(text) == (name, options)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["Start with a name", "got ''"]),
        (" :a=1", ["Start with a name"]),
        ("line:", ["After the colon come options", "''"]),
        ("line:noise", ["'noise' in 'line:noise' is none"]),
        ("line:=2", ["After the colon"]),
        ("line:2=2", ["'2' in"]),
        ("line:a=1,a=2", ["a comes twice"]),
    ],
)
def test_each_fault_has_its_sentence(text: str, words: list[str]) -> None:
    with pytest.raises(InputError) as error:
        parse_spec(text)
    for word in words:
        assert word in str(error.value)
