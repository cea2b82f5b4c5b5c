"""A list is taken as far as it is understood: what is doubtful is told, and stays empty or gets another key."""

from __future__ import annotations

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.lists.csv_table import read_table
from mdo_viewer.meeting.lists.template import choices, template, title
from tests.help.lists import checked, doubts_of


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


def test_one_bad_cell_leaves_the_rest_of_the_list(pack: Pack) -> None:
    found = checked(b"kenmerk;asia_score;pijn;diagnose_op\nMDO-1;F;ja;ja\nMDO-2;C;nee;22-11-2026 14:10\n", pack)
    assert [case.case for case in found.cases] == ["MDO-1", "MDO-2"]
    first, second = found.cases
    assert dict(first.patient.values) == {"pijn": True}
    assert not first.patient.moments
    assert dict(second.patient.values) == {"asia_score": "C", "pijn": False}
    assert [(doubt.row, doubt.column) for doubt in found.doubts] == [(0, 1), (0, 3)]


def test_no_reason_names_an_id(pack: Pack) -> None:
    data = "\n".join(
        (
            "kenmerk;" + ";".join(pack.facts_by_id),
            *(f"M{at};" + ";".join(text for _ in pack.facts_by_id) for at, text in enumerate(("x", "nee", "ja", "-5"))),
        )
    )
    lines = doubts_of(data.encode(), pack)
    assert len(lines) > 100
    ids = [id for id in pack.facts_by_id if "_" in id]
    assert [line for line in lines if any(id in line for id in ids)] == []


def test_facts_that_contradict_make_one_cell_doubtful(pack: Pack) -> None:
    data = b"kenmerk;neurologische_uitval_door_mesmc;uitval_mesmc_ontstaan_dagen\nM1;nee;3\n"
    found = checked(data, pack)
    (doubt,) = found.doubts
    assert (doubt.row, doubt.column) == (0, 2)
    assert "op regel" not in doubt.why.nl
    assert len(found.cases[0].patient.values) == 1


@pytest.mark.parametrize("key", ["", "1,23457E+12", "#N/B", "Jan Jansen", "12-03-1955", "MDO\u00ad7", "=A2"])
def test_a_key_that_cannot_be_gets_the_next_free_one(pack: Pack, key: str) -> None:
    found = checked(f"kenmerk;vraag\nMDO-0204;a\n{key};b\nMDO-0206;c\n".encode(), pack, ("mdo-0205",))
    assert [case.case for case in found.cases] == ["MDO-0204", "MDO-0207", "MDO-0206"]
    assert dict(found.given) == {1: "MDO-0207"}
    (doubt,) = found.doubts
    assert (doubt.row, doubt.column, doubt.personal) == (1, 0, key in ("Jan Jansen", "12-03-1955"))


def test_keys_that_look_alike_are_one_and_the_later_one_is_asked(pack: Pack) -> None:
    found = checked("kenmerk;vraag\nMDO-0101;a\nMDO\u20110101;b\nMDO\u20130101;c\n".encode(), pack)
    assert [case.case for case in found.cases] == ["MDO-0101", "MDO-0102", "MDO-0103"]
    assert [doubt.row for doubt in found.doubts] == [1, 2]
    assert "staat al in rij 2" in found.doubts[1].why.nl


def test_who_says_that_a_name_is_a_key_keeps_it(pack: Pack) -> None:
    data = b"kenmerk;vraag\nDonaldson;a\n"
    assert checked(data, pack, accepted=("donaldson",)).cases[0].case == "Donaldson"
    assert checked(data, pack).cases[0].case == "MDO-0001"


def test_a_list_without_keys_gets_them(pack: Pack) -> None:
    found = checked(b"vraag;pijn\na;ja\nb;nee\n", pack, ("MDO-0001",))
    assert [(case.case, case.question) for case in found.cases] == [("MDO-0002", "a"), ("MDO-0003", "b")]
    assert [(doubt.row, doubt.column) for doubt in found.doubts] == [(0, 0), (1, 0)]


def test_a_row_with_a_cell_too_many_is_empty_until_it_is_looked_at(pack: Pack) -> None:
    found = checked(b"kenmerk;vraag;notities\nM1;pijn; uitval;rustig\nM2;a;b;;\n", pack)
    first, second = found.cases
    assert (first.case, first.question, first.notes) == ("M1", None, None)
    assert (second.question, second.notes) == ("a", "b")
    (doubt,) = found.doubts
    assert (doubt.row, doubt.column) == (0, 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_reads_back(pack: Pack, language: Language) -> None:
    data = template(pack, language)
    assert data.startswith(b"\xef\xbb\xbf")
    table = read_table(data, "sjabloon.csv")
    found = checked(data, pack)
    assert found.headings.left_out == ()
    assert [title(pack, column, language) for column in found.headings.columns if column] == [
        heading.text for heading in table.headings
    ]
    assert found.cases == ()
    assert found.doubts == ()
    assert found.examples == {0}
    assert not any(id in data.decode() for id in pack.facts_by_id if "_" in id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_cell_may_choose_is_taken(pack: Pack, language: Language) -> None:
    columns = [column for column in checked(template(pack, language), pack).headings.columns if column is not None]
    offered = [(column, word) for column in columns for word in choices(pack, column, language)]
    assert len(offered) > 100
    for column, word in offered:
        data = f"kenmerk;{title(pack, column, language)}\nM1;{word}\n"
        assert checked(data.encode(), pack).doubts == (), (column, word)
