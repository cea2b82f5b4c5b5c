"""Boards as they go. Told in keys, as the person at the laptop presses them, and in what the room then sees.

Tuesday: twelve patients, and the projector fails at the fifth. A patient in a hurry, from nothing to the page. A slip
that is noticed two patients later. A guest who reads no Dutch, in a dark room. A guideline that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.projector import drive as projector_module
from mdo_viewer.desktop.projector.content import who_is
from mdo_viewer.desktop.projector.screens import Screen
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.doing import ITSELF
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case, write_case
from mdo_viewer.meeting.example import PACK, example_cases
from tests.help.desk import Desk
from tests.help.desktop_help import NOW, close, make_window, settle, type_text
from tests.help.reports_help import need, pages_of

LAPTOP = Screen("eDP-1", "LG", "Panel", "", (0, 0, 1366, 768), (1366, 768))
BEAMER = Screen("HDMI-1", "Epson", "EB-1", "X1", (1366, 0, 1920, 1080), (1920, 1080))


class Board(Desk):
    """The laptop, the screen in the room, and who sits there."""

    def __init__(self, window: Window, patch: pytest.MonkeyPatch) -> None:
        super().__init__(window)
        self.plugged = True
        projector = window.projector
        patch.setattr(projector, "screens", lambda: (LAPTOP, BEAMER) if self.plugged else (LAPTOP,))
        patch.setattr(projector, "laptop_screen", lambda: LAPTOP)

    def cable(self, *, plugged: bool) -> None:
        self.plugged = plugged
        self.window.projector.follow_screens()
        for _ in range(3):
            QApplication.processEvents()

    @property
    def room(self) -> str:
        """What the room reads; empty when there is nothing to see."""
        view = self.window.projector.view
        if view is None or not view.isVisible() or view.painted.page is None:
            return ""
        assert view.painted.who == who_is(self.window.session.state)
        page = view.painted.page
        drawn = () if page.picture is None else page.picture.boxes  # the advice is the end of the way
        return " ".join([*(words.text for words in page.words), *(run.text for box in drawn for run in box.runs)])

    def decided(self) -> bool:
        """Whether a decision on this tree is recorded."""
        return self.state.decision is not None


def twelve() -> tuple[Case, ...]:
    """The three examples over and over, as twelve patients of their own."""
    examples = example_cases(load_pack(PACK))
    return tuple(
        replace(examples[at % 3], case=f"MDO-{at + 1:04d}", decisions=(), title_example=False) for at in range(12)
    )


@pytest.fixture
def cases() -> tuple[Case, ...]:
    """The patients of the meeting; a test may have others."""
    return twelve()


@pytest.fixture
def board(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, cases: tuple[Case, ...]) -> Iterator[Board]:
    monkeypatch.setattr(projector_module, "HOLD", 0)
    monkeypatch.setattr(projector_module, "HOLD_START", 0)
    window = make_window(cases)
    yield Board(window, monkeypatch)
    window.change_settings(scheme="light", text_size=100)
    close(window)


def test_tuesday_the_projector_fails_at_the_fifth(board: Board) -> None:
    window = board.window

    # The cable is in. F5: the laptop names the screen, the room sees the first patient, without a name.
    board.press("F5")
    assert board.message == "De projectie komt op Beeld 2 – Epson EB-1: 1920×1080. F5 stopt."
    assert board.chip == "Projector: aan"
    assert "patiënt 1 van 12" in board.room
    assert "kenmerk verborgen" in board.room
    assert "MDO-0001" not in board.room

    # Patients two to four pass by; the third's urgent advice is decided in two keys and read back to the room.
    board.press("PgDown")
    assert "patiënt 2 van 12" in board.room
    board.press("PgDown")
    window.session.go_tree("tijd_tot_therapie")
    board.press("V", "Ctrl+Return")
    assert "SPOED" in board.room
    assert "Besluit: advies volgen" in board.room
    board.press("PgDown")
    assert "patiënt 4 van 12" in board.room
    assert "Besluit" not in board.room

    # At the fifth the projector fails. The laptop says so and goes on; nothing jumps onto it.
    board.press("PgDown")
    board.cable(plugged=False)
    assert board.room == ""
    assert board.chip == "Projector: scherm weg"
    assert board.message == "Het scherm van de projectie is weg. Komt het terug, dan komt de projectie terug."
    board.press("V", "Ctrl+Return")
    assert window.session.state.case.decisions[0].kind == "follow"

    # They discuss the sixth on the laptop; then the screen is back, with the sixth and nothing of the fifth.
    board.press("PgDown")
    board.cable(plugged=True)
    assert board.message == "De projectie is terug op Beeld 2 – Epson EB-1: 1920×1080."
    assert "patiënt 6 van 12" in board.room

    # At the seventh someone wants to look something up: frozen on tree 1, while the laptop walks to tree 9.
    board.press("PgDown", "F")
    window.session.go_tree("lv_lang")
    board.press("N")
    assert "1 Diagnostiek bij klinische verdenking" in board.room
    assert board.chip == "Projector: bevroren sinds 14:30 (boom 1), al 0:00"
    window.now = lambda: NOW + timedelta(seconds=70)
    window.projector.reminder.tick()
    assert "bevroren sinds 14:30" in board.message

    # They forget to unfreeze and go on: the room never sees the seventh under the name of the eighth.
    board.press("Escape", "PgDown")
    assert board.message == "Andere patiënt. De projector was bevroren en is nu leeg. F toont deze patiënt."
    assert "patiënt" not in board.room
    board.press("F")
    assert "patiënt 8 van 12" in board.room
    assert board.chip == "Projector: aan"

    # A nurse comes in: black, and back. The remote's dot does the same.
    board.press("B")
    assert board.room == ""
    assert board.chip == "Projector: zwart"
    board.press(".")
    assert "patiënt 8 van 12" in board.room

    # A slip at the tenth is undone from the eleventh: undo leads back to the tenth, whom the room sees when it may.
    board.press("PgDown", "PgDown", "0", "PgDown")
    assert "patiënt 11 van 12" in board.room
    board.press("Ctrl+Z")
    assert window.session.state.current == 9
    assert board.room == ""
    board.press("F")
    assert "patiënt 10 van 12" in board.room

    # The rest of the hour, one key each; a thirteenth comes in between; F5 ends it.
    for number in (11, 12):
        board.press("PgDown")
        assert f"patiënt {number} van 12" in board.room
    window.call("case:add")()
    board.press()
    assert "patiënt 13 van 13" in board.room
    board.press("F5")
    assert board.room == ""
    assert board.chip == ""


@pytest.mark.parametrize("cases", [(Case("MDO-0001"),)])
def test_a_patient_in_a_hurry_from_nothing_to_the_page_with_the_hands_on_the_keys(board: Board, tmp_path: Path) -> None:
    need("pdftotext")
    window = board.window
    window.page_export.folder = tmp_path
    board.press("F5")

    # The guideline holds. Suspected metastases, and the MRI is there: nothing more to image.
    board.press("1", "1", "1")
    assert "MRI" in board.room

    # The steroids before anything else: primary known, compression felt, treatment planned.
    board.press("]", "1", "1", "1")
    assert "dexamethason" in board.room.lower()

    # Metastases on the images, which opens tree 3; no operation candidate: it has nothing to add, and says so.
    board.press("]", "1", "2")
    assert window.look.advice.outcome is not None
    assert window.look.advice.outcome.kind == "silent"

    # Deficit by the compression, for three days. The room sees within how long.
    board.press("]", "1", "3")
    assert "SPOED" not in board.room  # 3 stands in its field and is not given yet
    board.press("Return")
    assert "SPOED" in board.room
    assert "binnen 24 uur" in board.room

    # Followed, and on paper: seventeen keys since the first question.
    board.press("V", "Ctrl+Return", "Ctrl+E")
    assert "Besluit: advies volgen" in board.room
    assert board.decided()
    page = "\n".join(pages_of(next(tmp_path.iterdir())))
    assert "Therapie binnen 24 uur" in page
    assert "MDO-0001" in page
    assert "MDO-0001" not in board.room
    assert "MDO_2026-11-22_MDO-0001.pdf" in board.message


def test_a_slip_is_noticed_two_patients_later(board: Board) -> None:
    window = board.window
    board.press("F5", "PgDown", "PgDown", "J")
    assert (board.state.current, board.state.tree_id) == (2, "lv_lang")
    told = board.advice

    # "Three months" is heard as two: the advice of this tree is gone, and nobody looks up.
    window.focus_fact("levensverwachting_maanden", "2")
    board.press("Return")
    assert board.advice != told
    wrong = board.advice

    # The next two are discussed; one is decided.
    board.press("PgDown", "PgDown", "J", "V", "Ctrl+Return")
    assert board.state.current == 4
    assert board.decided()
    followed = board.state.document

    # "Wait, the one before: that was seven months." Undone are the decision here first, then the slip there.
    board.press("Ctrl+Z")
    assert board.state.current == 4
    assert not board.decided()
    board.press("Ctrl+Z")
    assert (board.state.current, board.state.tree_id) == (2, "lv_lang")
    assert board.room == "", "nobody asked to show another patient"
    board.press("F")
    assert "patiënt 3 van 12" in board.room
    assert board.advice == told

    # And what was decided on the fifth comes back without the slip: only its own change is done again.
    board.press("Ctrl+Y")
    assert board.advice == wrong
    board.press("Ctrl+Y")
    assert board.state.document == followed
    board.press("Ctrl+Z", "Ctrl+Z")
    window.focus_fact("levensverwachting_maanden", "7")
    board.press("Return", "PgDown", "PgDown", "J", "V", "Ctrl+Return")
    assert board.decided()
    assert window.session.redo_name is None
    assert board.state.cases[2].patient.values["levensverwachting_maanden"] == 7


def test_a_guest_who_reads_no_dutch_in_a_dark_room(board: Board) -> None:
    window = board.window
    board.press("F5", "Ctrl+L")
    window.change_settings(scheme="dark", text_size=150)
    board.press("PgDown", "PgDown", "J")
    window.session.show_tab("advice")  # letters of this size leave no room for columns
    settle(window)

    # Everything that stands on the laptop and in the room is English now, and every word has its room.
    assert "patient 3 of 12" in board.room
    assert "Surgery" in board.advice
    assert "Chirurgie" not in board.advice + board.room
    for label in window.findChildren(PlainLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()

    # A condition is begun and dropped again; what is recorded is read back to the room in English, without it.
    board.press("W")
    assert window.session.state.draft is not None
    window.session.change_draft(condition="after a second opinion")
    window.session.change_draft(condition=None)
    board.press("Escape", "V", "Ctrl+Return")
    assert "Decision: operation Follows the advice" in board.room
    decision = window.session.state.decision
    assert decision is not None
    assert decision.condition is None

    # The Dutch colleague goes on where they were.
    board.press("Ctrl+L")
    assert "Chirurgie" in board.advice
    assert "patiënt 3 van 12" in board.room


def test_the_guideline_is_silent_and_the_board_decides(board: Board) -> None:
    window = board.window
    board.press("PgDown", "PgDown", "J")
    first = window.session.state.decision
    window.session.answer("klinische_toestand_operabel", False)
    while window.look.next_fact is not None:
        board.press("2")

    # No advice is made up: laptop and room say that the guideline is silent and who decides.
    board.press("F5")
    assert "RICHTLIJN ZWIJGT" in board.advice
    assert "Richtlijn zwijgt" in board.room
    assert "Advies ·" not in board.room

    # There is nothing to follow: "follow" opens nothing and says which key lets the board decide itself, in its words.
    assert first is None
    for key in ("V", "W"):
        board.press(key)
        assert window.session.state.draft is None
    assert "Met A besluit het MDO zelf" in window.message.label.text()
    words = window.look.words
    assert (cap_of("decide:deviate", words), cap_of("decide_whole:deviate", words)) == ITSELF
    board.press("A")
    assert window.session.state.draft is not None
    assert window.session.state.draft.kind == "own"
    type_text(window, "bestralen in overleg")
    board.press("Ctrl+Return")
    decision = window.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.reason_code, decision.text) == ("own", None, "bestralen in overleg")
    assert "Het MDO heeft zelf besloten" in board.advice
    assert "Besluit: het MDO besluit zelf" in board.room

    # What leaves the meeting can be read again and is the same.
    case, pack = board.state.case, board.state.pack
    again = read_case(write_case(case, pack), "case.yaml", pack)
    assert [(d.tree, d.kind, d.reason_code) for d in again.decisions] == [("lv_lang", "own", None)]
    assert again.patient == case.patient
