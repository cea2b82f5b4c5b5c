"""Patients of an earlier meeting, as a secretary takes them over and a board then sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheets.over_sheet import OverSheet
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import Case, Detail, TakenOver
from mdo_viewer.meeting.container import Cost, make_key, seal
from mdo_viewer.meeting.document import About, Document, Standing, document_of
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.packs import is_of_place
from mdo_viewer.meeting.saving import Lock
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from mdo_viewer.reports.wording import Paper
from tests.desktop.files.test_locked import said_anywhere
from tests.desktop.files.test_meeting import WORDS, begin, wait
from tests.help.desk import Desk, buttons, shown_texts
from tests.help.desktop_help import NOW, close, keys, make_window, settle, type_text
from tests.help.reports_help import pack, real

pytestmark = pytest.mark.usefixtures("cheap_key")
WEEK = timedelta(7)
THEN = date(2026, 11, 15)
BEFORE = parse_moment("2026-11-16T12:00")


def of_last_week(case: Case) -> Case:
    """The case with all its days a week earlier."""
    details = {fact: replace(each, date=each.date and each.date - WEEK) for fact, each in case.details.items()}
    discussed = case.discussed_at and case.discussed_at - WEEK
    taken = tuple(
        replace(each, then=advice_as_of(pack(), case, each.tree, NOW - WEEK), before=BEFORE) for each in case.decisions
    )
    return replace(case, details=details, discussed_at=discussed, decisions=taken)


def last_meeting() -> Document:
    """One who comes again with a decision, one who was deferred, one who was finished, and one who is on both."""
    calm = Case("MDO-0202", Patient({"pijn": True}), details={"pijn": Detail(date=THEN)}, question="Wat nu?")
    cases = (of_last_week(real("MDO-0003")), Case("MDO-0201", question="Uitgesteld"), calm, Case("MDO-0203"))
    document = document_of(cases)
    standings: tuple[Standing, ...] = ("done", "deferred", "done", "open")
    points = tuple(
        replace(point, standing=standing) for point, standing in zip(document.points, standings, strict=True)
    )
    return Document(points, About(day=THEN))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "vorige.mdo"
    file.write_bytes(seal(write_meeting(Meeting(last_meeting()), pack()), make_key(WORDS, cost=Cost(64, 1, 1))))
    return file


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """The meeting of this week: one empty patient, and one with the key of a patient of last week."""
    own = Case("MDO-0203", Patient({"pijn": False}), question="Van deze week")
    made = make_window((Case("MDO-0001"), own))
    yield made
    close(made)


def look_into(window: Window, path: Path, password: str = WORDS) -> Desk:
    """By the keyboard: the sheet, the file, its password."""
    desk = choose(window, path)
    type_text(window, password)
    keys(window, "Return")
    desk.wait()
    return desk


def choose(window: Window, path: Path) -> Desk:
    desk = Desk(window)
    keys(window, "O", "Return")
    desk.choose_file(path)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return desk


def take(window: Window, path: Path) -> Desk:
    desk = look_into(window, path)
    keys(window, "Return")
    settle(window)
    return desk


def at(window: Window, key: str) -> None:
    """Show this patient."""
    window.sheets.close()
    window.session.go_case([case.case for case in window.session.state.cases].index(key))
    settle(window)


def test_patients_are_chosen_and_taken_over_without_a_mouse(window: Window, path: Path) -> None:
    """The boxes (`_rows`) and the button (`_go`) are what a hand would touch."""
    desk = look_into(window, path)
    sheet = window.sheets.shown
    assert isinstance(sheet, OverSheet)
    chosen = [row.isChecked() for row in sheet._rows]
    assert sheet._go.cap == "Ctrl+Enter"
    while QApplication.focusWidget() is not sheet._rows[0]:
        keys(window, "Tab")
    keys(window, "Return")
    assert [row.isChecked() for row in sheet._rows] == [not chosen[0], *chosen[1:]]
    keys(window, "Space")
    assert [row.isChecked() for row in sheet._rows] == chosen
    before = len(desk.state.cases)
    keys(window, "Ctrl+Return")
    assert len(desk.state.cases) == before + sum(chosen)
    assert window.sheets.shown_name == "agenda"


def test_tab_goes_from_patient_to_patient_and_then_to_what_takes_them_over(window: Window, path: Path) -> None:
    """The boxes (`_rows`) and the button (`_go`) are what a hand would touch."""
    look_into(window, path)
    sheet = window.sheets.shown
    assert isinstance(sheet, OverSheet)
    free = [row for row in sheet._rows if row.isEnabled() and row.isVisible()]
    free[0].setFocus()
    held: list[QWidget | None] = [free[0]]
    for _ in range(len(free)):
        keys(window, "Tab")
        held.append(QApplication.focusWidget())
    assert held == [*free, sheet._go]


def test_who_was_taken_over_is_shown_where_the_one_in_sight_was_empty(window: Window, path: Path) -> None:
    window.session.go_case(0)
    take(window, path)
    assert window.session.state.case.taken_over is not None


def test_a_patient_of_whom_something_is_known_stays_in_sight(window: Window, path: Path) -> None:
    window.session.go_case(1)
    take(window, path)
    assert window.session.state.case.case == "MDO-0203"


def test_who_comes_again_is_chosen_already(window: Window, path: Path) -> None:
    desk = look_into(window, path)
    assert "2 patiënten overnemen" in desk.said
    assert "MDO-0003 · behandeling bij snel toenemende uitval door MESMC · opnieuw bespreken: bij" in desk.said
    assert "MDO-0201 · Uitgesteld · was uitgesteld" in desk.said
    (there,) = buttons(desk.window, "MDO-0203 · staat al op de agenda, wordt niet overgenomen")
    assert not there.isEnabled()
    desk.click("MDO-0202 · Wat nu?")
    assert "3 patiënten overnemen" in desk.said
    desk.click("MDO-0202 · Wat nu?")
    desk.click("MDO-0201 · Uitgesteld · was uitgesteld")
    assert "1 patiënt overnemen" in desk.said


def test_those_who_come_stand_on_the_agenda_and_undo_takes_all_back(window: Window, path: Path) -> None:
    before = window.session.state.document
    desk = take(window, path)
    assert window.sheets.shown_name == "agenda"
    assert [case.case for case in desk.state.cases] == ["MDO-0001", "MDO-0203", "MDO-0003", "MDO-0201"]
    assert [point.standing for point in desk.state.document.points] == ["open"] * 4
    assert desk.state.case.case == "MDO-0003"  # of the one on the screen nothing was known
    assert "2 patiënten zijn overgenomen van zo 15 nov" in desk.message
    assert "gegevens worden opnieuw gevraagd" in desk.message
    assert desk.state.cases[1].question == "Van deze week"
    keys(window, "Ctrl+Z")
    assert desk.state.document == before
    keys(window, "Ctrl+Y")
    assert len(desk.state.cases) == 4


def test_a_patient_of_whom_nothing_is_known_gives_way(window: Window, path: Path) -> None:
    window.session.describe_case(window.session.state.point.id, case="mdo-0003")
    desk = take(window, path)
    assert [case.case for case in desk.state.cases] == ["MDO-0003", "MDO-0203", "MDO-0201"]
    assert desk.state.case.taken_over is not None


def test_all_places_of_a_patient_come_together(window: Window, path: Path) -> None:
    places = tuple(replace(of_last_week(real("MDO-0003")), site=site) for site in ("T8", "L2"))
    meeting = Meeting(document_of(places))
    path.write_bytes(seal(write_meeting(meeting, pack()), make_key(WORDS, cost=Cost(64, 1, 1))))
    desk = look_into(window, path)
    assert "MDO-0003 · T8, L2 · behandeling" in desk.said
    keys(window, "Return")
    settle(window)
    assert [case.name for case in desk.state.cases[2:]] == ["MDO-0003 · T8", "MDO-0003 · L2"]
    assert all(case.taken_over is not None and case.taken_over.decisions for case in desk.state.cases[2:])
    first, second = desk.state.document.points[2:]
    earlier = [each.fact for point in (first, second) for each in (point.case.taken_over or TakenOver(THEN)).earlier]
    shared = sum(not is_of_place(pack(), fact) for fact in earlier) // 2
    assert 0 < shared < len(earlier) // 2
    assert f" {len(earlier) - shared} gegevens worden opnieuw gevraagd." in desk.message
    assert first.aside == second.aside == ()


def test_the_earlier_meeting_is_neither_changed_nor_locked(window: Window, path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        desk = take(window, path)
    finally:
        path.parent.chmod(0o700)
    assert len(desk.state.cases) == 4
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["vorige.mdo"]
    assert window.autosave.path is None  # it is not the meeting that is open


def test_a_meeting_that_is_open_elsewhere_is_read_as_it_is(window: Window, path: Path) -> None:
    lock = Lock(path)
    try:
        assert "2 patiënten overnemen" in look_into(window, path).said
    finally:
        lock.release()


def test_a_lock_leaves_nothing_of_the_earlier_meeting(window: Window, path: Path) -> None:
    begin(window, path.with_name("nu.mdo"))
    look_into(window, path)
    assert "MDO-0201" in said_anywhere(window)
    keys(window, "Ctrl+Shift+L")
    settle(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "MDO-0201" not in said_anywhere(window)
    assert window.sheets.wall == "locked"
    type_text(window, WORDS)  # the keyboard is in its password
    keys(window, "Return")
    wait(window)
    assert window.place == "window"  # the other meeting is looked into anew


@pytest.mark.parametrize("damage", ["password", "cut", "other", "gone"])
def test_a_file_that_cannot_be_read_says_so_and_takes_nothing(window: Window, path: Path, damage: str) -> None:
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-5])
    elif damage == "other":
        path.write_bytes(b"geen vergadering")
    elif damage == "gone":
        path.unlink()
    before = window.session.state.document
    desk = look_into(window, path, "een ander wachtwoord" if damage == "password" else WORDS)
    said = {"other": "geen vergadering van dit programma", "gone": "Dit bestand is er niet."}
    assert said.get(damage, "wachtwoord klopt niet, of het bestand is beschadigd") in desk.said
    assert window.session.state.document == before
    if damage == "password":  # and again, with the right one
        desk.field("Wachtwoord").clear()
        type_text(window, WORDS)
        keys(window, "Return")
        desk.wait()
        assert "2 patiënten overnemen" in desk.said


def test_a_sheet_that_was_closed_takes_nothing_and_keeps_nothing(window: Window, path: Path) -> None:
    desk = choose(window, path)
    type_text(window, WORDS)
    keys(window, "Return", "Escape")
    desk.wait()
    assert window.sheets.shown is None
    keys(window, "O")
    assert "MDO-0003" not in desk.said
    assert desk.said.startswith("Overnemen uit een vorige vergadering")
    sheet = window.sheets.get("over")
    assert isinstance(sheet, OverSheet)
    assert not any("MDO-0003" in each for each in shown_texts(sheet))


def test_what_was_decided_then_is_in_sight_and_not_of_today(window: Window, path: Path) -> None:
    desk = take(window, path)
    at(window, "MDO-0003")
    assert desk.state.case.decisions == ()
    said = "Besluit van zo 15 nov, 9 Behandeling bij levensverwachting ≥ 3 maanden: het MDO wijkt af van het advies: "
    assert f"OVERGENOMEN VAN zo 15 nov {said}Radiotherapie, vóór ma 16 nov 12:00" in desk.advice
    assert "Opnieuw bespreken: bij achteruitgang, of als de PET-CT er is" in desk.advice
    line = "Vorige keer, zo 15 nov: het MDO wijkt af van het advies: radiotherapie, vóór ma 16 nov 12:00"
    assert line in desk.advice  # never out of sight
    assert not window.advice.decided.isVisible()
    assert "wil geen operatie na uitleg van beide opties" not in desk.advice
    desk.click("Toon het besluit")
    assert "Wens van de patiënt: wil geen operatie na uitleg van beide opties" in desk.advice
    row = next(text for text in agenda_rows(desk) if "MDO-0003" in text)
    assert row.endswith("nu in beeld · te bespreken")


def agenda_rows(desk: Desk) -> list[str]:
    rows = desk.agenda.list
    return [rows.item(at).text() for at in range(rows.count())]


def test_once_the_board_decides_its_own_line_stands_below(window: Window, path: Path) -> None:
    desk = take(window, path)
    at(window, "MDO-0003")
    window.session.start_decision("own", None)
    window.session.change_draft(text="afwachten")
    window.session.record()
    settle(window)
    assert "Vorige keer" not in desk.advice
    assert "OVERGENOMEN VAN zo 15 nov" in desk.advice


def test_what_is_asked_anew_is_given_anew_by_one_key(window: Window, path: Path) -> None:
    desk = take(window, path)
    at(window, "MDO-0003")
    window.session.go_tree("diagnostiek")
    fact, over = window.look.next_fact, desk.state.case.taken_over
    assert fact is not None
    assert over is not None
    earlier = {each.fact: each.value for each in over.earlier}
    row = desk.row(fact)
    assert row.said("was") == "Was ja op zo 15 nov. Vraag opnieuw."
    assert "Was ja op zo 15 nov. Vraag opnieuw." in desk.advice
    keys(window, "Y")
    settle(window)
    assert desk.state.case.patient.values[fact] == earlier[fact]
    assert desk.state.case.details[fact] == Detail(set_at=NOW)  # an answer of today
    assert (row.said("was"), row.said("known_from")) == ("", "")
    assert buttons(row, "Nog zo: ja") == []
    keys(window, "Ctrl+Z")
    settle(window)
    assert fact not in desk.state.case.patient.values
    (button,) = buttons(row, "Nog zo: ja")
    button.click()
    assert desk.state.case.patient.values[fact] == earlier[fact]


def test_a_value_that_came_along_says_of_when_it_is(window: Window, path: Path) -> None:
    desk = take(window, path)
    at(window, "MDO-0003")
    window.session.go_tree("lv_lang")
    settle(window)
    row = desk.row("mri_gehele_wervelkolom")
    assert row.said("known_from") == "Bekend van zo 15 nov"
    window.session.answer("mri_gehele_wervelkolom", False)
    settle(window)
    assert row.said("known_from") == ""


def test_the_file_keeps_what_came_along(window: Window, path: Path) -> None:
    desk = take(window, path)
    meeting = Meeting(desk.state.document, 0, "diagnostiek")
    assert read_meeting(write_meeting(meeting, pack()), pack()) == meeting


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_is_of_then(window: Window, path: Path, language: Language) -> None:
    take(window, path)
    case = next(each for each in window.session.state.cases if each.case == "MDO-0003")
    summary = summarise(pack(), case, NOW, language)
    text = " ".join(as_text(summary).split())
    over = json.loads(as_json(summary))["taken_over"]
    page = page_data(summary, None)
    assert isinstance(page, dict)
    assert over["day"] == "2026-11-15"
    assert [each["tree"] for each in over["decisions"]] == ["lv_lang"]
    (decided,) = page["taken_over"]["decisions"]
    assert decided == over["decisions"][0]["said"]
    (then,) = (case.taken_over or TakenOver(THEN)).decisions
    assert then.choice(language)
    before = Paper(language, NOW.year).before(BEFORE)
    assert f": {uncapital(then.choice(language))}, {before}. " in decided  # what was chosen is what was decided
    assert page["decision"]["taken"] is False
    for part in (over["said"].upper(), decided, over["rediscuss"], over["asked_anew"][0]["said"]):
        assert part in text
    assert over["asked_anew"][0]["said"] in page["taken_over"]["anew"]
    assert json.loads(as_json(summarise(pack(), Case("MDO-0001"), NOW, language)))["taken_over"] is None


def test_without_an_earlier_value_the_key_says_so(window: Window) -> None:
    keys(window, "Y")
    look = window.look
    assert Desk(window).message == look.words("over.nothing", fact=look.label(look.next_fact or ""))
