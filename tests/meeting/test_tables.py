"""The moments that tables give: one rule, and every surface says where a moment comes from."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_facts, write_case
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.tables.moments import moments_of, not_taken, patient_of
from mdo_viewer.meeting.tables.rows import Course, Operation
from mdo_viewer.reasoning.deadlines import ZONE, parse_moment
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.small_packs import FACTS, small_pack

NOW = parse_moment("2026-11-30T12:00")
FIRST, LAST = date(2026, 3, 1), date(2026, 10, 12)
TYPED = parse_moment("2026-09-09T09:00")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


@pytest.mark.parametrize(
    ("site", "courses", "found"),
    [
        (None, (), None),
        (None, (Course(end=LAST),), LAST),
        (None, (Course(end=LAST), Course(end=FIRST)), LAST),
        (None, (Course(end=FIRST), Course(end=LAST)), LAST),
        (None, (Course("T8", end=LAST),), "nameless"),
        (None, (Course("T8", end=LAST), Course(end=FIRST)), FIRST),
        ("T8", (Course("T8", end=LAST),), LAST),
        ("T8", (Course(" th8 ", end=LAST),), LAST),
        ("L2–L3", (Course("L2 - l3", end=LAST),), LAST),
        ("T8", (Course("T8", end=FIRST), Course("heup", end=LAST)), FIRST),
        ("T8", (Course("heup", end=LAST),), "elsewhere"),
        ("T8", (Course(end=LAST),), "elsewhere"),
        ("T8", (Course("T8"),), "no_day"),
        ("T8", (Course("T8", end=LAST), Course("T8", dose=8)), "no_day"),
        ("T8", (Course("T8", end=LAST), Course("heup", dose=8)), LAST),
        ("T8", (Course("T80", end=LAST), Course("T8-T9", end=LAST)), "elsewhere"),
    ],
)
def test_the_latest_day_at_this_place_counts(
    pack: Pack, site: str | None, courses: tuple[Course, ...], found: date | str | None
) -> None:
    moment = "radiotherapie_einde_op"
    case = Case("X", site=site, courses=courses)
    taken = moments_of(pack, case)
    assert (taken[moment].day if moment in taken else None) == (found if isinstance(found, date) else None)
    assert not_taken(pack, case) == ({moment: found} if isinstance(found, str) else {})
    operated = Case("X", site=site, operations=tuple(Operation(each.site, date=each.end) for each in courses))
    assert ("operatie_op" in moments_of(pack, operated)) == isinstance(found, date)
    assert patient_of(pack, case).moments.keys() == taken.keys()


def test_what_was_typed_wins_and_taking_it_back_gives_the_table_again(pack: Pack) -> None:
    case = Case("X", Patient(moments={"operatie_op": TYPED}), operations=(Operation(date=LAST),))
    found = moments_of(pack, case)["operatie_op"]
    assert (found.when, found.day) == (TYPED, None)
    assert patient_of(pack, case) is case.patient
    assert not_taken(pack, replace(case, operations=(Operation(what="?"),))) == {}
    assert moments_of(pack, replace(case, patient=Patient()))["operatie_op"].day == LAST


def test_a_day_counts_at_the_hour_on_the_safe_side(pack: Pack, tmp_path: Path) -> None:
    """From an operation only an earliest time runs: the end of its day. Where a latest limit runs: its beginning."""
    case = Case("X", operations=(Operation(date=LAST),), courses=(Course(end=LAST),))
    found = moments_of(pack, case)
    assert found["operatie_op"].when == datetime(2026, 10, 12, 23, 59, tzinfo=ZONE)
    assert found["radiotherapie_einde_op"].when == datetime(2026, 10, 12, tzinfo=ZONE)
    small = small_pack(tmp_path, facts=FACTS.replace("label: Begin}", "label: Begin, of: place, from: courses.end}"))
    assert moments_of(small, case)["begin_op"].when == datetime(2026, 10, 12, tzinfo=ZONE)


def test_a_source_that_there_is_not_is_refused_with_its_line(tmp_path: Path) -> None:
    small_pack(tmp_path)
    wrong = FACTS.replace("label: Begin}", "label: Begin, of: place, from: courses.begin}")
    (tmp_path / "facts.yaml").write_text(wrong, encoding="utf-8")
    (problem,) = (each for each in read_pack(tmp_path).problems if each.place.file.endswith("facts.yaml"))
    assert (
        problem.place.line
        == wrong.splitlines().index("  - {id: begin_op, label: Begin, of: place, from: courses.begin}") + 1
    )
    assert "courses.end" in problem.message.nl


def test_where_a_moment_comes_from_is_in_no_hash_of_a_decision(tmp_path: Path) -> None:
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
    one = small_pack(tmp_path / "without")
    two = small_pack(
        tmp_path / "with", facts=FACTS.replace("label: Begin}", "label: Begin, of: place, from: courses.end}")
    )
    assert (pack_hash(one), tree_hash(one, one.trees[0])) == (pack_hash(two), tree_hash(two, two.trees[0]))


# --- every surface


def test_the_end_of_a_course_opens_follow_up_on_every_surface(pack: Pack) -> None:
    case = Case("X", site="T8", courses=(Course("T8", 8, 1, LAST),))
    without = replace(case, courses=())

    def entry(of: Case) -> str:
        return next(stage.entry for stage in journey_of_case(pack, of, NOW) if stage.advice.tree.id == "followup")

    assert entry(without) != "open"
    assert entry(case) == "open"
    facts = read_facts(write_case(case, pack), "case.yaml", pack)
    assert facts.patient == patient_of(pack, case)
    assert facts.from_tables == {"radiotherapie_einde_op": LAST}
    summary = summarise(pack, case, NOW, "nl")
    assert [(each.id, each.when, each.origin) for each in summary.moments] == [
        ("radiotherapie_einde_op", "ma 12 okt", "uit de tabel")
    ]
    assert "Einde van de radiotherapie: ma 12 okt (uit de tabel)" in as_text(summary)
