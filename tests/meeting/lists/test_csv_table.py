"""A list as bytes: which letters they are, and where it cannot be read."""

from __future__ import annotations

import pytest

from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.meeting.lists.csv_table import read_table

TEXT = "kenmerk;vraagstelling;opmerkingen\r\nMDO-0201;Patiënt met één kant;coördinatie, café, ≥ 2 graden\r\n"


def refused(data: bytes) -> tuple[int, int, str]:
    """Row and column of the one problem, and what it says."""
    with pytest.raises(Refused) as caught:
        read_table(data, "lijst.csv")
    assert caught.value.__context__ is None  # the error of a codec would carry the list
    (problem,) = caught.value.problems
    assert problem.message.nl != problem.message.en
    return problem.place.line, problem.place.column, problem.message.nl


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", TEXT),
        ("cp850", TEXT.replace("≥", ">")),
        ("cp437", TEXT),
        ("mac_roman", "kenmerk;vraag\rM1;≥ 2 graden\r"),
        ("mac_roman", "kenmerk;vraag\rM1;een café\r"),
        ("cp850", "kenmerk;vraag\r\nM1;één\r\n"),
    ],
)
def test_a_list_of_another_system_is_refused(encoding: str, text: str) -> None:
    row, _, said = refused(text.encode(encoding))
    assert row == 2
    assert "CSV UTF-8" in said


@pytest.mark.parametrize(
    ("cut", "place"),
    [
        (lambda data: data.replace("ö".encode(), b"\xf6"), (2, 3)),
        (lambda data: data.replace("≥".encode(), "≥".encode()[:2]), (2, 3)),
        (lambda data: data.replace("één".encode(), b"\xe9" + "én".encode()), (2, 2)),
    ],
)
def test_a_byte_that_is_no_utf_8_is_named_with_its_place(cut: object, place: tuple[int, int]) -> None:
    assert callable(cut)
    row, column, said = refused(cut(TEXT.encode()))
    assert (row, column) == place
    assert f"rij {row}, kolom {column}" in said


def test_the_place_of_a_bad_byte_counts_quoted_cells_once() -> None:
    row, column, _ = refused(b'sep=;\r\nkenmerk;vraag\r\nM1;"a;b\r\n\xc3\xab";x\r\nM2;\xc3\xab;\xc3\xab;\xff\r\n')
    assert (row, column) == (3, 4)


@pytest.mark.parametrize(
    "text", ["Patiënt één, coördinatie", "5 µg – 2 à 3 “keer” de ‘lage’ rug…", "T8–T9: foto’s", "m² 2"]
)
def test_western_texts_of_windows_are_read(text: str) -> None:
    table = read_table(f"kenmerk;vraag\r\nM1;{text}\r\n".encode("cp1252"), "lijst.csv")
    assert table.rows[0][1].text == text


@pytest.mark.parametrize("blank", [" ", "  ", "\xa0"])
def test_a_blank_before_a_quotation_mark_is_refused_with_its_place(blank: str) -> None:
    row, column, said = refused(f'kenmerk;vraag;notities\r\nM0;"x;\r\ny";\r\nM1;{blank}"pijn; uitval";\r\n'.encode())
    assert (row, column) == (3, 2)
    assert "spatie voor een aanhalingsteken" in said


def test_a_quotation_mark_after_a_blank_within_a_cell_is_text() -> None:
    table = read_table(b'kenmerk;vraag\r\nM1;" ""au"" zei; ""b"""\r\nM2;zei "au"\r\n', "lijst.csv")
    assert [row[1].text for row in table.rows] == ['"au" zei; "b"', 'zei "au"']
