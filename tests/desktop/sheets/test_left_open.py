"""What is left open of a patient is counted, and what would open a tree is entered where that is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.results import Patient
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import close, keys, make_window, settle, type_text


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
    assert any("MDO-0001" in text and "besloten, 3 bomen nog open" in text for text in said)


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
