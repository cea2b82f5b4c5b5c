"""The facts panel: short for sets and codes, the next fact in view, numbers that ask back, where a fact comes from."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_letters
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.state.commands import COMMANDS
from mdo_viewer.desktop.state.numbers import compared_with, doubt, read_number
from mdo_viewer.desktop.widgets.chips import Chips
from mdo_viewer.desktop.widgets.controls import Button, Segments
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.colours import BoxStyle, mark_colour, mark_ground
from mdo_viewer.drawing.picture import Mark, Run
from mdo_viewer.drawing.shapes import mark_strokes
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Fact, Pack
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import number
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case, write_case
from tests.help.desk import buttons
from tests.help.desktop_help import NOW, at_tree, close, keys, make_window, settle, type_text
from tests.play.monkey import facts_shown, way_drawn


def click(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def button(row: FactRow, words: str) -> Button:
    (found,) = buttons(row, words)
    return found


def opened(window: Window, fact: str) -> FactRow:
    """The row of a fact with its choices in view, as a click on its answer shows them."""
    row = window.facts.row(fact)
    if row.line is not None and row.line.isVisible():
        click(row.line)
        settle(window)
    return row


# --- sets


def test_a_set_that_decides_nothing_is_one_line_with_its_count(window: Window) -> None:
    row = window.facts.row("alarmsymptomen")
    assert row.label.text() == "Alarmsymptomen: 2 van 7"
    assert row.findChildren(Chips) == []
    assert row.height() < 72
    click(button(row, "Toon"))
    settle(window)
    chips = row.findChildren(Chips)[0]
    shown = [chip for chip in chips.buttons if chip.isVisible()]
    assert len(shown) == 8
    assert all(chip.height() >= 36 for chip in shown)
    assert all(chips.rect().contains(chip.geometry()) for chip in shown)
    assert not any(a.geometry().intersects(b.geometry()) for a in shown for b in shown if a is not b)
    click(next(chip for chip in shown if chip.words == "Matige conditie"))
    value = window.session.state.case.patient.values["alarmsymptomen"]
    assert value == ("nachtelijke_rugpijn", "matige_conditie", "hevige_pijn_in_alle_houdingen")
    click(button(row, "Verberg"))
    assert row.label.text() == "Alarmsymptomen: 3 van 7"
    assert not chips.isVisible()


def test_a_set_of_a_rider_stays_open_when_it_is_answered(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("cortico_voor_mri")
    settle(window)
    row = window.facts.row("risicofactoren_maag")
    assert row.isVisible()
    chips = row.findChildren(Chips)[0]
    click(chips.buttons[0])
    assert window.session.state.case.patient.values["risicofactoren_maag"] == ("maagulcus", "nsaid")
    assert row.isVisible()
    assert [chip.isChecked() for chip in chips.buttons] == [True, True, False, False]


# --- codes


def test_asia_is_five_letters_with_their_meaning(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    row = window.facts.row("asia_score")
    segments = row.findChildren(Segments)[0]
    assert [b.words for b in segments.buttons] == ["A", "B", "C", "D", "E", "onbekend"]
    assert row.said("meaning").startswith("incompleet, meer dan de helft van de sleutelspieren")
    assert segments.buttons[0].toolTip() == "compleet, geen gevoel en geen kracht in S4-S5"
    assert segments.buttons[0].accessibleDescription() == "compleet, geen gevoel en geen kracht in S4-S5"
    click(segments.buttons[3])
    assert window.session.state.case.patient.values["asia_score"] == "D"
    assert row.said("meaning").startswith("incompleet, minstens de helft")


def test_the_keys_of_asia_are_said_while_it_is_next(window: Window) -> None:
    window.session.go_case(2)
    window.session.clear("asia_score")
    window.session.go_tree("lv_lang")
    settle(window)
    assert window.look.next_fact == "asia_score"
    row = window.facts.row("asia_score")
    assert row.said("meaning") == "Toetsen: 1 = A, 2 = B, 3 = C, 4 = D, 5 = E, 0 onbekend."
    keys(window, "3")
    assert window.session.state.case.patient.values["asia_score"] == "C"


# --- the next fact


@pytest.mark.parametrize("tree", ["diagnostiek", "lv_lang", "radiotherapie", "tijd_tot_therapie"])
@pytest.mark.parametrize("key", ["1", "2"])
def test_the_next_fact_stays_in_view(empty: Window, tree: str, key: str) -> None:
    keys(empty, "1")
    empty.session.go_tree(tree)
    settle(empty)
    for _ in range(30):
        fact = empty.look.next_fact
        if fact is None:
            break
        QApplication.processEvents()
        row, port = empty.facts.row(fact), empty.facts.area.viewport()
        top = row.mapTo(port, QPoint(0, 0)).y()
        assert row.isVisible()
        assert top >= 0, fact
        assert top + min(row.height(), port.height()) <= port.height(), fact
        if empty.look.fact(fact).type in ("number", "integer"):
            empty.session.answer(fact, 5)
        else:
            try:
                keys(empty, key)
                assert fact != empty.look.next_fact
            except AssertionError:
                keys(empty, "0")
        QApplication.processEvents()


def test_rows_made_ahead_are_hidden_until_needed_and_never_made_again(window: Window) -> None:
    while window.facts.make_row_ahead():
        pass
    pack = window.session.state.pack
    rows = {id: window.facts.row(id) for id in (SCOPE, *(fact.id for fact in pack.facts))}
    for tree in window.session.state.pack.trees:
        window.session.go_tree(tree.id)
        settle(window)
        assert all(window.facts.row(id) is row for id, row in rows.items())
        needed = set(window.look.needed) | {SCOPE}
        shown = {id for id, row in rows.items() if row.isVisible()}
        assert window.look.next_fact is None or window.look.next_fact in shown
        informing = shown - needed - set(window.look.pack.facts_in(window.look.state.tree.entry))
        assert all(id in window.look.patient.values or "Alarm" in rows[id].label.text() for id in informing)


# --- numbers


def months(window: Window, text: str) -> str:
    """Type a life expectancy and press Enter; what is said below the field, asked back or refused."""
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    row.field.selectAll()
    type_text(window, text)
    keys(window, "Return")
    return row.ask_back.said.text() if row.doubting and row.ask_back is not None else row.said("message")


def patient_comes(window: Window, at: int) -> None:
    """Another patient is shown although what is being typed was not given first, as `session.leaving` sees to."""
    window.session._look(replace(window.session.state, current=at))  # no way of a user leads there: so it stays


def held(window: Window, fact: str = "levensverwachting_maanden") -> object:
    return window.session.state.case.patient.values.get(fact)


@pytest.fixture
def numbers(empty: Window) -> Window:
    keys(empty, "1")
    empty.session.go_tree("lv_lang")
    settle(empty)
    return empty


def test_a_number_ten_times_too_high_asks_back_and_enter_keeps_it(numbers: Window) -> None:
    assert months(numbers, "230") == "230 is uitzonderlijk hoog."
    row = numbers.facts.row("levensverwachting_maanden")
    assert row.ask_back is not None
    assert (row.ask_back.take.words, row.ask_back.keep.words) == ("Neem 23", "Houd 230")
    assert (row.field.text(), held(numbers)) == ("230", None), "the input is kept, and nothing is taken"
    keys(numbers, "Return")
    assert held(numbers) == 230
    assert not row.doubting


@pytest.mark.parametrize("typed", ["230", "veel", "2"])
def test_a_number_that_was_not_taken_stays_in_another_size_of_text(numbers: Window, typed: str) -> None:
    fact = "levensverwachting_maanden"
    months(numbers, typed)
    row = numbers.facts.row(fact)
    before = (row.field.text(), row.said("message"), row.doubting, held(numbers))
    assert before[3] == (2 if typed == "2" else None)
    keys(numbers, "Ctrl++")
    settle(numbers)
    try:
        row = numbers.facts.row(fact)
        assert (row.field.text(), row.said("message"), row.doubting, held(numbers)) == before
    finally:
        keys(numbers, "Ctrl+0")


@pytest.mark.parametrize("leave", [(), ("Tab",)])
def test_a_deadline_that_was_not_taken_stays_in_another_size_of_text(numbers: Window, leave: tuple[str, ...]) -> None:
    keys(numbers, "P")
    type_text(numbers, "bellen")
    keys(numbers, "Tab", "Tab")
    type_text(numbers, "31-2")
    keys(numbers, *leave, "Ctrl++")
    settle(numbers)
    try:
        assert "31-2" in numbers.meeting.closing.half_typed
        lines = numbers.right.agreements.findChildren(QLineEdit)
        assert {"bellen", "31-2"} <= {line.text() for line in lines if line.isVisible()}
    finally:
        keys(numbers, "Ctrl+0")


def test_one_key_takes_what_was_meant(numbers: Window) -> None:
    months(numbers, "230")
    keys(numbers, "Space")
    row = numbers.facts.row("levensverwachting_maanden")
    assert held(numbers) == 23
    assert row.field.text() == "23"
    assert not row.doubting
    keys(numbers, "Ctrl+Z")
    assert held(numbers) is None


def test_the_two_answers_are_buttons_too(numbers: Window) -> None:
    months(numbers, "0,25")
    row = numbers.facts.row("levensverwachting_maanden")
    assert row.ask_back is not None
    assert row.ask_back.said.text() == "0,25 is uitzonderlijk laag. Bedoelt u 0,25 jaar?"
    click(row.ask_back.keep)
    assert held(numbers) == 0.25
    months(numbers, "0.25")
    months(numbers, "0,3")
    click(row.ask_back.take)
    assert held(numbers) == 3


def test_typing_on_or_escape_drops_the_question(numbers: Window) -> None:
    months(numbers, "230")
    row = numbers.facts.row("levensverwachting_maanden")
    keys(numbers, "Backspace")
    assert not row.doubting
    keys(numbers, "Return")
    assert held(numbers) == 23
    months(numbers, "240")
    keys(numbers, "Escape")
    assert not row.doubting
    assert (row.field.text(), held(numbers)) == ("23", 23)


def test_leaving_the_field_does_not_take_a_doubtful_number(numbers: Window) -> None:
    months(numbers, "230")
    numbers.graph.focus()
    QApplication.processEvents()
    assert held(numbers) is None
    assert months(numbers, "23") == ""
    assert held(numbers) == 23


def test_a_question_asked_back_does_not_follow_to_the_next_patient(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001"), Case("MDO-0002")))
    for case in (1, 0):
        window.session.go_case(case)
        keys(window, "1")
        window.session.go_tree("lv_lang")
    settle(window)
    months(window, "230")
    patient_comes(window, 1)
    settle(window)
    row = window.facts.row("levensverwachting_maanden")
    assert (row.doubting, row.field.text()) == (False, "")
    close(window)


@pytest.mark.parametrize("typed", ["3,5", "3.5"])
def test_comma_and_point_are_the_same(numbers: Window, typed: str) -> None:
    assert months(numbers, typed) == ""
    assert held(numbers) == 3.5


PACKS = {id: load_pack(id) for id in ("wervelmetastasen", "lage_rugpijn")}
NUMBERS = [(pack, fact) for pack in PACKS.values() for fact in pack.facts if fact.type in ("number", "integer")]

#: What asking back cannot find, by fact: the number meant, and what was typed ten times too high or too low. Each of
#: these is a number that the trees themselves speak of, or lies within ten times of one.
NOT_FOUND = {
    "uitval_ontstaan_dagen": set(),
    "complete_dwarslaesie_uren_bij_presentatie": set(),
    "complete_dwarslaesie_uren": set(),
    "uitval_mesmc_ontstaan_dagen": set(),
    "levensverwachting_maanden": {(3, 30), (6, 60), (6, 0.6), (12, 1.2)},
    "aantal_aaneengesloten_wervels": {(1, 10)},
    "aantal_botmetastasen": {(1, 10), (2, 20)},
    "aantal_metastasen_totaal": {(1, 10), (2, 20), (3, 30), (4, 40)},
    "aantal_organen": set(),
    "leeftijd": set(),
}


@pytest.mark.parametrize(("pack", "fact"), NUMBERS, ids=[fact.id for _, fact in NUMBERS])
def test_ten_times_too_high_or_too_low_is_found_or_known_not_to_be(pack: Pack, fact: Fact) -> None:
    words, missed = words_of("window", "nl"), set()
    for meant in compared_with(pack, fact.id):
        for typed in (meant * 10, meant / 10):
            value, _refused = read_number(number(typed, "nl"), fact, words)
            found = None if value is None else doubt(value, fact, pack)
            if value is not None and found is None:
                missed.add((meant, value))
            if value is not None:
                assert found is None or fact.low is None or fact.low <= found.meant <= (fact.high or 0)
    assert missed == NOT_FOUND[fact.id]


@pytest.mark.parametrize(("pack", "fact"), NUMBERS, ids=[fact.id for _, fact in NUMBERS])
def test_what_the_trees_speak_of_is_never_asked_back(pack: Pack, fact: Fact) -> None:
    known = compared_with(pack, fact.id)
    for value in (0, *known, *(value + 1 for value in known)):
        assert doubt(value, fact, pack) is None


@pytest.mark.parametrize(
    ("fact", "value", "meant"),
    [
        ("levensverwachting_maanden", 119, None),
        ("levensverwachting_maanden", 120, (12, "")),
        ("levensverwachting_maanden", 0.3, (3, "")),
        ("levensverwachting_maanden", 0.25, (3, "facts.doubt.years")),
        ("levensverwachting_maanden", 0.31, None),
        ("uitval_ontstaan_dagen", 72, (3, "facts.doubt.hours")),
        ("uitval_ontstaan_dagen", 70, (7, "")),
        ("uitval_ontstaan_dagen", 48, None),
        ("complete_dwarslaesie_uren", 2, (48, "facts.doubt.days")),
        ("complete_dwarslaesie_uren", 240, (24, "")),
        ("aantal_organen", 20, (2, "")),
        ("aantal_organen", 19, None),
    ],
)
def test_another_unit_is_thought_of(fact: str, value: float, meant: tuple[float, str] | None) -> None:
    pack = PACKS["wervelmetastasen"]
    found = doubt(value, pack.facts_by_id[fact], pack)
    assert (None if found is None else (found.meant, found.unit)) == meant


# --- no key answers by itself


@pytest.mark.parametrize("letter", "ABCDEO")
def test_no_letter_answers_in_a_row_of_choices(window: Window, letter: str) -> None:
    at_tree(window, 2, "lv_lang")
    before = window.session.state.document
    window.facts.row("asia_score").focus_control()
    assert isinstance(QApplication.focusWidget(), Button)
    keys(window, letter)
    assert window.session.state.document == before
    if letter == "A":
        assert window.session.state.draft is not None, "as its button says"


@pytest.mark.parametrize("key", ["Return", "Space"])
def test_no_enter_or_blank_answers_the_question_that_n_leads_to(window: Window, key: str) -> None:
    window.session.add_case()
    settle(window)
    fact = window.look.next_fact
    assert fact is not None
    before = window.session.state.document
    keys(window, "N")
    row = window.facts.row(fact)
    assert row.hasFocus()
    assert row.accessibleName() == row.view.label if row.view else ""
    assert "1 " in row.accessibleDescription()
    keys(window, key, key)
    assert window.session.state.document == before
    keys(window, "Down")
    held = QApplication.focusWidget()
    assert isinstance(held, Button)
    assert row.isAncestorOf(held)
    keys(window, "1")
    assert window.session.state.document != before


@pytest.mark.parametrize("key", ["Return", "Space"])
def test_an_answer_that_is_opened_by_a_key_is_not_taken_back_by_the_next(window: Window, key: str) -> None:
    at_tree(window, 2, "lv_lang")
    before = window.session.state.document
    line = window.facts.row("asia_score").line
    assert line is not None
    line.setFocus(Qt.FocusReason.TabFocusReason)
    keys(window, key, key, key)
    assert window.session.state.document == before


# --- why, from where, when


def help_of(window: Window, fact: str) -> str:
    row = opened(window, fact)
    click(button(row, "?"))
    return row.said("help")


def test_the_help_says_which_question_asks_and_where_it_comes_from(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    said = help_of(window, "levensverwachting_maanden")
    assert "Waarom wordt dit gevraagd? Vraag 1: Hoe lang is de levensverwachting?" in said
    assert "Boom 9, p. " in said
    assert "Herkomst: oordeel van het MDO, 22-11-2026" in said
    assert "Herkomst: beeldvorming, 21-11-2026, SINS 14 op CT" in help_of(window, "instabiliteit")
    window.session.go_case(0)
    settle(window)
    assert "Het helpt bij het antwoord op:" in help_of(window, "alarmsymptomen")


def test_the_moment_of_an_answer_is_stored_and_shown(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    before = window.session.state.case.details["instabiliteit"]
    click(button(opened(window, "instabiliteit"), "nee"))
    detail = window.session.state.case.details["instabiliteit"]
    assert detail.set_at == NOW
    assert detail.method is None, "the method of the value before does not belong to this one"
    assert "Ingevoerd: zo 22 nov 14:30" in help_of(window, "instabiliteit")
    keys(window, "Ctrl+Z")
    assert window.session.state.case.details["instabiliteit"] == before
    window.session.clear("instabiliteit")
    assert "instabiliteit" not in window.session.state.case.details
    state = window.session.state
    again = read_case(write_case(state.case, state.pack), "case.yaml", state.pack)
    assert again.details == state.case.details


def test_the_same_answer_again_is_no_change(window: Window) -> None:
    window.session.go_case(2)
    document = window.session.state.document
    window.session.answer("instabiliteit", True)
    assert window.session.state.document == document


def test_the_help_is_there_in_english(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    keys(window, "Ctrl+L")
    settle(window)
    said = help_of(window, "levensverwachting_maanden")
    assert "Why is this asked? Question 1:" in said
    assert "Origin: board’s judgement" in said


def test_one_key_explains_the_row_with_the_focus_or_the_next_fact(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    window.facts.focus_fact("instabiliteit")
    keys(window, "I")
    row = window.facts.row("instabiliteit")
    assert "Waarom wordt dit gevraagd?" in row.said("help")
    keys(window, "I")
    assert row.said("help") == ""
    window.facts.focus_fact("levensverwachting_maanden")
    keys(window, "I")
    row = window.facts.row("levensverwachting_maanden")
    assert (row.field.text(), row.said("help") != "") == ("7", True)
    window.session.go_case(0)
    settle(window)
    window.graph.focus()
    keys(window, "I")
    assert window.facts.row(window.look.next_fact or "").said("help")


# --- half typed, and something else is shown

MONTHS = "levensverwachting_maanden"


def half_typed(window: Window, text: str) -> FactRow:
    """A number typed for the second patient of the example, not yet given."""
    window.session.go_case(1)
    window.session.go_tree("indicatie")
    settle(window)
    window.facts.focus_fact(MONTHS)
    type_text(window, text)
    row = window.facts.row(MONTHS)
    assert (row.field.text(), row.field.hasFocus()) == (text, True)
    return row


def months_held(window: Window) -> list[object]:
    return [case.patient.values.get(MONTHS) for case in window.session.state.cases]


@pytest.mark.parametrize("leave", ["PgDown", "PgUp", "add_case", "tree", "Ctrl+L", "tile", "arrow"])
def test_what_is_being_typed_waits_half_typed_for_the_patient_it_was_typed_for(window: Window, leave: str) -> None:
    """Only Enter, Tab or a click elsewhere enters a number: 1 may be the beginning of 12."""
    half_typed(window, "8")
    before = months_held(window)
    ways: dict[str, Callable[[], object]] = {
        "add_case": lambda: window.call("case:add")(),
        "tree": lambda: window.call("tree:after")(),
        "tile": lambda: QTest.mouseClick(window.journey.tiles[0], Qt.MouseButton.LeftButton),
        "arrow": lambda: QTest.mouseClick(window.top.after, Qt.MouseButton.LeftButton),
    }
    ways.get(leave, lambda: keys(window, leave))()
    settle(window)
    after = months_held(window)
    assert (before[1], after[1]) == (14, 14)
    assert [*before[:1], *before[2:]] == [*after[:1], *after[2:3]]
    assert after[3:] == ([None] if leave == "add_case" else [])
    way_drawn(window)
    facts_shown(window)
    window.session.go_case(1)
    window.session.go_tree("indicatie")
    settle(window)
    row = window.facts.row(MONTHS)
    assert (row.field.text(), row.said("message")) == ("8", window.look.words("status.half_typed"))
    row.field.setFocus()
    keys(window, "Return")
    assert (months_held(window)[1], row.said("message")) == (8, "")


def test_a_number_that_cannot_be_taken_is_not_lost_in_silence(window: Window) -> None:
    half_typed(window, "999")
    keys(window, "PgDown")
    settle(window)
    assert window.message.label.text() == (
        "Half getypt, nog niet ingevoerd: MDO-0002, Levensverwachting (maanden): 999"
    )
    assert "999" not in window.facts.row(MONTHS).field.text()
    assert months_held(window) == [None, 14, 7]
    keys(window, "PgUp")
    window.session.go_tree("indicatie")
    settle(window)
    assert window.facts.row(MONTHS).field.text() == "999"
    assert window.facts.row(MONTHS).said("message")


def test_a_field_that_goes_while_something_is_typed_leaves_all_panels_alike(window: Window) -> None:
    """Its number waits while the panels are being shown: it stands half typed in the row of the other language."""
    half_typed(window, "2")
    window.session.leaving = lambda: None
    window.session.set_language("en")
    settle(window)
    assert (months_held(window)[1], window.facts.row(MONTHS).field.text()) == (14, "2")
    way_drawn(window)
    facts_shown(window)


# --- known from another tree, unknown and not asked


def test_an_answer_given_in_another_tree_says_so_and_undo_knows_it_too(empty: Window) -> None:
    keys(empty, "1")
    empty.session.go_tree("tijd_tot_therapie")
    settle(empty)
    empty.session.answer("pijn", True)
    row = empty.facts.row("pijn")
    assert row.said("known_from") == ""
    empty.session.go_tree("indicatie")
    settle(empty)
    assert row.said("known_from") == "Bekend uit boom 4"
    keys(empty, "Ctrl+L")
    settle(empty)
    assert empty.facts.row("pijn").said("known_from") == "Known from tree 4"
    keys(empty, "Ctrl+L")
    empty.session.answer("pijn", False)
    settle(empty)
    assert empty.facts.row("pijn").said("known_from") == ""
    keys(empty, "Ctrl+Z")
    settle(empty)
    assert empty.session.state.tree_id == "indicatie"
    assert empty.facts.row("pijn").said("known_from") == "Bekend uit boom 4"


def test_unknown_and_not_asked_differ_in_word_and_look(empty: Window) -> None:
    keys(empty, "1")
    empty.session.go_tree("indicatie")
    settle(empty)
    row = empty.facts.row("pijn")
    open_picture = row.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert row.said("remark") == ""
    empty.session.unknown("pijn")
    settle(empty)
    assert row.said("remark") == "Gevraagd, onbekend."
    assert row.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8) != open_picture
    assert [b.isChecked() for b in row.findChildren(Segments)[0].buttons] == [False, False, True]
    empty.session.go_tree("lv_lang")
    settle(empty)
    assert row.said("remark") == "Gevraagd bij boom 5, onbekend."


def test_unknown_and_not_asked_differ_in_the_graph_and_in_the_list(empty: Window) -> None:
    keys(empty, "1")
    empty.session.go_tree("lv_lang")
    empty.session.answer("levensverwachting_maanden", 7)
    empty.session.answer("pijn", True)
    settle(empty)

    def lines() -> dict[str, tuple[str | None, str]]:
        picture = empty.graph.picture
        assert picture is not None
        return {run.fact: (run.mark, run.text) for box in picture.boxes for run in box.runs if run.fact and run.mark}

    assert lines()["instabiliteit"] == ("open", "Instabiele wervelkolom")
    before = empty.graph.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    empty.session.unknown("instabiliteit")
    settle(empty)
    assert lines()["instabiliteit"] == ("asked", "Instabiele wervelkolom (onbekend)")
    assert lines()["achteruitgang_onder_radiotherapie_en_corticosteroiden"][0] == "open"
    after = empty.graph.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert after != before
    said = [line.text.strip() for line in outline(empty.look)]
    assert "Gevraagd, onbekend: Instabiele wervelkolom" in said
    assert any(text.startswith("Nog niet gevraagd: ") and "Instabiele" not in text for text in said)


def test_the_box_of_a_checklist_is_never_empty() -> None:
    """An empty box would be read as "not met"; and what was asked is dark where the rest is light."""
    marks: tuple[Mark, ...] = get_args(Mark)
    assert all(mark_strokes(Run("", 0, 0, 15, False, "item", mark=mark)) for mark in marks)
    style = BoxStyle("#FFFFFF", "#000000", 1, (), "#14213D", "#46505F", None)
    grounds = {mark: mark_ground(style, mark) for mark in marks}
    assert {mark for mark, ground in grounds.items() if ground == style.text} == {"asked"}
    assert mark_colour(style, "asked") != grounds["asked"]


# --- what was typed for one patient never reaches another


def test_a_number_not_entered_does_not_follow_to_the_next_patient(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001"), Case("MDO-0002")))
    for case in (1, 0):
        window.session.go_case(case)
        keys(window, "1")
        window.session.go_tree("lv_lang")
    settle(window)
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    type_text(window, "7")
    patient_comes(window, 1)
    settle(window)
    assert row.field.text() == ""
    keys(window, "Return")
    assert "levensverwachting_maanden" not in window.session.state.case.patient.values
    close(window)


def test_a_moment_or_action_not_entered_does_not_follow_either(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001"), Case("MDO-0002")))
    keys(window, "P")
    row = window.right.agreements.rows[0]
    row.what.setFocus()
    type_text(window, "MRI")
    row.before.setFocus()
    type_text(window, "24-11 12:00")
    patient_comes(window, 1)
    settle(window)
    keys(window, "Return")
    window.graph.focus()
    settle(window)
    assert window.session.state.cases[1].actions == ()
    assert row.before.text() == ""
    close(window)


def test_the_keyboard_stays_with_the_patient_when_its_row_goes(window: Window) -> None:
    """A doubted fact of another tree has a row while it is doubted: undo takes the row away, with the focus on it."""
    window.session.go_case(2)
    window.session.go_tree("diagnostiek")
    window.session.answer("kan_zelfstandig_lopen", True)
    window.session.answer("asia_score", "B")
    settle(window)
    row = window.facts.row("kan_zelfstandig_lopen")
    assert row.line is not None
    row.line.setFocus()
    window.session.undo()
    settle(window)
    assert not row.isVisible()
    assert window.focusWidget() is window.facts
    keys(window, "Return")
    assert window.session.state.case.case == "MDO-0003"


# --- what no number has


def test_a_letter_in_the_field_of_a_number_is_no_text_and_no_command(window: Window) -> None:
    """Every key that is a command elsewhere, and every other letter: only what a number is written with comes in."""
    row, before = half_typed(window, "8"), window.session.state
    said = window.look.words("facts.only_number")
    letters = {key for command in COMMANDS for key in command.keys if len(key) == 1} | set(ascii_letters) | set("?/#")
    for letter in sorted(letters - set("0123456789,.- iItT")):  # a T begins 8 tot 9
        type_text(window, letter)
        assert (row.field.text(), row.field.hasFocus(), window.session.state) == ("8", True, before), letter
        assert row.said("message") == said, letter
        keys(window, "Left", "Right")
    assert said == "Hier komt een getal. Esc verlaat het veld."
    type_text(window, ",5")
    assert (row.field.text(), row.said("message")) == ("8,5", "")
    keys(window, "Backspace", "Backspace", "Return")
    assert months_held(window)[1] == 8


def test_the_word_of_a_range_can_be_typed_where_a_range_may_stand_and_taken_out_again(window: Window) -> None:
    row = half_typed(window, "2 tot 6")
    assert row.field.ranges
    row.field.setCursorPosition(4)
    keys(window, "Backspace", "Home", "Delete")
    assert row.field.text() == " tt 6"
    row.field.selectAll()
    type_text(window, "n")
    assert row.field.text() == " tt 6"
    keys(window, "Escape")
    assert row.field.text() == " tt 6"
    window.focus_fact(MONTHS)
    keys(window, "Escape")
    assert (row.field.text(), row.said("message")) == ("14", "")


def test_no_key_cap_of_the_facts_stands_at_the_edge_of_the_panel(window: Window) -> None:
    link = window.facts.patient
    assert link.cap == "Q"
    image = link.grab().toImage()
    ground = image.pixel(image.width() - 1, image.height() // 2)
    painted = [x for x in range(image.width()) if image.pixel(x, image.height() // 2) != ground]
    assert max(painted) < image.width() - 12
