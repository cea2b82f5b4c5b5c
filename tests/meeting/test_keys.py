"""Keys: equal to the eye is one patient, what Excel spoilt is refused, what names somebody is asked back."""

from __future__ import annotations

import pytest

from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of, key_of
from mdo_viewer.meeting.keys import free_key, key_problem, key_typed, looks_personal, same_key

ALIKE = (
    "MDO-0101",
    "mdo-0101",
    "MDO\u20110101",
    "MDO\u20130101",
    "MDO\u22120101",
    "M\u00adDO-0101",
    "MDO-0101\u200b",
    "\uff2d\uff24\uff2f-0101",
)


@pytest.mark.parametrize("key", ALIKE)
def test_keys_that_look_alike_are_one_patient(key: str) -> None:
    assert same_key(key) == same_key("MDO-0101")
    with pytest.raises(ValueError):  # noqa: PT011 - the field says it
        key_of(document_of((Case(ALIKE[0]), Case("B"))), 1, key if key_problem(key) is None else "MDO-0101")


@pytest.mark.parametrize(("one", "other"), [("0012", "12"), ("MDO-O1", "MDO-01"), ("é", "e"), ("A1", "A-1")])
def test_keys_that_differ_stay_apart(one: str, other: str) -> None:
    assert same_key(one) != same_key(other)


@pytest.mark.parametrize("key", ["MDO\u00ad1", "MDO-1\u200b", "\u202eMDO", "a\x01", "\ue000", "a\ufeff"])
def test_what_nobody_sees_is_refused_in_a_key(key: str) -> None:
    problem = key_problem(key)
    assert problem is not None
    assert "onzichtbaar" in problem.nl


@pytest.mark.parametrize(
    "key",
    ["1,23457E+12", "4.892E+092", "#N/B", "#N/A", "#VERW!", "#NAAM?", "#REF!", "###", "1-dec", "mrt-12", "jan-1950"],
)
def test_what_excel_made_of_a_key_is_refused_with_what_to_do(key: str) -> None:
    problem = key_problem(key)
    assert problem is not None
    assert "op Tekst" in problem.nl


@pytest.mark.parametrize("key", ["=A2", "'0103", "\u20190103", '="a"b"'])
def test_a_sign_that_keeps_a_cell_a_text_is_no_part_of_a_key(key: str) -> None:
    assert key_problem(key_typed(key)) is not None


def test_the_way_to_keep_zeros_in_excel_is_understood() -> None:
    assert key_typed('="0101"') == "0101"
    assert key_problem("0101") is None


@pytest.mark.parametrize("key", ["MDO-0001", "0101", "M1", "MDO 1", "A", "20261122", "#12", "2026-17", "12-34", "7E"])
def test_keys_are_keys(key: str) -> None:
    assert key_problem(key_typed(key)) is None


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("12-03-1955", "geboortedatum"),
        ("Jan Jansen 12-03-1955", "geboortedatum"),
        ("1955-03-12", "geboortedatum"),
        ("Jansen 3/4/55", "geboortedatum"),
        ("Jan Jansen", "naam"),
        ("Jansen, J.", "naam"),
        ("de Vries", "naam"),
        ("JANSEN", "naam"),
        *((key, "naam") for key in ("Mr.Jansen", "Dhr-Jansen", "mevrouw", "mw B", "dr. Li")),
        *((key, "naam") for key in ("MDO-0002 Mr.Jansen", "Dhr-Jansen 3", "mevrouw 12", "MDO-7_mw_B", "heer J 55")),
    ],
)
def test_what_names_somebody_is_asked_back(key: str, said: str) -> None:
    why = looks_personal(key)
    assert why is not None
    assert said in why.nl


@pytest.mark.parametrize("key", ["MDO-0012", "0101", "MDO-2026-11-0012", "Casus 3", "A", "M1", "P1955", "20261122"])
def test_a_key_is_not_asked_back(key: str) -> None:
    assert looks_personal(key) is None


@pytest.mark.parametrize("key", ["MR-12", "mr12", "MW 3", "Heerlen-1", "DR0012"])
def test_letters_that_call_nobody_are_not_asked_back(key: str) -> None:
    assert looks_personal(key) is None


def test_a_free_key_goes_on_from_the_one_before() -> None:
    assert free_key(["MDO-0001"]) == "MDO-0002"
    assert free_key(["MDO-0204", "mdo-0205"], after="MDO-0204") == "MDO-0206"
    assert free_key(["P9"], after="P9") == "P10"
    assert free_key([], after="x") == "MDO-0001"
    assert free_key(["1234567"], after="1234567") == "MDO-0001"  # the next number may be another patient's
