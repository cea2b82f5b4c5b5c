"""Words are looked up, filled in and counted in one way in every room."""

from __future__ import annotations

import json
import re
import string
from collections import Counter
from collections.abc import Iterator
from typing import Final, get_args

import pytest

from mdo_viewer.guideline.library import resources_folder, words
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.words import Room, Words, words_of

ROOMS: tuple[Room, ...] = get_args(Room)


def keys_of(room: str) -> set[str]:
    return {key.removeprefix(f"{room}.") for key in words("nl") if key.startswith(f"{room}.")}


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_word_belongs_to_a_room() -> None:
    assert sorted(key for key in words("nl") if key.removeprefix("clinician.").split(".")[0] not in ROOMS) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_a_word_that_is_not_there_is_the_same_error_everywhere(room: Room, language: Language) -> None:
    said = words_of(room, language)
    assert (said.room, said.language) == (room, language)
    with pytest.raises(KeyError, match=rf"{room}\.no_such_word"):
        said("no_such_word")
    with pytest.raises(KeyError, match=rf"{room}\.no_such_word\.one"):
        said.count("no_such_word", 1)
    assert said.get("no_such_word", "other") == "other"


def test_a_value_that_is_not_given_is_an_error_and_one_too_many_is_not() -> None:
    said = words_of("report", "nl")
    assert said("note", number=3) == "Open vraag 3"
    assert said("note", number="{n}", n=4) == "Open vraag {n}"  # what is filled in is not filled in again
    with pytest.raises(KeyError, match="number"):
        said("note")


def test_one_is_one_and_none_is_several() -> None:
    said = words_of("cli", "nl")
    assert [said.count("check.cases", n) for n in (0, 1, 2)] == ["0 casussen", "1 casus", "2 casussen"]
    assert words_of("saying", "nl").count("limit.weeks", 2, n="1–2") == "1–2 weken"


def test_words_are_read_once() -> None:
    assert words_of("window", "nl") is words_of("window", "nl")
    assert words_of("window", "nl") is not words_of("cli", "nl")


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_counted_has_both_forms_with_the_same_values_but_the_number(room: Room) -> None:
    """No other way to say one or several: `_one` and `_many` are gone."""
    keys = keys_of(room)
    assert {key for key in keys if key.endswith(("_one", "_many"))} == set()
    for one in sorted(key for key in keys if key.endswith(".one")):
        many = f"{one.removesuffix('.one')}.many"
        assert many in keys, one
        for language in LANGUAGES:
            table = words(language)
            assert fields_of(table[f"{room}.{one}"]) - {"n"} == fields_of(table[f"{room}.{many}"]) - {"n"}, (
                one,
                language,
            )


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_ask_the_same_values(room: Room) -> None:
    def wrong() -> Iterator[str]:
        for key in keys_of(room):
            dutch, english = (words(language)[f"{room}.{key}"] for language in LANGUAGES)
            if fields_of(dutch) != fields_of(english):
                yield key

    assert sorted(wrong()) == []


def test_every_word_can_be_filled_in() -> None:
    for room in ROOMS:
        for language in LANGUAGES:
            said = Words(room, language)
            for key in keys_of(room):
                text = said(key, **dict.fromkeys(fields_of(words(language)[f"{room}.{key}"]), "§"))
                assert "{" not in text, key


def test_no_word_stands_twice() -> None:
    """JSON keeps the last of two without a word, and a later file would win over an earlier one."""
    for language in LANGUAGES:
        keys = [
            key
            for file in sorted((resources_folder() / "words").glob(f"*.{language}.json"))
            for key, _text in json.loads(file.read_text("utf-8"), object_pairs_hook=list)
        ]
        assert len(keys) > 500
        assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_where_a_clinician_decides_no_word_speaks_of_a_board() -> None:
    """Its words stand for those of a board, ask the same values, and there is none without such a one."""
    for language in LANGUAGES:
        table = words(language)
        own = {key.removeprefix("clinician."): said for key, said in table.items() if key.startswith("clinician.")}
        assert len(own) > 40
        for key, said in own.items():
            assert fields_of(said) <= fields_of(table[key]), key
            assert said != table[key], key
            assert not re.search(r"\b(MDO|board)\b", said, re.IGNORECASE), key
            room, _, rest = key.partition(".")
            assert words_of(room, language, "clinician").get(rest, "") == said
            assert words_of(room, language).get(rest, "") == table[key]


#: Words of the tumour board as a meeting, or of what the program is: no patient's clinician is meant.
OF_THE_MEETING: Final = (
    "report.meeting.",
    "window.agenda.",
    "window.start.",
    "window.about.",
    "window.menu.",
    "window.lock.",
    "window.projector.title",
    "window.projector.informs",
)


def test_every_word_of_a_board_that_decides_has_one_of_a_clinician() -> None:
    for language in LANGUAGES:
        table = words(language)
        of_board = {
            key
            for key, said in table.items()
            if key.startswith(("window.", "report.", "drawing."))
            and not key.startswith(OF_THE_MEETING)
            and re.search(r"\b(het MDO|the board)\b", said, re.IGNORECASE)
        }
        assert {key for key in of_board if f"clinician.{key}" not in table} == set()
