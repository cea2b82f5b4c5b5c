"""Rows of a table decide nothing, and what contradicts them is asked back on every surface alike."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.beside import mark_lines
from mdo_viewer.desktop.says.described import patient_view
from mdo_viewer.desktop.says.doubtful import doubtful_blocks
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case, write_case
from mdo_viewer.meeting.confirming import with_confirmation
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.cli_pack import call
from tests.help.desktop_help import NOW

OPERATED = (Operation("Th8", "decompressie", date(2026, 11, 2)), Operation("L2", "vertebroplastiek"))
SAID = "Operatie op deze plaats, ingevuld: decompressie 02-11-2026 · Geopereerd aan deze wervelmetastase: nee"
AGAIN = ("recidief_of_progressie_na_radiotherapie", "onvoldoende_respons_eerste_radiotherapie")
NOT_AGAIN: dict[str, Value] = {**dict.fromkeys(AGAIN, False), "pijn": True}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


def operated(site: str | None = "T8") -> Case:
    return Case("MDO-0001", Patient({"geopereerd": False}), site=site, operations=OPERATED)


def look_of(pack: Pack, case: Case, tree: str = "diagnostiek") -> Look:
    return Look(replace(Session(pack, (case,)).state, tree_id=tree), NOW)


def asked(pack: Pack, case: Case) -> list[str | None]:
    """The tables that are asked back."""
    return [each.doubt.table for each in look_of(pack, case).doubts]


def test_every_surface_asks_it_back(pack: Pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = operated()
    look, summary = look_of(pack, case), summarise(pack, case, NOW, "nl")
    file = tmp_path / "casus.yaml"
    file.write_text(write_case(case, pack), "utf-8")
    said = {
        "window": str(doubtful_blocks(look, frozenset())),
        "projector": str(content_of(look, key=True)),
        "page": str(page_data(summary, None)),
        "text": " ".join(as_text(summary).split()),
        "json": as_json(summary),
        "command line": " ".join(call(capsys, "advise", "--tree", "rt_na_chirurgie", "--facts", file).out.split()),
        "journey": " ".join(call(capsys, "journey", "--facts", file).out.split()),
    }
    assert [surface for surface, text in said.items() if SAID not in text] == []
    found = json.loads(call(capsys, "journey", "--facts", file, "--json").out)["doubtful"]
    assert [(each["table"], each["days"], each["facts"]) for each in found] == [
        ("operations", ["2026-11-02"], {"geopereerd": False})
    ]


def test_only_rows_of_this_place_are_asked_back(pack: Pack) -> None:
    assert asked(pack, operated()) == ["operations"]
    assert asked(pack, operated("S1")) == []
    assert asked(pack, operated(None)) == []
    assert asked(pack, operated().with_value("geopereerd", True)) == []
    assert asked(pack, operated().with_unknown("geopereerd")) == []


def test_a_course_with_complaints_and_no_second_one_is_asked_back(pack: Pack) -> None:
    case = Case("A", Patient(NOT_AGAIN), courses=(Course(dose=8),))
    assert asked(pack, case) == ["courses"]
    assert asked(pack, case.with_value(AGAIN[1], True)) == []
    assert asked(pack, case.with_unknown(AGAIN[1])) == []
    assert asked(pack, case.with_value("pijn", False)) == []
    assert asked(pack, case.with_value("pijn", False).with_value("neurologische_uitval", True)) == ["courses"]
    assert asked(pack, replace(case, courses=())) == []


def test_rows_change_no_advice(pack: Pack) -> None:
    with_rows = look_of(pack, replace(operated(), steroids=(Steroid(date(2026, 11, 1)),)))
    without = look_of(pack, replace(operated(), operations=()))
    assert [stage.advice.possible for stage in with_rows.stages] == [stage.advice.possible for stage in without.stages]


def test_that_it_is_so_holds_for_these_rows_and_is_kept(pack: Pack) -> None:
    case = operated()
    (found,) = look_of(pack, case).doubts
    case = with_confirmation(case, found.doubt, "voorzitter", NOW)
    assert read_case(write_case(case, pack), "", pack).confirmed == case.confirmed
    (again,) = look_of(pack, case).doubts
    assert again.confirmed is not None
    (newer,) = look_of(pack, replace(case, operations=(*OPERATED, Operation("T8")))).doubts
    assert newer.confirmed is None


# --- a table marks an advice

START: dict[str, Value] = {
    "bekende_primaire_maligniteit": True,
    "mesmc_klinisch": True,
    "operatie_of_radiotherapie_gepland": True,
}
RUNS = "Corticosteroïden volgens de tabel: dexamethason sinds 20-11-2026."


def on_steroids(since: date | None = date(2026, 11, 20)) -> Case:
    return Case("MDO-0001", Patient(START), steroids=(Steroid(since, 16, "dexamethason"),))


def test_steroids_that_run_stand_beside_the_advice_to_start_them(
    pack: Pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, file = on_steroids(), tmp_path / "casus.yaml"
    file.write_text(write_case(case, pack), "utf-8")
    look, summary = look_of(pack, case, "cortico_voor_mri"), summarise(pack, case, NOW, "nl")
    at = ("--tree", "cortico_voor_mri", "--facts", file, "--at", NOW.isoformat())
    said = {
        "window": " ".join(mark_lines(look)),
        "page": str(page_data(summary, None)),
        "text": " ".join(as_text(summary).split()),
        "json": as_json(summary),
        "command line": " ".join(call(capsys, "advise", *at).out.split()),
    }
    assert [surface for surface, text in said.items() if RUNS not in text] == []
    assert "gebruikt al corticosteroïden" in str(content_of(look, key=True))
    assert "gebruikt_al_corticosteroiden" in json.loads(call(capsys, "advise", *at, "--json").out)["marks"]


@pytest.mark.parametrize(
    ("since", "told"), [(date(2026, 11, 22), True), (None, True), (date(2026, 11, 23), False)], ids=str
)
def test_steroids_that_begin_after_the_meeting_do_not(pack: Pack, since: date | None, told: bool) -> None:
    assert bool(mark_lines(look_of(pack, on_steroids(since), "cortico_voor_mri"))) is told
    assert not mark_lines(look_of(pack, on_steroids(since), "radiotherapie"))


# --- rows that give nothing


@pytest.mark.parametrize(
    ("site", "row", "said"),
    [
        ("T8", Course("L2", end=date(2026, 10, 12)), ("geen rij noemt deze plaats",)),
        ("T8", Course("T8"), ("van een rij van deze plaats ontbreekt de dag",)),
        (None, Course("L2", end=date(2026, 10, 12)), ("deze plaats heeft geen naam",)),
        (
            "T8",
            Course("T7–T9", end=date(2026, 10, 12)),
            ("geen rij noemt deze plaats", "«T7–T9» noemt ook T8. Hoort deze rij bij deze plaats?"),
        ),
    ],
    ids=["elsewhere", "no day", "nameless", "near"],
)
def test_why_nothing_is_taken_stands_on_every_surface(
    pack: Pack,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    site: str | None,
    row: Course,
    said: tuple[str, ...],
) -> None:
    case, file = Case("MDO-0001", site=site, courses=(row,)), tmp_path / "casus.yaml"
    file.write_text(write_case(case, pack), "utf-8")
    summary = summarise(pack, case, NOW, "nl")
    surfaces = {
        "sheet": str(patient_view(look_of(pack, case)).tables),
        "page": str(page_data(summary, None)),
        "text": " ".join(as_text(summary).split()),
        "json": as_json(summary),
        "command line": " ".join(call(capsys, "journey", "--facts", file).out.split()),
    }
    assert [name for name, text in surfaces.items() for part in said if part not in text] == []


def test_a_row_of_these_vertebrae_is_told_beside_one_of_this_place(pack: Pack) -> None:
    """Its later day may be the one that counts."""
    here, near = Course("T8", end=date(2026, 9, 1)), Course("T7-9", end=date(2026, 10, 12))
    table = patient_view(look_of(pack, Case("A", site="T8", courses=(here, near)))).tables[0]
    assert table.remarks == ("", "«T7-9» noemt ook T8. Hoort deze rij bij deze plaats? Geef haar dan de naam T8.")
