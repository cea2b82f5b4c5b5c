"""What is asked for in a window of its own is of the patient and meeting it was asked for, and of no other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTranslator
from PySide6.QtGui import QInputMethod, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTreeView,
)

from mdo_viewer.desktop.files import file_dialog, page_export
from mdo_viewer.desktop.files.kept import copy_of
from mdo_viewer.desktop.idle import IDLE
from mdo_viewer.desktop.qt_words import speak
from mdo_viewer.desktop.sheets.list_sheet import ListSheet
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from tests.desktop.files.test_meeting import begin
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle
from tests.help.windows import Windows

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


def dialogs(window: Window) -> list[QFileDialog]:
    return [each for each in window.findChildren(QFileDialog) if each.isVisible()]


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_behind_a_dialog_the_room_changes_no_patient(window: Window, key: Qt.Key) -> None:
    keys(window, "F5", "Ctrl+E")
    (dialog,) = dialogs(window)
    before = window.session.state
    view = window.projector.view
    assert view is not None
    for button in window.top.findChildren(Button):
        button.setFocus()
        view.activateWindow()
        QTest.keyClick(view, key)
    assert window.session.state == before
    assert dialog.isVisible()
    dialog.reject()
    QApplication.processEvents()
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert window.session.state.current == 1


def test_with_another_patient_in_sight_the_dialog_is_gone(window: Window) -> None:
    keys(window, "Ctrl+E")
    assert len(dialogs(window)) == 1
    window.session.go_tree("indicatie")
    assert len(dialogs(window)) == 1  # of the same patient still
    window.session.go_case(1)
    assert dialogs(window) == []


def test_the_page_is_that_of_the_patient_it_was_asked_for(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a system's own dialog does that is told to go."""
    made: list[list[str]] = []

    def page(_pack: object, cases: object, *_arguments: object, **_options: object) -> bytes:
        made.append([case.case for case in cases])  # type: ignore[attr-defined]
        return b"a page"

    monkeypatch.setattr(page_export, "page", page)
    keys(window, "Ctrl+E")
    (dialog,) = dialogs(window)
    window.session.go_case(1)
    dialog.fileSelected.emit(str(tmp_path / "MDO_2026-11-22_MDO-0001.pdf"))
    assert made == [["MDO-0001"]]


def test_a_second_meeting_of_a_day_is_proposed_under_a_name_that_no_file_has(window: Window, path: Path) -> None:
    begin(window, path)
    for name in ("MDO_2026-11-22.mdo", "MDO_2026-11-22-2.mdo", "MDO_2026-11-22-3.mdo"):
        window.call("meeting:new")()
        (dialog,) = dialogs(window)
        assert [Path(each) for each in dialog.selectedFiles()] == [path.with_name(name)]
        dialog.reject()
        settle(window)
        path.with_name(name).write_bytes(b"a meeting")


@pytest.mark.parametrize("asked", ["page", "meeting", "list", "over", "elsewhere"])
def test_a_lock_closes_what_is_asked_for(window: Window, path: Path, asked: str) -> None:
    begin(window, path)
    if asked == "page":
        keys(window, "Ctrl+E")
    elif asked == "meeting":
        window.meeting_export.start("all")
    elif asked == "list":
        window.call("list")()
        sheet = window.sheets.get("list")
        assert isinstance(sheet, ListSheet)
        sheet.ask_list()
    elif asked == "over":
        window.call("over")()
        Desk(window).click("Bestand kiezen…")
    else:
        keys(window, "Ctrl+S")
        Desk(window).click("Elders bewaren…")
    assert len(dialogs(window)) == 1
    start = window.now()
    window.now = lambda: start + 2 * IDLE
    window.tick()
    assert not window.meeting.is_kept()
    assert dialogs(window) == []


def test_the_keys_of_the_lock_act_in_a_dialog_for_files_too(window: Window, path: Path) -> None:
    begin(window, path)
    window.press("Ctrl+E")()
    (asked,) = dialogs(window)
    locks = [each for each in asked.findChildren(QShortcut) if each.key() == QKeySequence("Ctrl+Shift+L")]
    assert len(locks) == 1
    locks[0].activated.emit()
    settle(window)
    assert window.sheets.wall == "locked"
    assert not dialogs(window)


def test_pages_of_another_meeting_go_to_no_folder_unasked(window: Window, path: Path, tmp_path: Path) -> None:
    begin(window, path)
    window.page_export.folder = tmp_path
    assert window.page_export.folder == tmp_path
    begin(window, path.with_name("woensdag.mdo"))
    assert window.page_export.folder is None


def test_the_question_of_closing_is_of_the_meeting_in_sight(window: Window) -> None:
    window.session.answer("pijn", True)
    window.close()
    assert window.place == "leave"
    window.meeting.begin_example()
    assert window.sheets.shown is None
    assert window.isVisible()


# --- the keyboard between two patients


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp])
@pytest.mark.parametrize("where", ["laptop", "room"])
def test_a_digit_key_without_its_lock_changes_no_patient(window: Window, key: Qt.Key, where: str) -> None:
    """3 and 9 of the keypad are these keys while Num Lock is off."""
    window.session.go_case(1)
    settle(window)
    if where == "room":
        keys(window, "F5")
    target = window.projector.view if where == "room" else QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, Qt.KeyboardModifier.KeypadModifier)
    assert window.session.state.current == 1
    QTest.keyClick(target, key)
    assert window.session.state.current == (2 if key == Qt.Key.Key_PageDown else 0)


def test_the_keypad_does_not_black_the_room_but_answers(window: Window) -> None:
    keys(window, "F5")
    view = window.projector.view
    assert view is not None
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
        QTest.keyClick(view, key, Qt.KeyboardModifier.KeypadModifier)
        assert not window.projector.beam.black
    before = window.session.state.case
    QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    assert window.session.state.case != before


def test_a_word_that_is_being_composed_is_of_the_patient_it_was_typed_for(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.call("agreements")()
    settle(window)
    (field,) = [each for each in window.findChildren(QPlainTextEdit) if each.accessibleName() == "Opmerkingen"]
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("まだ", []))

    def commit(_method: QInputMethod) -> None:
        """As the system's input method does."""
        event = QInputMethodEvent()
        event.setCommitString("まだ")
        QApplication.sendEvent(field, event)

    monkeypatch.setattr(QInputMethod, "commit", commit)
    window.session.go_case(1)
    cases = window.session.state.cases
    assert cases[0].notes is not None
    assert cases[0].notes.endswith("まだ")
    assert "まだ" not in (cases[1].notes or "")


# --- the words of Qt's own dialogs and menus


def texts_of(dialog: QFileDialog) -> list[str]:
    """All that the dialog says itself: labels, buttons, tips and the heads of columns."""
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    buttons = [button.text() or button.toolTip() for button in dialog.findChildren(QAbstractButton)]
    (files,) = dialog.findChildren(QTreeView)
    heads = [files.model().headerData(at, Qt.Orientation.Horizontal) for at in range(4) if not files.isColumnHidden(at)]
    said = [text.replace("&", "") for text in (*labels, *buttons, *heads)]
    return [text for text in said if text and "/" not in text]


SAVING = {
    "nl": ["Zoeken in:", "Bestandsnaam:", "Bestanden van type:", "Terug", "Verder", "Hogere map", "Nieuwe map aanmaken",
           "Lijstweergave", "Detailweergave", "Opslaan", "Annuleren", "Naam", "Grootte", "Datum gewijzigd"],
    "en": ["Look in:", "File name:", "Files of type:", "Back", "Forward", "Parent Directory", "Create New Folder",
           "List View", "Detail View", "Save", "Cancel", "Name", "Size", "Date Modified"],
}  # fmt: skip


def test_a_dialog_for_files_speaks_the_language_of_the_window(window: Window) -> None:
    """At once after another language was chosen, and there and back."""
    desk = Desk(window)
    for language in ("nl", "en", "nl"):
        if window.session.state.language != language:
            keys(window, "Ctrl+L")
        keys(window, "Ctrl+E")
        (dialog,) = dialogs(window)
        assert sorted(texts_of(dialog)) == sorted(SAVING[language])
        desk.leave_dialog()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)


def test_the_menu_of_a_field_speaks_the_language_of_the_window(window: Window) -> None:
    said = []
    for _language in ("nl", "en"):
        line = QLineEdit("T8", window)
        menu = line.createStandardContextMenu()
        said.append({action.text().partition("\t")[0].replace("&", "") for action in menu.actions()} - {""})
        menu.deleteLater()
        line.deleteLater()
        keys(window, "Ctrl+L")
    assert {"Kopiëren", "Plakken", "Alles selecteren"} <= said[0]
    assert {"Copy", "Paste", "Select All"} <= said[1]


def test_qt_speaks_once_whatever_windows_were_opened(window: Window) -> None:
    """Each window lets Qt speak its language; what spoke before is gone."""
    speak("nl")
    speak("nl")
    assert [each.objectName() for each in theme.application().findChildren(QTranslator)] == ["qtbase_nl"]
    speak("en")
    assert theme.application().findChildren(QTranslator) == []
    assert QCoreApplication.translate("QFileDialog", "&Save") == "&Save"
    speak("nl")
    assert QCoreApplication.translate("QFileDialog", "&Save") == "Op&slaan"


# --- what a dialog writes


@pytest.mark.parametrize("stood", [{}, {"lastVisited": "file:///C:/others", "history": ["a", "b"], "viewMode": "List"}])
def test_on_windows_no_folder_that_was_visited_is_left_in_the_registry(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: Windows, stood: dict[str, object]
) -> None:
    """Other programs made with Qt write there too, and keep what is theirs."""
    registry = str(tmp_path / "registry.ini")

    def visited() -> QSettings:
        return QSettings(registry, QSettings.Format.IniFormat)

    def content() -> dict[str, object]:
        return {key: visited().value(key) for key in visited().allKeys()}

    for key, value in stood.items():
        visited().setValue(key, value)
    monkeypatch.setattr(file_dialog, "visited", visited)
    keys(window, "Ctrl+E")
    (dialog,) = dialogs(window)
    for key in ("lastVisited", "history", "qtVersion"):  # as Qt does while a dialog goes
        visited().setValue(key, "file:///C:/Jansen")
    assert content() != stood
    dialog.reject()
    settle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert content() == stood
    assert "Jansen" not in Path(registry).read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system, whatever the variables say")
@pytest.mark.parametrize("there", [True, False])
def test_a_dialog_begins_where_the_users_documents_are(window: Window, there: bool) -> None:
    """On Windows nobody keeps anything in the home folder itself."""
    documents = Path.home() / "Documents"
    if there:
        documents.mkdir()
    begins = documents if there else Path.home()
    try:
        keys(window, "Ctrl+E")
        (dialog,) = dialogs(window)
        assert Path(dialog.directory().absolutePath()) == begins
        assert copy_of(Path("/share/dinsdag.mdo")) == begins / "dinsdag-2.mdo"
        dialog.reject()
        settle(window)
    finally:
        if there:
            documents.rmdir()
