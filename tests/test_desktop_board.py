"""Tuesday's board: twelve patients, and the projector fails at the fifth. Told in keys, as the person at the laptop
presses them, and in what the room then sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop import projector as projector_module
from mdo_viewer.desktop.example import PACK, example_cases
from mdo_viewer.desktop.projector_content import who_is
from mdo_viewer.desktop.screens import Screen
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.case import Case
from tests.desktop_help import NOW, close, keys, make_window

LAPTOP = Screen("eDP-1", "LG", "Panel", "", (0, 0, 1366, 768), (1366, 768))
BEAMER = Screen("HDMI-1", "Epson", "EB-1", "X1", (1366, 0, 1920, 1080), (1920, 1080))


class Board:
    """The laptop, the screen in the room, and who sits there."""

    def __init__(self, window: Window, patch: pytest.MonkeyPatch) -> None:
        self.window = window
        self.plugged = True
        projector = window.projector
        patch.setattr(projector, "screens", lambda: (LAPTOP, BEAMER) if self.plugged else (LAPTOP,))
        patch.setattr(projector, "laptop_screen", lambda: LAPTOP)

    def press(self, *names: str) -> None:
        keys(self.window, *names)
        for _ in range(3):
            QApplication.processEvents()

    def cable(self, *, plugged: bool) -> None:
        self.plugged = plugged
        self.window.projector._follow_screens()
        for _ in range(3):
            QApplication.processEvents()

    @property
    def room(self) -> str:
        """What the room reads; empty when there is nothing to see."""
        view = self.window.projector.view
        if view is None or not view.isVisible() or view.painted.page is None:
            return ""
        assert view.painted.who == who_is(self.window.session.state)
        return " ".join(words.text for words in view.painted.page.words)

    @property
    def chip(self) -> str:
        return self.window.status.projector.words

    @property
    def message(self) -> str:
        return self.window.message.label.text()


def twelve() -> tuple[Case, ...]:
    """The three examples over and over, as twelve patients of their own."""
    examples = example_cases(load_pack(PACK))
    return tuple(
        replace(examples[at % 3], case=f"MDO-{at + 1:04d}", decisions=(), title_example=False) for at in range(12)
    )


@pytest.fixture
def board(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    monkeypatch.setattr(projector_module, "HOLD", 0)
    monkeypatch.setattr(projector_module, "HOLD_START", 0)
    window = make_window(twelve())
    yield Board(window, monkeypatch)
    close(window)


def test_tuesday_the_projector_fails_at_the_fifth(board: Board) -> None:
    window = board.window

    # The cable is in. F5: the laptop names the screen, the room sees the first patient, without a name.
    board.press("F5")
    assert board.message == "De projectie komt op Beeld 2 – Epson EB-1: 1920×1080. F5 stopt."
    assert board.chip == "Projector: aan"
    assert "patiënt 1 van 12" in board.room
    assert "gegevens verborgen" in board.room
    assert "MDO-0001" not in board.room

    # Patients two to four pass by; the third's urgent advice is decided in two keys and read back to the room.
    board.press("PgDown")
    assert "patiënt 2 van 12" in board.room
    board.press("PgDown")
    window.session.go_tree("tijd_tot_therapie")
    board.press("V", "Return")
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
    board.press("V", "Return")
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
    window.projector._tick()
    assert "bevroren sinds 14:30" in board.message

    # They forget to unfreeze and go on: the room never sees the seventh under the name of the eighth.
    board.press("Escape", "PgDown")
    assert board.message == "Andere patiënt: de projector is niet meer bevroren."
    assert "patiënt 8 van 12" in board.room
    assert board.chip == "Projector: aan"

    # A nurse comes in: black, and back. The remote's dot does the same.
    board.press("B")
    assert board.room == ""
    assert board.chip == "Projector: zwart"
    board.press(".")
    assert "patiënt 8 van 12" in board.room

    # A slip at the tenth is undone from the eleventh: undo leads back to the tenth, and so does the room.
    board.press("PgDown", "PgDown", "0", "PgDown")
    assert "patiënt 11 van 12" in board.room
    board.press("Ctrl+Z")
    assert window.session.state.current == 9
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
