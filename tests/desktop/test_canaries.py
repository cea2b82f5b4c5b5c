"""Five hundred words typed as patient data: they stand in the meeting's sealed file and in chosen exports, nowhere
else."""

from __future__ import annotations

import base64
import csv
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import QMimeData, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files import kept as keeping
from mdo_viewer.desktop.files.clipboard import Clipboard
from mdo_viewer.desktop.files.own_folder import settings_file
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import Settings, load, save
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.case import WHOLE_CASE, Action, Attendee
from mdo_viewer.meeting.example import PACK, example_cases
from tests.help.canaries import Canaries, Watch, own_places
from tests.help.counting import collect
from tests.help.desk import Desk
from tests.help.desktop_help import NOW, close, keys, settle, type_text

WORDS = 560
#: Patients of the list that is read.
LISTED = 38


pytestmark = pytest.mark.usefixtures("cheap_key")


@dataclass
class Room:
    """A window as the program makes it, in a home of its own, and who watches."""

    window: Window
    watch: Watch
    canaries: Canaries
    meeting: Path
    exports: Path
    lists: Path


@pytest.fixture
def room(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Room]:
    folders = own_places(tmp_path, monkeypatch)
    meeting, exports, lists = (tmp_path / name for name in ("meeting", "exports", "lists"))
    for made in (meeting, exports, lists):
        made.mkdir()
    canaries = Canaries(WORDS)
    QGuiApplication.clipboard().clear()
    watch = Watch(canaries, folders, (exports, lists), lambda: "".join(capfd.readouterr()), monkeypatch)
    window = opened()
    yield Room(window, watch, canaries, meeting / "dinsdag.mdo", exports, lists)
    close(window)
    watch.stop()
    QGuiApplication.clipboard().clear()


def opened() -> Window:
    """As the program starts, with settings that are read and kept."""
    from mdo_viewer.desktop.widgets import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app)
    pack, file = load_pack(PACK), settings_file()
    made = Window(Session(pack, example_cases(pack)), lambda: NOW, load(file), partial(save, file))
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    settle(made)
    return made


# --- what a user does


def choose(window: Window, path: Path) -> None:
    """Name a file in the dialog that is open, and press Enter there."""
    (dialog,) = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)
    window.activateWindow()  # as a window system does when a dialog goes
    settle(window)
    assert not dialog.isVisible()


def type_into(field: QWidget, text: str) -> None:
    """At the end of what stands there, key by key."""
    field.setFocus()
    for sign in text:
        QTest.keyClick(field, Qt.Key.Key_Return) if sign == "\n" else QTest.keyClicks(field, sign)
    QApplication.processEvents()


def begin(room: Room, password: str) -> None:
    window = room.window
    keys(window, "Ctrl+S")
    Desk(window).click("Nieuwe vergadering…")
    choose(window, room.meeting)
    twice(window, password)
    assert window.autosave.path == room.meeting


def twice(window: Window, password: str) -> None:
    type_text(window, password)
    keys(window, "Tab")
    type_text(window, password)
    keys(window, "Return")
    Desk(window).wait()


def unlock(window: Window, password: str) -> None:
    type_text(window, password)
    keys(window, "Return")
    Desk(window).wait()


def read_a_list(room: Room) -> list[str]:
    """Patients from a list that is checked first: one key looks like a name and is used all the same. The column of
    names, which is not taken, and a cell that is not mended give the words that may stand nowhere at all."""
    path = room.lists / "lijst.csv"
    names = write_a_list(room, path)
    keys(room.window, "M")
    for words in ("Lijst inlezen…", "Lijst kiezen…"):
        Desk(room.window).click(words)
    choose(room.window, path)
    Desk(room.window).click("Toch gebruiken")
    page = room.window.session.state.reading
    assert page is not None
    assert [page.text(cell) for cell in page.doubtful] == [names[-1]]
    keys(room.window, "Ctrl+Return")
    assert len(room.window.session.state.cases) == LISTED + 1  # the new meeting's own patient, untouched, went
    return names


def write_a_list(room: Room, path: Path) -> list[str]:
    """As somebody outside made it; what of it may not be taken."""
    next_word, names = room.canaries.next, []
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(["kenmerk", "vraag", "hoofdbehandelaar", "opmerkingen", "naam", "asia_score"])
        for at in range(LISTED):
            names.append(next_word())
            key = next_word() if at == 0 else f"{next_word()}{at}"
            rows.writerow([key, next_word(), next_word(), next_word(), names[-1], "E"])
        names.append(next_word())
        rows.writerow([f"{next_word()}{LISTED}", "", "", "", "", names[-1]])
    return names


def write_the_agenda(room: Room) -> None:
    """The meeting, and the key and question of its first patient, by the keyboard."""
    sheet, word = Desk(room.window).agenda, room.canaries.next
    sheet.list.setCurrentRow(0)
    put_into(sheet.day.line, word())  # no day: it is told, and not taken
    for field, text in (
        (sheet.kind.line, word()),
        (sheet.chair.line, word()),
        (sheet.attendees.text, f"{word()}: {word()}\n{word()}"),
        (sheet.question.line, word()),
    ):
        type_into(field, text)
    key = room.canaries.next()
    sheet.key.line.selectAll()
    type_into(sheet.key.line, key)
    keys(room.window, "Tab")
    Desk(room.window).click("Toch gebruiken")
    keys(room.window, "Escape")
    assert room.window.session.state.cases[0].case == key


def put_into(field: QLineEdit, text: str) -> None:
    """A word in a field of days and times, into which no key brings one."""
    field.setFocus()
    field.setText(text)
    field.setModified(True)


def write_the_agreements(room: Room) -> None:
    """Every field of the form of agreements."""
    window, word = room.window, room.canaries.next
    keys(window, "P")
    settle(window)
    for _turn in range(2):  # a second action stands in a row that comes with the first
        row = window.right.agreements.rows[-1]
        for line in (row.what, row.who):
            type_into(line, word())
        put_into(row.before, word())  # no moment
    fields = [
        field
        for kind in (QLineEdit, QPlainTextEdit)
        for field in window.right.agreements.findChildren(kind)
        if field.isVisible() and not any(row.isAncestorOf(field) for row in window.right.agreements.rows)
    ]
    assert len(fields) == 6
    for field in fields:
        type_into(field, word())
    keys(window, "Escape")
    case = window.session.state.case
    assert len(case.actions) == 2
    assert None not in (case.lead_physician, case.preferences, case.rediscuss, case.notes)
    assert case.attendees
    assert case.alternatives


def confirm_a_doubt(room: Room) -> None:
    """Answers that fit badly together are so, says a role that is typed."""
    window, word = room.window, room.canaries.next()
    for fact, value in (("asia_score", "B"), ("kan_zelfstandig_lopen", True)):
        window.session.answer(fact, value)
    settle(window)
    keys(window, "D")
    (field,) = [each for each in window.advice.findChildren(QLineEdit)
                if each.isVisible() and each.accessibleName() == "Een andere rol"]  # fmt: skip
    type_into(field, word)
    keys(window, "Return", "Return")
    assert [each.by for each in window.session.state.case.confirmed] == [word]


def write_decisions(room: Room) -> None:
    """One on the tree and one on the case as a whole, and one that is only half written."""
    window, word = room.window, room.canaries.next
    for pressed in ("A", "Shift+A"):
        keys(window, pressed, "Alt+1")
        type_into(window.right.decision.text.text, word())
        window.right.decision.record.click()
    assert len(window.session.state.case.decisions) == 2
    window.session.go_tree("indicatie")
    keys(window, "A", "Alt+2")
    type_into(window.right.decision.text.text, word())
    keys(window, "Escape")
    assert window.session.half_written()


def type_what_is_refused(room: Room) -> None:
    """In a field for a number, in one for a moment, and in the search: none of it is taken, and some is told."""
    window, word = room.window, room.canaries.next
    window.focus_fact("levensverwachting_maanden")
    type_text(window, word())
    keys(window, "Return", "Escape")
    for field in window.advice.findChildren(QLineEdit):
        if field.isVisible():
            type_into(field, word())
            keys(window, "Return")
    window.graph.focus()
    keys(window, "Ctrl+F")
    type_text(window, word())
    keys(window, "Return", "Escape")


def fill_in_the_others(room: Room) -> None:
    """The patients of the list, by the session."""
    session, word = room.window.session, room.canaries.next
    for at in range(1, LISTED + 1):
        session.go_case(at)
        session.start_decision("deviate", None, about=WHOLE_CASE)
        session.change_draft(reason_code="other", reason=word(), text=word())
        session.record()
        session.edit(preferences=word())
        session.edit(actions=(Action(word(), word()),))
        session.edit(alternatives=(word(),))
        session.edit(attendees=(Attendee(word()),))
        session.edit(rediscuss=word())


def walk_about(window: Window) -> None:
    """Between patients and trees, back and forth in the history, with the room looking on."""
    keys(window, "F5")
    window.projector.skip_pause()
    keys(window, "PgUp", "PgUp", "PgDown", "]", "[", "Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Y", "H", "L", "G", "F", "F")
    window.change_settings(projector_key=True, scheme="dark")
    window.projector.skip_pause()
    keys(
        window,
        "B",
        "B",
        "Ctrl+L",
        "Ctrl+L",
        "E",
        "M",
        "Escape",
        "Ctrl++",
        "Ctrl+0",
        "?",
        "Escape",
        "Shift+F5",
        "Escape",
    )
    window.change_settings(scheme="light")
    settle(window)


def copy_and_clear(room: Room) -> str:
    """The page by one key and the whole meeting by its button; half a minute later both are gone."""
    window, copied = room.window, []
    window.session.go_case(0)
    keys(window, "Ctrl+Shift+C")
    copied.append(QGuiApplication.clipboard().text())
    window.clipboard._timer.timeout.emit()  # half a minute later
    keys(window, "E")
    Desk(window).click("Hele verslag als tekst kopiëren")
    copied.append(QGuiApplication.clipboard().text())
    assert ("clipboard", "plain") in room.watch.leaks()
    window.clipboard._timer.timeout.emit()  # half a minute later
    keys(window, "Escape")
    return "\n".join(copied)


def export(room: Room) -> None:
    """The whole meeting in every form and two pages by one key, into the folder that is asked for once; before that
    the page is asked for and not made."""
    window = room.window
    keys(window, "Ctrl+E")
    (dialog,) = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    dialog.reject()
    window.activateWindow()
    settle(window)
    keys(window, "E")
    json = "Gegevens bewaren als JSON"
    for words in (json, "Hele verslag als PDF", "Lijst van acties en termijnen als PDF"):
        Desk(window).click(words)
        if words == json:
            choose(window, room.exports / "vergadering.json")
        while window.meeting_export.busy:
            QApplication.processEvents()
    window.meeting_export.wait()
    keys(window, "Escape", "Ctrl+E", "PgDown", "Ctrl+E")
    assert len(list(room.exports.iterdir())) == 5


def fail(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures of the program that quote what was typed, in a button, in Qt's own calls and in a save."""
    window, word = room.window, room.canaries.next

    def broken() -> None:
        try:
            int(word())
        except ValueError as problem:
            problem.add_note(word())
            raise KeyError(word()) from problem

    with monkeypatch.context() as patched:
        patched.setattr(window.sheets, "open", lambda _name: broken())
        window.status.about.click()
    assert "KeyError" in window.message.label.text()
    try:
        broken()
    except KeyError as problem:
        window.door.hook(type(problem), problem, problem.__traceback__)
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "seal", lambda *_arguments: broken())
        window.session.edit(notes=word())
        window.autosave._save()  # as its timer does
        Desk(window).wait()
    assert window.autosave.flush()


def pdf_text(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        return ""
    return subprocess.run([program, str(path), "-"], capture_output=True, check=True).stdout.decode()


# --- the proof


def words_in(room: Room, content: bytes | str) -> set[str]:
    return {word for word, _way in room.canaries.found(content)}


def test_nothing_of_a_patient_is_left_but_in_the_sealed_file_and_the_exports(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, watch = room.window, room.watch
    watch.written.clear()  # the files in which the output of a test is caught
    password, other = room.canaries.next(), room.canaries.next()
    begin(room, password)
    names = read_a_list(room)
    write_the_agenda(room)
    window.session.go_case(0)
    write_the_agreements(room)
    confirm_a_doubt(room)
    write_decisions(room)
    type_what_is_refused(room)
    fill_in_the_others(room)
    held = words_in(room, repr(window.session.state.document))
    walk_about(window)
    copied = copy_and_clear(room)
    export(room)
    fail(room, monkeypatch)
    assert len(room.canaries.given) >= 500
    document = window.session.state.document
    lock(room, "AgendaList", "PlainLabel", "QLineEdit", "Lines")
    assert watch.leaks() == set()
    assert watch.left_in_widgets(histories=True) == set()
    assert window.findChildren(QFileDialog) == []
    unlock(window, other)  # refused
    assert not window.meeting.is_kept()
    unlock(window, password)  # what was refused is selected
    assert window.session.state.document == document
    keys(window, "Ctrl+S")
    Desk(window).click("Ander wachtwoord…")
    twice(window, other)
    window.session.edit(notes=room.canaries.next())
    window.close()
    Desk(window).click("Sluit zonder dit in te voeren")  # what stands in the days of actions is none
    collect()
    assert watch.leaks() == set()
    files_are_as_they_should(room)
    exports_are_found(room, held, copied, {password, other, *names})


def lock(room: Room, *holders: str) -> None:
    """From then on nothing of a patient may be in the window; until then these kinds of widgets hold something."""
    keys(room.window, "M", "Escape", "E", "Escape", "P", "Escape")
    holding = {where for where, _word in room.watch.left_in_widgets()}
    assert set(holders) <= holding
    keys(room.window, "Ctrl+Shift+L")
    settle(room.window)
    collect()
    assert not room.window.meeting.is_kept()
    assert room.window.place == "locked"


def files_are_as_they_should(room: Room) -> None:
    """The meeting with its earlier versions, the settings, and what the user asked for: no other file was even
    opened."""
    folder, settings = room.meeting.parent, settings_file()
    assert {path.name for path in folder.iterdir()} == {f"dinsdag.mdo{number}" for number in ("", ".1", ".2")}
    assert [path.name for path in settings.parent.iterdir()] == [settings.name]
    assert load(settings) == Settings(scheme="light", projector_key=True, language="nl", recent=(str(room.meeting),))
    folders = {path.parent for path in room.watch.written if path != Path(os.devnull)}
    assert folders == {folder, settings.parent, room.exports, room.lists}
    assert sorted(path.name for path in room.lists.iterdir()) == ["lijst.csv"]


def exports_are_found(room: Room, held: set[str], copied: str, nowhere: set[str]) -> None:
    """All that the meeting holds is in what was asked for, so that the search can find; passwords and the names of the
    list are not. In the name of a file stands no more than the key that was given to the patient."""
    assert len(held) > 450
    assert held <= words_in(room, copied)
    found = words_in(room, copied)
    keys_given = words_in(room, " ".join(case.case for case in room.window.session.state.cases))
    for path in room.exports.iterdir():
        assert words_in(room, path.name) <= keys_given
        words = words_in(room, path.read_bytes())
        if path.suffix == ".json":
            assert held <= words
        elif shutil.which("pdftotext") is not None:
            words |= words_in(room, pdf_text(path))
            assert words & held
        found |= words
    assert not nowhere & found


# --- it can fail

Plant = Callable[[Room, str], object]


def into_a_log(_room: Room, word: str) -> None:
    logging.getLogger("some.library").debug("read %s", word)


def into_the_log_of_a_failure(_room: Room, word: str) -> None:
    try:
        raise ValueError(word)
    except ValueError:
        logging.getLogger("some.library").exception("failed")


def into_the_output(_room: Room, word: str) -> None:
    sys.stdout.write(word)


def into_the_output_below_python(_room: Room, word: str) -> None:
    os.write(2, word.encode("utf-16-le"))


def into_what_a_failure_says(room: Room, word: str) -> None:
    """As failures were told once."""

    def tell(problem: BaseException) -> None:
        traceback.print_exception(problem, file=sys.stderr)

    def broken() -> None:
        raise ValueError(word)

    room.window.door.tell = tell  # type: ignore[method-assign]
    room.window.door.run(broken)


def into_a_title(room: Room, word: str) -> None:
    """For a moment only."""
    before = room.window.windowTitle()
    room.window.setWindowTitle(f"{before} {word}")
    room.window.setWindowTitle(before)


def into_the_title_of_a_dialog(room: Room, word: str) -> None:
    dialog = QWidget(room.window, Qt.WindowType.Dialog)
    dialog.setWindowTitle(word)
    dialog.show()
    dialog.deleteLater()


def into_a_temporary_file(_room: Room, word: str) -> None:
    with tempfile.NamedTemporaryFile("w", delete=False, encoding="utf-8") as file:
        file.write(word)


def into_the_name_of_a_file(_room: Room, word: str) -> None:
    Path(f"MDO-{word}.tmp").touch()


def into_the_name_of_a_file_that_goes_at_once(_room: Room, word: str) -> None:
    path = Path(tempfile.gettempdir()) / word
    path.write_bytes(b"")
    path.unlink()


def beside_the_meeting(room: Room, word: str) -> None:
    room.meeting.with_name(".dinsdag.mdo.1234.part").write_text(json.dumps({"notes": word}), "utf-8")


def into_the_settings(_room: Room, word: str) -> None:
    save(settings_file(), Settings(projector_screen=word))


def into_the_settings_of_qt(_room: Room, word: str) -> None:
    settings = QSettings(str(Path.home() / ".config" / "QtProject.conf"), QSettings.Format.IniFormat)
    settings.setValue("FileDialog/lastVisited", f"file:///home/{word}")
    settings.sync()


def onto_the_clipboard(_room: Room, word: str) -> None:
    QGuiApplication.clipboard().setText(word)


def onto_the_clipboard_as_something_else(_room: Room, word: str) -> None:
    content = QMimeData()
    content.setHtml(f"<b>{word}</b>")
    QGuiApplication.clipboard().setMimeData(content)


@pytest.mark.parametrize(
    ("plant", "where"),
    [
        (into_a_log, "log"),
        (into_the_log_of_a_failure, "log"),
        (into_the_output, "output"),
        (into_the_output_below_python, "output"),
        (into_what_a_failure_says, "output"),
        (into_a_title, "title"),
        (into_the_title_of_a_dialog, "title"),
        (into_a_temporary_file, "file tmp"),
        (into_the_name_of_a_file, "file name"),
        (into_the_name_of_a_file_that_goes_at_once, "written name"),
        (beside_the_meeting, "file .dinsdag.mdo"),
        (into_the_settings, "file settings.json"),
        (into_the_settings_of_qt, "file QtProject.conf"),
        (onto_the_clipboard, "clipboard"),
        (onto_the_clipboard_as_something_else, "clipboard"),
    ],
)
def test_the_watch_finds_what_is_put(plant: Plant, where: str, room: Room) -> None:
    assert room.watch.leaks() == set()
    plant(room, room.canaries.next())
    assert [place for place, _way in room.watch.leaks() if place.startswith(where)]


def test_every_way_of_writing_is_read_wherever_it_begins() -> None:
    canaries = Canaries(WORDS)
    for at, word in enumerate(canaries.words):
        data = word.encode()
        packed = base64.urlsafe_b64encode if at % 2 else base64.b64encode
        ways: tuple[tuple[bytes, str], ...] = (
            (data, "plain"),
            (data.upper(), "plain"),
            (word.encode("utf-16-le"), "UTF-16"),
            (word.encode("utf-16-be"), "UTF-16"),
            (data.hex().encode(), "hex"),
            (data.hex().upper().encode(), "hex"),
            ("".join(f"%{sign:02x}" for sign in data).encode(), "percent"),
            (quote(f"é{word[:8]}").encode() + "".join(f"%{sign:02X}" for sign in data[8:]).encode(), "percent"),
            *((packed(b"." * before + data + b".." * 9), "base64") for before in range(3)),
            *((b"=" * before + b"Q" * before + packed(data + b"!"), "base64") for before in range(4)),
            (packed(word.encode("utf-16-le")), "base64"),
        )
        for written, way in ways:
            assert (word, way) in canaries.found(b"<" + written + b">"), written
    assert canaries.found(b"zq" + b"a" * 14) == set()
    assert len(canaries.words) == WORDS


def leave_a_tip(room: Room, word: str) -> None:
    room.window.top.setToolTip(word)


def leave_a_name_for_readers(room: Room, word: str) -> None:
    room.window.graph.setAccessibleDescription(word)


def leave_a_hidden_text(room: Room, word: str) -> None:
    QPushButton(word, room.window).hide()


def leave_a_row(room: Room, word: str) -> None:
    rows = QListWidget(room.window)
    rows.addItem("nothing")
    rows.item(0).setData(Qt.ItemDataRole.UserRole, (word,))


def leave_a_history(room: Room, word: str) -> None:
    """What was typed and wiped comes back with Ctrl+Z."""
    for field in (QLineEdit(room.window), QPlainTextEdit(room.window)):
        QTest.keyClicks(field, word)
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)


def leave_a_property(room: Room, word: str) -> None:
    room.window.status.setProperty("do", f"fact:{word}")


def leave_something_painted(room: Room, word: str) -> None:
    item = next(iter(room.window.graph.view.boxes.values()))
    item.setToolTip(word)


@pytest.mark.parametrize(
    "leave",
    [
        leave_a_tip,
        leave_a_name_for_readers,
        leave_a_hidden_text,
        leave_a_row,
        leave_a_history,
        leave_a_property,
        leave_something_painted,
    ],
)
def test_the_walk_over_the_widgets_finds_what_is_left(leave: Plant, room: Room) -> None:
    assert room.watch.left_in_widgets(histories=True) == set()
    word = room.canaries.next()
    leave(room, word)
    assert {left for _where, left in room.watch.left_in_widgets(histories=True)} == {word}


def test_forms_that_are_kept_over_the_lock_are_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(room, room.canaries.next())
    write_the_agreements(room)
    monkeypatch.setattr(room.window.meeting, "_rebuild", lambda: None)  # what the lock asks for
    lock(room, "Lines")
    assert room.watch.left_in_widgets(histories=True)


def test_a_page_that_stays_on_the_clipboard_over_the_lock_is_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(room, room.canaries.next())
    write_the_agreements(room)
    keys(room.window, "Ctrl+Shift+C")
    monkeypatch.setattr(Clipboard, "clear", lambda _self: None)
    lock(room, "Lines")
    assert room.watch.leaks() == {("clipboard", "plain")}
