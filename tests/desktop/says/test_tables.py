"""The window says beside a limit from which table its moment comes, or why it comes from none."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Ask, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.tables.rows import Course, Operation
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient

NOW = parse_moment("2026-11-22T15:20")
FACTS = {"geopereerd": True, "postoperatief_onvoldoende_herstel_of_achteruitgang": False}
OPERATED = (Operation("T8", date=date(2026, 11, 2)),)


def look(case: Case, now: datetime = NOW) -> Look:
    session = Session(load_pack(PACK), (case,))
    session.go_tree("interval_chir_rt")
    return Look(session.state, now)


def main(of: Look) -> tuple[list[str], Ask]:
    """The texts of the advice's card, and the field of its moment."""
    card = next(block for block in advice_blocks(of, later=True) if block.id == "main")
    (ask,) = (item for item in card.items if isinstance(item, Ask))
    return [item.text for item in card.items if isinstance(item, Say)], ask


def test_the_day_of_an_operation_gives_the_limit_and_is_named() -> None:
    texts, ask = main(look(Case("X", Patient(FACTS), site="T8", operations=OPERATED)))
    assert "vroegst ma 23 nov 23:59 – ma 30 nov 23:59" in texts
    assert "Uit de tabel: operatie 02-11-2026" in texts
    assert ask.value == ""


def test_what_is_typed_wins_and_the_table_is_not_named() -> None:
    typed = {"operatie_op": parse_moment("2026-11-10T09:00")}
    texts, ask = main(look(Case("X", Patient(FACTS, moments=typed), site="T8", operations=OPERATED)))
    assert "vroegst di 1 dec 09:00 – di 8 dec 09:00" in texts
    assert ask.value == "10-11-2026 09:00"
    assert not any("tabel" in text for text in texts)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Operation("T8", "decompressie"), "ontbreekt de dag"),
        (Operation("L3", date=date(2026, 11, 2)), "geen rij noemt deze plaats"),
        (Operation(date=date(2026, 11, 2)), "geen rij noemt deze plaats"),
    ],
)
def test_why_a_table_gives_nothing_is_said(row: Operation, said: str) -> None:
    texts, _ = main(look(Case("X", Patient(FACTS), site="T8", operations=(row,))))
    assert any(said in text for text in texts)
    assert any(text.startswith("na minstens") for text in texts)


def test_a_place_without_a_name_is_asked_for_it() -> None:
    texts, _ = main(look(Case("X", Patient(FACTS), operations=OPERATED)))
    assert any("deze plaats heeft geen naam" in text for text in texts)


def test_the_room_sees_where_the_limit_comes_from() -> None:
    def said(site: str) -> list[str]:
        content = content_of(look(Case("X", Patient(FACTS), site=site, operations=OPERATED)), key=False)
        return [each.text for each in content.main.said]

    assert "Uit de tabel: operatie 02-11-2026" in said("T8")
    assert not any("tabel" in text for text in said("L3"))


def test_the_operation_of_today_does_not_lie_ahead_but_that_of_tomorrow_does() -> None:
    def warned(day: int) -> bool:
        case = Case("X", Patient(FACTS), operations=(Operation(date=date(2026, 11, day)),))
        return "Dit beginmoment ligt in de toekomst: controleer de datum." in main(look(case))[0]

    assert [warned(day) for day in (21, 22, 23)] == [False, False, True]


def test_another_row_is_looked_at_anew_though_the_facts_are_the_same() -> None:
    """What was worked out before is kept only while the tables are the same too."""
    before = look(Case("X", Patient(FACTS)))
    assert main(before)[1].value == ""
    case = replace(before.state.case, operations=(Operation(date=date(2026, 11, 2)),))
    point = replace(before.state.point, case=case)
    document = replace(before.state.document, points=(point,))
    after = Look(replace(before.state, document=document), NOW, before)
    assert "Uit de tabel: operatie 02-11-2026" in main(after)[0]
    courses = replace(case, courses=(Course(end=date(2026, 11, 2)),))
    opened = Look(replace(before.state, document=replace(document, points=(replace(point, case=courses),))), NOW, after)
    assert next(stage.entry for stage in opened.stages if stage.advice.tree.id == "followup") == "open"


def test_who_is_only_described_is_not_assessed() -> None:
    assert look(Case("X", Patient({"primaire_tumor": "nier"}))).untouched
    assert not look(Case("X", Patient({"pijn": False}))).untouched
