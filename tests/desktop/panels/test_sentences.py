"""Two thousand Dutch sentences, typed into every form and sheet from everything that takes the keyboard there: they are
text where they stand in a text, and nothing at all elsewhere. No command runs, and nothing but that text changes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import window as window_module
from mdo_viewer.desktop.state.commands import Bound, meant
from mdo_viewer.desktop.state.desk import Place
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.widgets.form import LONGEST_LINE
from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.document import About, Document
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from tests.help.desktop_help import close, make_window, settle

#: How many sentences are typed in all, and how many in each of the places below.
ALL: Final = 2000
#: The fields of a case that are texts of the forms and sheets.
TEXTS: Final[dict[str, Any]] = {
    "actions": (), "lead_physician": None, "attendees": (), "alternatives": (), "preferences": None,
    "rediscuss": None, "notes": None, "question": None, "case": "", "site": None, "courses": (), "operations": (),
    "steroids": (), "details": {},
}  # fmt: skip
#: What is pressed by this is shown on the sheet: what Enter gives is no text there.
LINE: Final = (QLineEdit,)


def words() -> list[str]:
    """The words of the pack's facts and questions, as a resident types them."""
    pack = load_pack(PACK)
    said = [fact.label("nl") for fact in pack.facts] + [tree.title("nl") for tree in pack.trees]
    found = {word.strip(".,:;()?") for text in said for word in text.split()}
    return sorted(word for word in found if word.isascii() and word.isalpha() and 1 < len(word) < 6)


def sentences(seed: str, count: int, *, lines: bool) -> Iterator[str]:
    """So many sentences: words, digits, capitals, signs, and with `lines` an Enter within."""
    rng, known = random.Random(seed), words()
    for _ in range(count):
        parts = [rng.choice(known), rng.choice(("2", "1x8", "T10", "0")), rng.choice(known)][rng.choice((0, 0, 1)) :]
        rng.shuffle(parts)
        if rng.random() < 0.3:
            parts[0] = parts[0].capitalize()
        between = "\n" if lines and rng.random() < 0.3 else rng.choice((" ", " ", ", ", "; "))
        yield f"{' '.join(parts[:-1])}{between}{parts[-1]}{rng.choice('.?!+-=]')}"


def strike(window: Window, text: str) -> None:
    """Keys as the system gives them to the window."""
    handle = window.windowHandle()
    assert handle is not None
    for sign in text:
        if sign == "\n":
            QTest.keyClick(handle, Qt.Key.Key_Return)
        elif sign.isupper():
            QTest.keyClick(handle, sign, Qt.KeyboardModifier.ShiftModifier)  # type: ignore[call-overload]
        else:
            QTest.keyClick(handle, sign)  # type: ignore[call-overload]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that keys ran, by name."""
    found: list[str] = []

    def spied(key: str, place: Place) -> Bound | None:
        command = meant(key, place)
        if command is not None:
            found.append(command.row.name)
        return command

    monkeypatch.setattr(window_module, "meant", spied)
    return found


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, fired: list[str]) -> Iterator[Window]:
    """The third patient at tree 9, not decided on. While one types a sentence no panel is shown anew, which takes most
    of the time; after it the form is."""
    made = make_window()
    made.session.go_case(2)
    made.session.go_tree("lv_lang")
    made.session.withdraw()
    settle(made)

    def look_only() -> None:
        made._look = Look(made.session.state, made.now(), made._look)  # private: instead of all panels

    def begin() -> None:
        settle(made)
        monkeypatch.setattr(made, "_show_all", look_only)

    made.begin = begin  # type: ignore[attr-defined]
    yield made
    monkeypatch.undo()
    close(made)


def _chosen(patient: Patient, texts: set[str]) -> Patient:
    """A patient without the facts that are texts."""
    return replace(patient, values={id: value for id, value in patient.values.items() if id not in texts})


def without_texts(state: State) -> tuple[object, ...]:
    """All that a state holds but for the texts of forms and sheets."""
    texts = {fact.id for fact in state.pack.facts_by_id.values() if fact.type == "text"}
    points = tuple(
        replace(point, case=replace(point.case, patient=_chosen(point.case.patient, texts), **TEXTS), answered=())
        for point in state.document.points
    )
    document: Document = replace(state.document, points=points, about=About(), former=())
    draft = state.draft and replace(state.draft, text=None, condition=None, reason=None)
    return document, replace(state, document=document, draft=draft)


def show_form(window: Window) -> None:
    """Show the form that is open as it is by now."""
    if window.session.state.draft is not None:
        window.right.decision.show_look(window.look)
    elif window.session.state.agreeing:
        window.right.agreements.show_look(window.look)


def typed_everywhere(
    window: Window, fired: list[str], part: Callable[[], QWidget], name: str, count: int, *, enters: bool = False
) -> set[str]:
    """Type so many sentences, from one stop of Tab after the other; what has the keyboard where text arrived."""
    before, place, sheet = without_texts(window.session.state), window.place, window.sheets.shown
    arrived: set[str] = set()
    found: list[QWidget] = []
    for sentence in sentences(name, count, lines=enters):
        found = found or [stop for stop in stops(part()) if stop.isEnabled()]
        stop = found.pop()
        if not stop.isVisible():
            continue
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        line = isinstance(stop, LINE) or not enters
        said = sentence.replace("\n", " ") if line else sentence
        strike(window, said)
        show_form(window)
        after = without_texts(window.session.state)
        assert after == before, (said, stop)
        assert (window.place, window.sheets.shown) == (place, sheet), (said, stop)
        focused = QApplication.focusWidget()
        if isinstance(focused, QPlainTextEdit):
            assert said in focused.toPlainText(), stop
            arrived.add(type(stop).__name__)
        elif isinstance(focused, QLineEdit):
            assert (
                focused.text().endswith(said[-1])
                or focused.maxLength() < LONGEST_LINE
                or focused.validator() is not None
            ), stop
            arrived.add(type(stop).__name__)
    assert [name for name in fired if name not in ("enter", "projector:black")] == []
    return arrived


@pytest.mark.parametrize("kind", ["follow", "follow_with_condition", "deviate", "own"])
def test_sentences_are_the_text_of_a_decision(window: Window, fired: list[str], kind: str) -> None:
    if kind == "own":
        window.session.clear("levensverwachting_maanden")
    window.call(f"decide:{'deviate' if kind == 'own' else kind}")()
    window.begin()  # type: ignore[attr-defined]
    form = window.right.decision
    arrived = typed_everywhere(window, fired, lambda: form, kind, 300, enters=True)
    assert arrived >= {"Lines", "Button"}, "from the buttons they came into the text"


def test_sentences_are_agreements(window: Window, fired: list[str]) -> None:
    window.call("agreements")()
    window.begin()  # type: ignore[attr-defined]
    form = window.right.agreements
    arrived = typed_everywhere(window, fired, lambda: form, "afspraken", 300, enters=True)
    assert arrived >= {"Lines", "QLineEdit", "Button"}
    case = window.session.state.case
    assert case.attendees
    assert case.notes
    assert case.actions


@pytest.mark.parametrize(("sheet", "count"), [("agenda", 120), ("patient", 150), ("places", 80), ("over", 50)])
def test_sentences_change_nothing_else_on_a_sheet(window: Window, fired: list[str], sheet: str, count: int) -> None:
    window.call(sheet)()
    window.begin()  # type: ignore[attr-defined]
    shown = window.sheets.shown
    assert shown is not None
    typed_everywhere(window, fired, lambda: shown, sheet, count)


def test_sentences_open_no_meeting(window: Window, fired: list[str], tmp_path: Path) -> None:
    window.ask_meeting(tmp_path / "dinsdag.mdo", "new")
    window.begin()  # type: ignore[attr-defined]
    shown = window.sheets.shown
    assert shown is not None
    typed_everywhere(window, fired, lambda: shown, "wachtwoord", 60)
    assert list(tmp_path.iterdir()) == []


def test_sentences_are_searched(window: Window, fired: list[str]) -> None:
    window.call("search")()
    window.begin()  # type: ignore[attr-defined]
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    before = without_texts(window.session.state)
    for sentence in sentences("zoeken", 40, lines=False):
        field.clear()
        strike(window, sentence)
        assert field.text() == sentence
        assert without_texts(window.session.state) == before
    assert fired == []


def test_they_are_two_thousand() -> None:
    assert sum((4 * 300, 300, 120, 150, 80, 50, 60, 40)) == ALL
