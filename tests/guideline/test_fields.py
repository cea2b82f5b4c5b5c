"""The typed reader of nodes: values, keys and the words of its problems."""

from __future__ import annotations

from datetime import date

import pytest

from mdo_viewer.guideline.fields import Fields, Reader, closest, shown, to_flag, to_number
from mdo_viewer.guideline.strict_yaml import Scalar, parse
from mdo_viewer.guideline.wording import listed


def fields(text: str, *keys: str) -> tuple[Reader, Fields]:
    reader = Reader()
    found = reader.fields(parse(text, "f"), (), keys)
    assert found is not None
    return reader, found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("3.0", 3),
        ("3,0", 3),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("-1", -1),
        ("+1", 1),
        ("1e3", 1000),
        ("0", 0),
        ("017", 17),
        ("", None),
        ("1_000", None),
        ("1.000,0", None),
        ("0x10", None),
        (".5", None),
        ("5.", None),
        ("nan", None),
        ("inf", None),
        ("1e99", None),
        ("٣", None),
        ("9" * 16, None),
        ("1 000", None),
        (" 1", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    found = to_number(text)
    assert found == value
    assert isinstance(found, int) == (value is not None and float(value).is_integer())


@pytest.mark.parametrize("word", ["ja", "JA", "yes", "True", "true"])
def test_yes(word: str) -> None:
    assert to_flag(word) is True


@pytest.mark.parametrize("word", ["nee", "Nee", "no", "FALSE"])
def test_no(word: str) -> None:
    assert to_flag(word) is False


@pytest.mark.parametrize("word", ["", "j", "1", "on", "onbekend", "null"])
def test_neither(word: str) -> None:
    assert to_flag(word) is None


def test_values_by_key() -> None:
    text = "a: x\nb: 3\nc: 2,5\nd: [x, y]\ne: ja\nf: 2015-08-20\ng: {k: v}\nh: less"
    reader, found = fields(text, *"abcdefgh")
    assert found.string("a") == found.identifier("a") == "x"
    assert found.integer("b", 1, 3) == 3
    assert found.number("c", 0, 3) == 2.5
    assert found.strings("d") == ("x", "y")
    assert found.flag("e") is True
    assert found.date("f") == date(2015, 8, 20)
    assert [(key.text, value.text) for key, value in found.pairs("g") if isinstance(value, Scalar)] == [("k", "v")]
    assert found.one_of("h", ("less", "more")) == "less"
    assert "a" in found
    assert "z" not in found
    assert [key.text for key in (found.key("a"), found.key("z")) if key] == ["a"]
    assert reader.problems == []


def test_an_absent_key_gives_none_without_a_problem() -> None:
    reader, found = fields("a: x", "a", "b")
    values = (
        found.string("b"),
        found.number("b"),
        found.integer("b"),
        found.flag("b"),
        found.date("b"),
        found.get("b"),
    )
    assert values == (None,) * 6
    assert (found.items("b"), found.strings("b"), found.pairs("b")) == ((), (), ())
    assert (found.one_of("b", ("x",)), found.identifier("b")) == (None, None)
    assert reader.problems == []


def test_a_value_that_does_not_fit_is_one_problem() -> None:
    reader, found = fields("a: x\nb: [1]\nc: {d: e}\nf: 7\ng: ''", *"abcfg")
    answers = (
        found.number("a"),
        found.flag("a"),
        found.date("a"),
        found.one_of("a", ("less", "more")),
        found.string("b"),
        found.string("c"),
        found.string("g"),
        found.integer("f", 0, 6),
        found.identifier("c"),
    )
    assert answers == (None,) * 9
    assert (found.items("a"), found.pairs("b")) == ((), ())
    assert len(reader.problems) == 11
    assert {problem.place.line for problem in reader.problems} == {1, 2, 3, 4, 5}


def test_unknown_and_missing_keys() -> None:
    reader = Reader()
    assert reader.fields(parse("labl: x\nonzin: y\n", "f"), ("id", "label"), ("help",)) is not None
    assert [(problem.place.line, problem.message.en) for problem in reader.problems] == [
        (1, "Unknown key 'labl'. Did you mean 'label'?"),
        (2, "Unknown key 'onzin'. Check the name."),
        (1, "The key 'id' is missing. Add it."),
        (1, "The key 'label' is missing. Add it."),
    ]


def test_a_hostile_number_of_unknown_words_gets_no_suggestions() -> None:
    assert closest("feit", ["feiten"]) == "feiten"
    assert closest("feit", [f"feit{number}" for number in range(1000)]) is None
    reader = Reader()
    reader.fields(parse("".join(f"labe{number}: x\n" for number in range(60)), "f"), (), ("label",))
    meant = ["Did you mean" in problem.message.en for problem in reader.problems]
    assert meant == [True] * 50 + [False] * 10


def test_words_in_messages() -> None:
    assert [listed(words, "of") for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "-",
        "a",
        "a of b",
        "a, b of c",
    ]
    assert shown("een\n  twee") == "een twee"
    assert len(shown("x" * 100)) == 58
