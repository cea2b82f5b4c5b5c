"""Hidden forms and sheets hold nothing of a patient who is not in view: assistive technology reads them too."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import keys, settle, type_text


def held(window: Window) -> Iterator[str]:
    """All texts that widgets hold, hidden ones too."""
    for label in window.findChildren(QLabel):
        yield f"{label.text()} {label.toolTip()} {label.accessibleName()}"
    for line in window.findChildren(QLineEdit):
        yield f"{line.text()} {line.toolTip()}"
    for text in window.findChildren(QPlainTextEdit):
        yield text.toPlainText()


def gone(window: Window, word: str) -> bool:
    """Whether no widget holds a word any more, once what is dropped has gone."""
    settle(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return not any(word in text for text in held(window))


def test_agreements_and_the_sheet_of_a_patient_are_left_with_the_patient(window: Window) -> None:
    keys(window, "Q")
    type_text(window, "kanarie een")
    keys(window, "Ctrl+Return", "P")
    type_text(window, "kanarie twee")
    assert not gone(window, "kanarie twee")
    keys(window, "Escape", "PgDown")
    assert gone(window, "kanarie een")
    assert gone(window, "kanarie twee")


def test_a_recorded_decision_is_left_with_the_patient(window: Window) -> None:
    keys(window, "PgDown", "W")
    type_text(window, "kanarie drie")
    keys(window, "Ctrl+Return")
    assert not gone(window, "kanarie drie")
    keys(window, "PgUp")
    assert gone(window, "kanarie drie")
    keys(window, "PgDown")
    assert not gone(window, "kanarie drie")
