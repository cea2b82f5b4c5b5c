"""What is left open of a patient is counted, and what would open a tree is entered where that is said."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_json, meeting_text
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import at_tree, close, keys, make_window, settle, type_text
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_what_is_a_task import OPERATE, surgical


@pytest.fixture
def pain(qtbot: QtBot) -> Iterator[Window]:
    known = {"pijn_door_wervelmetastasen": True, "instabiele_wervelkolom": True, "levensverwachting_maanden": 9}
    window = make_window((Case("MDO-0001", patient=Patient(known)), Case("MDO-0002")))
    yield window
    close(window)


def pressed(window: Window, *names: str) -> None:
    for name in names:
        keys(window, name)
        settle(window)


def applying(window: Window) -> list[str]:
    return [stage.advice.tree.id for stage in window.look.stages if stage.entry == "open"]


def test_agenda_and_closing_sheet_say_how_many_trees_are_open_after_a_decision(pain: Window) -> None:
    pressed(pain, "1", "1", "1", "V", "Ctrl+Return", "M")
    row = Desk(pain).agenda.list.item(0).text()
    assert "besloten, 3 bomen nog open" in row
    pressed(pain, "Escape")
    pain.sheets.open("ending")
    settle(pain)
    said = shown_texts(pain)
    assert "Besloten, nog bomen open" in said
    assert "Bij 1 besloten patiënt staan nog bomen open." in said
    (line,) = [text for text in said if "MDO-0001" in text and "besloten" in text]
    assert line.endswith("(besloten, 3 bomen nog open: 2, 3, 5)")
    made = summarise_meeting(pain.session.state.home, pain.session.state.document, pain.now(), "nl")
    assert made.agenda[0].standing == "besloten, bomen 2, 3, 5 nog open"
    text = " ".join(meeting_text(made).split())
    assert "helemaal besloten: 0; deels besloten: 1; " in text
    assert "Bij 1 besloten patiënt staan nog bomen open." in text
    assert json.loads(meeting_json(made))["counts"]["unfinished"] == 1


def test_a_decision_that_is_overtaken_is_said_before_the_meeting_closes(window: Window) -> None:
    """In the agenda, on the closing screen, in the line of the patient, on the way on, and on paper."""
    at_tree(window, 2, "lv_lang")
    pressed(window, "V", "Ctrl+Return")
    window.session.go_tree("tijd_tot_therapie")
    window.session.answer("klinische_toestand_operabel", False)
    settle(window)
    assert [view.tree for view in stage_views(window.look) if view.changed] == ["lv_lang"]
    for _ in range(30):
        if window.look.coming.what == "ending":
            break
        pressed(window, "0" if window.look.coming.what == "question" else "N")
    assert window.advice.next.words.endswith("; achterhaald: besluit boom 9)")
    assert line_view(window.look).head == "Achterhaald · Besluit boom 9:"
    pressed(window, "M")
    assert "achterhaald: besluit boom 9" in Desk(window).agenda.list.item(2).text()
    pressed(window, "Escape", "N")
    assert window.sheets.shown_name == "ending"
    said = shown_texts(window)
    assert any("Bij 1 besloten patiënt is een besluit achterhaald." in text for text in said)
    assert "Besluit achterhaald: het advies is nu anders" in said
    assert len([text for text in said if "MDO-0003" in text and "achterhaald: besluit boom 9" in text]) == 1
    made = summarise_meeting(window.session.state.home, window.session.state.document, window.now(), "nl")
    assert made.agenda[2].standing.endswith("; achterhaald: besluit boom 9")
    assert made.counts.overtaken == 1


def test_a_newer_decision_does_not_hide_one_that_is_overtaken(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    pressed(window, "V", "Ctrl+Return")
    window.session.answer("klinische_toestand_operabel", False)
    at_tree(window, 2, "tijd_tot_therapie")
    pressed(window, "V", "Ctrl+Return")
    view = line_view(window.look)
    assert (view.head, view.tone) == ("Achterhaald · Besluit boom 9 (+ 1 ander):", "amber")


def test_who_deviates_is_listed_as_such_though_trees_are_open_as_many_as_are_counted(window: Window) -> None:
    for case in (1, 2):
        at_tree(window, case, "tijd_tot_therapie")
        pressed(window, "A", "Alt+2", "Ctrl+Return")
    window.sheets.open("ending")
    settle(window)
    said = shown_texts(window)
    assert said.count("Daarvan afwijkend") == 2  # below the count, and above the list
    for key in ("MDO-0002", "MDO-0003"):  # below "nog bomen open", and again as one who deviates
        assert len([text for text in said if key in text and "wijkt af" in text]) == 2


def test_a_question_about_the_entry_is_counted_as_asked(pain: Window) -> None:
    pressed(pain, "1")
    pain.session.go_tree("indicatie")
    settle(pain)
    assert pain.look.next_fact == "radiologische_verdenking_wervelmetastasen"
    before = [text for text in shown_texts(pain.facts) if " van " in text]
    pressed(pain, "1")
    after = [text for text in shown_texts(pain.facts) if " van " in text]
    (known, asked), (known_now, asked_now) = (text[0].split(" van ") for text in (before, after))
    assert int(known) < int(asked)
    assert (int(known_now), int(asked_now)) == (int(known) + 1, int(asked))


def test_a_moment_that_would_open_a_tree_is_typed_where_that_is_said(pain: Window) -> None:
    pain.session.answer("geopereerd", False)
    pressed(pain, "1")
    pain.session.go_tree("followup")
    settle(pain)
    assert "followup" not in applying(pain)
    field = pain.advice.column.field("radiotherapie_einde_op")
    assert field is not None
    field.field.setFocus()
    type_text(pain, "01-11-2026 10:00")
    pressed(pain, "Return")
    assert "followup" in applying(pain)


def test_what_nobody_was_asked_beside_an_advice_is_left_open(qtbot: QtBot) -> None:
    """The way on holds at it: the agenda, the closing sheet and the paper do not call such a patient ready."""
    ids = {"cortico_voor_mri": "dexamethason", "aanvullend": "ct_aanwezig", "tijd_tot_therapie": "therapie_24_uur"}
    decisions = [
        Decision(tree, outcome, "follow", then=advice_as_of(PACK, surgical(), tree, NOON))
        for tree, outcome in ids.items()
    ]
    operate = replace(OPERATE, then=advice_as_of(PACK, surgical(), "lv_lang", NOON))
    window = make_window((surgical(*decisions, operate),))
    try:
        at_tree(window, 0, "lv_lang")
        assert coming(window) == "rider"
        pressed(window, "M")
        said = "vraag bij bomen 2, 9 open"
        assert f"besloten; {said}" in Desk(window).agenda.list.item(0).text()
        pressed(window, "Escape")
        window.sheets.open("ending")
        settle(window)
        assert any("MDO-0003" in text and said in text for text in shown_texts(window))
        made = summarise_meeting(window.session.state.home, window.session.state.document, window.now(), "nl")
        assert (made.agenda[0].standing, made.counts.wholly) == (f"besloten; {said}", 0)
        window.sheets.close()
        for _ in range(12):
            if coming(window) != "ending":
                pressed(window, "N", "0") if coming(window) == "rider" else pressed(window, "N")
        assert coming(window) == "ending"
        assert "vraag bij" not in line_of(window)
    finally:
        close(window)


def line_of(window: Window) -> str:
    """What the agenda says of the first patient."""
    keys(window, "M")
    settle(window)
    return str(Desk(window).agenda.list.item(0).text())


def coming(window: Window) -> str:
    return window.look.coming.what
