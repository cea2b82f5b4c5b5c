"""What changes without the focus going there is told to assistive technology, once and in words."""

from __future__ import annotations

import pytest
from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, close, keys, make_window, settle, type_text


class Listening:
    """Stands for Qt's accessibility with something that listens."""

    Event = QAccessible.Event

    def __init__(self) -> None:
        self.heard: list[str] = []

    def isActive(self) -> bool:
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.heard.append(event.message())


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    listening = Listening()
    monkeypatch.setattr(QtGui, "QAccessible", listening)
    return listening.heard


@pytest.fixture
def window(window: Window, heard: list[str]) -> Window:
    """The third patient at tree 9, with nothing said yet."""
    at_tree(window, 2, "lv_lang")
    heard.clear()
    return window


def test_an_answer_tells_the_advice_and_the_trees_that_change(window: Window, heard: list[str]) -> None:
    window.session.answer("levensverwachting_maanden", 2)
    settle(window)
    assert heard[0] == "Zie een andere boom: Boom voor minder dan 3 maanden"
    assert "Boom 7: 1 gegeven ontbreekt" in heard[1]
    assert len(heard) == 2


def test_going_elsewhere_tells_nothing_of_answers(window: Window, heard: list[str]) -> None:
    window.session.go_tree("tijd_tot_therapie")
    window.session.go_case(0)
    settle(window)
    assert heard == []


def test_what_is_asked_next_is_told(window: Window, heard: list[str]) -> None:
    window.session.clear("levensverwachting_maanden")
    settle(window)
    assert heard[0] == "Nog geen advies. Volgend gegeven: Levensverwachting (maanden)"


def test_what_is_asked_back_or_refused_is_told_with_its_keys(window: Window, heard: list[str]) -> None:
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    row.field.selectAll()
    type_text(window, "230")
    keys(window, "Return")
    assert heard == ["230 is uitzonderlijk hoog. Neem 23: spatie. Houd 230: Enter."]
    heard.clear()
    row.field.selectAll()
    type_text(window, "x")
    keys(window, "Return")
    assert heard == ["Dit is geen getal. Typ bijvoorbeeld 3 of 3,5."]


def test_a_message_is_told(window: Window, heard: list[str]) -> None:
    window.say("Bewaard.")
    assert heard == ["Bewaard."]


def test_without_a_listener_nothing_is_made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("an event was made for nobody")

    if QAccessible.isActive():
        pytest.skip("something listens on this machine")
    monkeypatch.setattr(QtGui, "QAccessibleAnnouncementEvent", refuse)
    window = make_window()
    window.say("Bewaard.")
    close(window)


def test_how_many_are_found_is_told_once_when_typing_rests(window: Window, heard: list[str], qtbot: QtBot) -> None:
    keys(window, "Ctrl+F")
    assert heard == []
    type_text(window, "MESMC")
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)
    assert heard == ["22 gevonden"]


def test_what_is_said_behind_a_dialog_is_told_when_it_has_closed(
    window: Window, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The focus that comes back into the window would cut it off."""
    monkeypatch.setattr(window.message, "isActiveWindow", lambda: False)
    window.say("Bewaard: page.pdf")
    assert heard == []
    monkeypatch.setattr(window.message, "isActiveWindow", lambda: True)
    window.windowHandle().activeChanged.emit()
    settle(window)
    assert heard == ["Bewaard: page.pdf"]
    window.windowHandle().activeChanged.emit()
    settle(window)
    assert len(heard) == 1
