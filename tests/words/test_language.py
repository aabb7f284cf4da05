"""The current language, and the exception that speaks it."""

from collections.abc import Iterator

import pytest

from axb.words import LANGUAGES, InputError, current_language, say, set_language, speaking
from axb.words.language import language_of_locale


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language(None)


def test_english_unless_another_is_chosen() -> None:
    assert LANGUAGES == ("en", "ja")
    assert current_language() == "en"
    assert say("graph.column_part") == "part"
    set_language("ja")
    assert current_language() == "ja"
    assert say("graph.column_part") == "パーツ"
    set_language(None)
    assert current_language() == "en"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language must be one of en, ja; got 'fr'"):
        set_language("fr")
    assert current_language() == "en"


def test_places_are_filled() -> None:
    assert say("graph.totals", total="1,234") == "1,234 parameters, and all of them learn."


def test_an_error_keeps_the_language_it_was_raised_in_and_knows_its_key() -> None:
    set_language("ja")
    error = InputError("graph.empty_chain", part="x")
    set_language("en")
    assert str(error) == "x にはまだパーツがありません。少なくとも 1 つ追加してください。"
    assert error.key == "graph.empty_chain"
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ja", "LANG": "en_US"}, "ja"),
    ],
)
def test_the_language_of_the_environment(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_locale() == language


def test_the_language_of_a_system_without_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("Japanese_Japan", "932"))
    assert language_of_locale() == "ja"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert language_of_locale() == "en"


def test_a_reader_of_ones_own() -> None:
    set_language("en")
    with speaking("ja"):
        assert current_language() == "ja"
        with speaking("en"):
            assert current_language() == "en"
        assert current_language() == "ja"
    assert current_language() == "en"


def test_what_one_thread_speaks_another_does_not() -> None:
    import threading

    heard: list[str] = []
    with speaking("ja"):
        thread = threading.Thread(target=lambda: heard.append(current_language()))
        thread.start()
        thread.join()
    assert heard == ["en"]


def test_what_only_a_broken_file_makes_as_long_is_shortened_in_an_error() -> None:
    said = str(InputError("graph.empty_chain", part="x" * 50_000 + "end"))
    assert len(said) < 1200
    assert "xxx … xxx" in said
    assert "end" in said
