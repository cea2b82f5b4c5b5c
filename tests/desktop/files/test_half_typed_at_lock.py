"""What stands half typed when the lock comes is in no file: the lock says where it is, and leaving asks first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from mdo_viewer.desktop.files.behind_lock import brought_back, taken_along
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from tests.desktop.files.test_locked import lock, page, said_anywhere, unlock
from tests.desktop.files.test_meeting import begin
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import keys, place_in, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")
WORD = "mammaca"


def type_in_sheet(window: Window, tmp_path: Path) -> None:
    """A word in the first field of the sheet about the patient, not entered; then the lock."""
    begin(window, tmp_path / "dinsdag.mdo")
    keys(window, "Q")
    settle(window)
    type_text(window, WORD)
    lock(window)
    assert place_in(window) == "locked"


def test_the_lock_says_where_something_stands_half_typed(window: Window, tmp_path: Path) -> None:
    type_in_sheet(window, tmp_path)
    said = " ".join(shown_texts(window))
    assert "Half getypt en nog nergens bewaard: iets in het blad Over de patiënt." in said
    assert "alles is bewaard" not in said
    assert WORD not in said_anywhere(window)


def test_leaving_the_lock_asks_before_it_is_lost(window: Window, tmp_path: Path) -> None:
    type_in_sheet(window, tmp_path)
    click(window, "Sluit MDO Viewer")
    assert window.isVisible()
    assert window.sheets.shown_name == "leave"
    assert "Nog niet ingevoerd (Enter): iets in het blad Over de patiënt" in Desk(window).said
    assert WORD not in said_anywhere(window)
    keys(window, "Return")  # the keyboard is on staying
    assert place_in(window) == "locked"
    assert page(window).password.hasFocus()  # and after it in the field
    unlock(window)
    assert WORD in [line.text() for line in window.findChildren(QLineEdit) if line.isVisible()]


def test_who_says_so_leaves_the_lock(window: Window, tmp_path: Path) -> None:
    type_in_sheet(window, tmp_path)
    click(window, "Sluit MDO Viewer")
    Desk(window).click("Sluit zonder dit in te voeren")
    assert not window.isVisible()


def test_a_number_half_typed_is_told_too_and_after_the_password_no_more(window: Window, tmp_path: Path) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    window.session.go_tree("indicatie")
    settle(window)
    window.facts.focus_fact("levensverwachting_maanden")
    type_text(window, "1")
    lock(window)
    assert "iets in een veld van een patiënt" in " ".join(shown_texts(window))
    unlock(window)
    window.facts.focus_fact("levensverwachting_maanden")
    keys(window, "Return")
    lock(window)
    assert "alles is bewaard" in " ".join(shown_texts(window))
    click(window, "Sluit MDO Viewer")
    assert not window.isVisible()


@pytest.mark.parametrize("beside", [False, True])
def test_each_of_two_guidelines_of_a_patient_gets_back_what_was_its_own(beside: bool) -> None:
    pack = load_pack(PACK)
    session = Session(pack, (Case("MDO-0101"),))
    session.lead_to("lage_rugpijn", "zorgniveau")
    spine, back = (point.id for point in session.state.document.points)
    typed = {(spine, "fact:levensverwachting_maanden"): "1"} | ({(back, "fact:pijnscore"): "7"} if beside else {})
    session.refused |= typed
    sealed = taken_along(session, {}, None)
    session.refused.clear()
    brought_back(session, sealed)
    assert session.refused == typed
