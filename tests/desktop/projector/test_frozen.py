"""A picture that stands still: the room sees that, no time in it goes on, and the laptop says it while it is so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.projector import drive
from mdo_viewer.desktop.projector.drive import Projector
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from tests.help.desktop_help import NOW, keys, settle


@pytest.fixture(autouse=True)
def _quick(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drive, "HOLD", 0)
    monkeypatch.setattr(drive, "HOLD_START", 0)


def start(window: Window) -> Projector:
    window.call("projector")()
    projector = window.projector
    assert projector.view is not None
    projector.view.resize(1366, 768)
    window.message.clear()
    return settled(projector)


def settled(projector: Projector) -> Projector:
    for _ in range(3):
        QApplication.processEvents()
    return projector


def room(projector: Projector) -> str:
    """All that the room reads outside the picture of the way."""
    assert projector.view is not None
    page = projector.view.painted.page
    return "" if page is None else " ".join(line.text for line in page.words)


@pytest.mark.parametrize(
    ("language", "left", "passed", "mark", "over"),
    [
        ("nl", "over 23 uur", "termijn verstreken, 20 min geleden", "bevroren 14:30", "termijn verstreken"),
        ("en", "in 23 h", "time limit passed 20 min ago", "frozen 14:30", "time limit passed"),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_no_time_goes_on_in_a_picture_that_stands_still(
    window: Window, language: Language, left: str, passed: str, mark: str, over: str, whole: bool
) -> None:
    projector = start(window)
    window.session.set_language(language)
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    if whole:
        keys(window, "Shift+H")
    settled(projector)
    assert left in room(projector)
    assert mark not in room(projector)
    keys(window, "F")
    settled(projector)
    clock = "14:10"
    assert left not in room(projector)
    assert clock in room(projector)
    assert over not in room(projector)
    assert mark in room(projector)
    window.now = lambda: NOW + timedelta(days=1)
    window.session.go_tree("lv_lang")
    keys(window, "F")
    window.session.go_tree("tijd_tot_therapie")
    settle(window)
    settled(projector)
    assert passed in room(projector)
    keys(window, "F")
    settled(projector)
    assert passed not in room(projector)
    assert over in room(projector)


def test_the_mark_stays_when_what_may_not_be_seen_goes(window: Window) -> None:
    projector = start(window)
    window.change_settings(projector_key=True, projector_patient=True)
    settled(projector)
    keys(window, "F")
    window.change_settings(projector_key=False, projector_patient=False)
    settled(projector)
    assert "bevroren 14:30" in room(projector)


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("wide", [800, 1366])
def test_the_head_says_that_the_room_sees_another_patient(window: Window, text_size: TextSize, wide: int) -> None:
    window.resize(wide, 768)
    window.change_settings(projector_keeps=True, text_size=text_size)
    settle(window)
    projector = start(window)
    keys(window, "F", "PgDown")
    settled(projector)
    window.message.clear()
    narrow = window.body.narrow
    head = window.top if narrow is None or window.top.isVisible() else narrow.top
    found: tuple[tuple[Language, str], ...] = (("nl", "Bevroren: andere patiënt"), ("en", "Frozen: another patient"))
    for language, said in found:
        window.session.set_language(language)
        settle(window)
        assert head.projector.words == said
        assert head.projector.isVisible()
        assert head.projector.width() >= head.projector.sizeHint().width()
        right = head.projector.mapTo(window, head.projector.rect().topRight()).x()
        assert right < window.width() == wide
    keys(window, "PgUp")
    settled(projector)
    assert head.projector.words == "Frozen"


def test_what_was_told_of_another_patient_goes_with_the_freeze(window: Window) -> None:
    projector = start(window)
    window.change_settings(projector_keeps=True)
    keys(window, "F", "PgDown")
    settled(projector)
    assert "bevroren beeld van een andere patiënt" in window.message.label.text()
    keys(window, "F")
    settled(projector)
    assert window.message.isHidden()
    keys(window, "F", "PgDown", "PgUp")  # back at the patient that the room sees
    settled(projector)
    assert "andere patiënt" not in window.message.label.text()


@pytest.mark.parametrize("ended", ["F", "F5"])
def test_what_was_told_of_a_blank_picture_goes_with_it(window: Window, ended: str) -> None:
    projector = start(window)
    keys(window, "F", "PgDown")
    settled(projector)
    assert "nu leeg" in window.message.label.text()
    keys(window, ended)
    settled(projector)
    assert window.message.isHidden()


def test_the_reminder_of_a_freeze_goes_with_it(window: Window) -> None:
    projector = start(window)
    keys(window, "F")
    window.now = lambda: NOW + timedelta(seconds=61)
    projector.reminder.tick()
    assert "bevroren sinds 14:30" in window.message.label.text()
    keys(window, "F")
    settled(projector)
    assert window.message.isHidden()


@pytest.mark.parametrize(("key", "state"), [("F", "frozen"), ("B", "black")])
def test_the_laptop_says_when_the_room_will_see_the_whole_tree(window: Window, key: str, state: str) -> None:
    projector = start(window)
    keys(window, key)
    assert projector.beam.shows == state
    for way in ("de hele boom", "het pad"):
        keys(window, "Shift+H")
        assert window.message.label.text().startswith(f"Na {key} ziet de zaal {way}")
