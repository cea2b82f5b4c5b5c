"""What happens is said, once: not again in a name, a description or the next sentence, and not before it is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop import body, open_meeting, speaking
from mdo_viewer.desktop.sheets import lock_page
from mdo_viewer.desktop.sheets.lock_page import LockPage
from mdo_viewer.desktop.widgets import announcing, theme
from mdo_viewer.desktop.widgets.controls import Complaint
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.picture import Run, read_out
from mdo_viewer.guideline.wording import in_sentences
from tests.help.desk import Desk
from tests.help.desktop_help import at_tree, keys, settle, type_text

WORDS = "vier losse woorden hier"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced, in order."""
    said: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda _widget, text: said.append(text))
    return said


@pytest.fixture
def kept(window: Window, tmp_path: Path) -> Window:
    """With a meeting in MDO.mdo."""
    keys(window, "Ctrl+S")
    Desk(window).meeting.ask("new", tmp_path / "MDO.mdo")
    settle(window)
    for key in ("Tab", "Return"):
        type_text(window, WORDS)
        keys(window, key)
    Desk(window).wait()
    return window


def test_a_complaint_is_told_or_is_the_description_of_where_the_keyboard_comes(window: Window, told: list[str]) -> None:
    both = QWidget(window)
    first, field = QLineEdit(both), QLineEdit(both)
    complaint = Complaint(field)
    column = QVBoxLayout(both)
    for part in (first, field, complaint):
        column.addWidget(part)
    both.show()
    first.setFocus()
    complaint.show_text("Neem minstens 10 tekens.")
    field.setFocus()
    QApplication.processEvents()
    assert told == [], "read with the field"
    assert field.accessibleDescription() == "Neem minstens 10 tekens."
    complaint.show_text("Typ ze opnieuw.")
    QApplication.processEvents()
    assert told == ["Typ ze opnieuw."]
    first.setFocus()
    complaint.show_text("Te lang.")
    QApplication.processEvents()
    assert told == ["Typ ze opnieuw.", "Te lang."]
    first.clearFocus()


@pytest.mark.usefixtures("qapp")
def test_a_tip_adds_to_a_name_what_is_not_in_it() -> None:
    assert theme.described("Vergadering: MDO.mdo", "MDO.mdo (F10)") == "(F10)"
    assert theme.described("Agenda: Patiënt 1 van 3 · MDO-0001", "MDO-0001\nAgenda (M)") == "(M)"
    assert theme.described("Bespreken", "Gaat naar de patiënt") == "Gaat naar de patiënt"
    assert theme.described("Volgende patiënt (PgDn)", "Volgende patiënt (PgDn)") == theme.NO_MORE
    assert theme.described("Volgen", "") == ""


def test_the_button_that_leads_on_names_its_tree_once(window: Window) -> None:
    at_tree(window, 1, "lv_lang")
    settle(window)
    name = window.advice.next.accessibleName()
    assert name.startswith("Volgende: boom 4, Maximale tijd tot therapie")
    assert name.lower().count("boom 4,") == 1
    assert name.count("(") == 1
    assert window.advice.next.accessibleDescription().strip() == "toets N"


def test_a_button_that_goes_with_its_tree_leaves_the_keyboard_in_the_advice(window: Window) -> None:
    at_tree(window, 1, "lv_lang")
    settle(window)
    window.advice.next.setFocus()
    window.session.go_case(0)
    settle(window)
    assert not window.advice.next.isVisible()
    assert QApplication.focusWidget() is window.advice


def test_while_there_is_no_advice_the_limit_is_said_once(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(speaking, "listens", lambda: True)
    monkeypatch.setattr(speaking, "announce", lambda _widget, text: said.append(text))
    at_tree(window, 1, "lv_lang")
    at_tree(window, 0, "diagnostiek")
    settle(window)
    assert "Spoed. Handel alsof de termijn 12 uur is" in said[-1]
    keys(window, "N", "1")
    settle(window)
    assert said[-1].startswith("Geldt de richtlijn?: ja. Nog geen advies. Volgend gegeven: ASIA-score (AIS). 1 A, 2 B")
    keys(window, "2")
    settle(window)
    assert "Advies:" not in said[-1] or "Spoed. Advies:" in said[-1], "of an advice all is said"


def test_black_for_the_room_is_told_and_that_it_is_off(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(body, "announce_after", lambda _widget, text: said.append(text))
    keys(window, "F5", "B", "B", "F5")
    assert said == ["Projector: zwart", "Projector: aan", "De projector staat uit."]


def test_a_meeting_that_is_closed_is_told(kept: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(open_meeting, "announce_after", lambda _widget, text: said.append(text))
    keys(kept, "Ctrl+W")
    assert said == ["MDO.mdo is bewaard en gesloten."]


def test_that_a_password_is_tried_is_told_where_it_lasts(
    kept: Window, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    keys(kept, "Ctrl+Shift+L")
    page = kept.sheets.wall_of("locked")
    assert isinstance(page, LockPage)
    later: list[str] = []
    monkeypatch.setattr(lock_page, "announce", lambda _widget, text: later.append(text))
    told.clear()
    page.password.setText("verkeerd")
    keys(kept, "Return")
    assert later == []
    assert not any(each.startswith("Bezig") for each in told)
    Desk(kept).wait()
    settle(kept)
    assert told == [kept.meeting.refused]
    assert later == []


def test_what_stands_in_a_box_is_said_with_stops(window: Window) -> None:
    at_tree(window, 1, "diagnostiek")
    settle(window)
    names = [read_out(item.box.runs) for item in window.graph.view.boxes.values()]
    assert any(name.startswith("Advies. Geen nieuwe MRI nodig") for name in names), names
    assert not any(".." in name or "?." in name for name in names)
    wrapped = [Run(text, 0, 0, 12, False, "title") for text in ("MRI binnen", "12 uur")]
    assert read_out([Run("Advies", 0, 0, 9, False, "kicker"), *wrapped]) == "Advies. MRI binnen 12 uur"


def test_a_text_with_a_stop_of_its_own_gets_no_other() -> None:
    assert in_sentences(["Nog open: Geldt de richtlijn?", "", "vóór zo 22 nov.", "over 5 uur"]) == (
        "Nog open: Geldt de richtlijn? vóór zo 22 nov. over 5 uur"
    )
