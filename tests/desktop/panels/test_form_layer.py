"""A form lies over the columns: all of it in reach, who it is about in sight, nothing behind pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from tests.help.desk import Desk
from tests.help.desktop_help import at_tree

#: What the aim keeps for the form between the strip and the status line at 1366 × 768, px.
ROOM = 568


@pytest.fixture
def desk(window: Window) -> Desk:
    """The third patient at tree 9, not decided on."""
    made = Desk(at_tree(window, 2, "lv_lang"))
    made.window.session.withdraw()
    made.settle()
    return made


def place(window: Window, part: QWidget) -> QRect:
    """Where a part lies in the window."""
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def in_sight(window: Window, part: QWidget) -> bool:
    """Whether all of a part can be seen: in the window, and in what scrolls it, with nothing over it."""
    visible = part.visibleRegion().boundingRect()
    return part.isVisible() and visible.size() == part.size() and window.rect().contains(place(window, part))


@pytest.mark.parametrize("pressed", [("V",), ("W",), ("A", "Alt+2", "Tab", "Right")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_the_form_stands_in_its_room_without_scrolling(
    desk: Desk, pressed: tuple[str, ...], language: Language
) -> None:
    desk.window.session.set_language(language)
    desk.press(*pressed)
    desk.settle()
    form = desk.window.right.decision
    room = max(0, ROOM - form.height())
    if form.before.isVisible():  # what may stay empty stands last, and may lie below the edge
        room += form.before.height() + 8
        assert in_sight(desk.window, form.reasons)
    assert form.area.verticalScrollBar().maximum() <= room


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1024, 768)])
def test_the_panel_lies_from_below_the_strip_to_above_the_status_line(desk: Desk, size: tuple[int, int]) -> None:
    window = desk.window
    window.resize(*size)
    desk.press("A")
    desk.settle()
    narrow = window.body.narrow if window.body.mode == "tabs" else None
    strip = place(window, window.journey if narrow is None else narrow.tabs)
    below = place(window, window.status if narrow is None else narrow.foot)
    panel = place(window, window.right.decision)
    assert panel.width() == 624
    assert panel.right() == window.rect().right()
    assert (panel.top(), panel.bottom() + 1) == (strip.bottom() + 1, below.top())
    assert in_sight(window, window.right.decision.record)


@pytest.mark.parametrize("text", [100, 125, 150, 200])
@pytest.mark.parametrize("key", ["V", "W", "A", "P"])
def test_while_one_types_the_field_and_what_records_are_in_sight(desk: Desk, key: str, text: TextSize) -> None:
    window = desk.window
    window.change_settings(text_size=text)
    desk.settle()
    desk.press(key)
    desk.type("na overleg met de patient en de familie")
    desk.settle()
    form = window.right.agreements if key == "P" else window.right.decision
    field = QApplication.focusWidget()
    assert field is not None
    assert in_sight(window, field)
    assert in_sight(window, form.done if key == "P" else form.record)  # type: ignore[union-attr]
    key_of_patient = [
        label
        for part in (window.top, window.patient, *(window.body.narrow or ()))
        for label in part.findChildren(QWidget)
        if desk.state.case.case in (label.text() if isinstance(label, QLabel) else getattr(label, "words", ""))
    ]
    assert any(in_sight(window, label) for label in key_of_patient)


def test_what_is_behind_is_not_pressed_and_the_form_stays(desk: Desk) -> None:
    window = desk.window
    desk.press("A")
    desk.type("een tekst")
    desk.settle()
    before = desk.state
    places = [place(window, part).center() for part in (window.journey, window.facts, window.graph, window.patient)]
    for at in (*places, place(window, window.journey.tiles[0]).center(), place(window, window.top).center()):
        under = window.childAt(at)
        assert under is not None
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, at))
        QApplication.processEvents()
        assert desk.state == before
        assert QApplication.focusWidget() is window.right.decision.text.text


def test_a_message_lies_beside_the_form_and_hides_none_of_it(desk: Desk) -> None:
    window = desk.window
    desk.press("A", "Ctrl+9")
    assert desk.message
    bar, panel = place(window, window.message), place(window, window.right.decision)
    assert not bar.intersects(panel)
    assert bar.left() >= 0


def test_escape_keeps_the_draft_and_the_letters_are_keys_again(desk: Desk) -> None:
    desk.press("A")
    desk.type("wachten op de uitslag")
    desk.press("Escape")
    assert desk.window.right.covers == 0
    assert desk.window.place == "window"
    desk.press("A")
    assert desk.state.draft is not None
    assert desk.state.draft.text == "wachten op de uitslag"


def test_a_draft_is_thrown_away_by_two_presses_and_the_recorded_decision_stays(window: Window) -> None:
    desk = Desk(at_tree(window, 2, "lv_lang"))
    recorded = desk.state.decision
    desk.press("V")
    desk.type("toch volgen")
    desk.click("Gooi concept weg")
    assert desk.state.draft is not None
    desk.click("Echt weggooien?")
    after = desk.state
    assert after.draft is None
    assert after.decision == recorded
    assert window.session.half_written() == ()
    desk.press("V")
    assert desk.state.draft is not None
    assert desk.state.draft.text is None


def test_after_another_key_the_button_asks_anew(desk: Desk) -> None:
    desk.press("A")
    desk.type("tekst")
    desk.click("Gooi concept weg")
    desk.type(" en meer")
    assert desk.window.right.decision.throw_away.words == "Gooi concept weg"


def test_going_to_another_patient_leaves_the_form_and_keeps_what_was_written(desk: Desk) -> None:
    desk.press("A")
    desk.type("een tekst")
    desk.press("PgUp")
    assert desk.window.right.covers != 0, "in a form it goes nowhere"
    desk.press("Esc", "PgUp")
    assert desk.window.right.covers == 0
    focused = QApplication.focusWidget()
    assert focused is None or not desk.window.top.isAncestorOf(focused), "Enter would leave this patient too"
    desk.press("PgDown")
    assert [draft.text for _at, draft in desk.window.session.half_written()] == ["een tekst"]


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ways_to_decide_are_whole_whichever_is_recorded(
    desk: Desk, size: tuple[int, int], language: Language
) -> None:
    window = desk.window
    window.resize(*size)
    window.session.set_language(language)
    for pressed in (("V", "Ctrl+Return"), ("W", "x", "Ctrl+Return"), ("A", "Alt+2", "Ctrl+2")):
        desk.press(*pressed)
        window.keyboard.show_tab("decision")
        desk.settle()
        shown = [button for button in window.advice.kinds.values() if button.isVisible()]
        assert len(shown) == 3
        assert [button for button in shown if button.width() < button.sizeHint().width()] == []
        assert sum(button.isChecked() for button in shown) == 1
        assert window.advice.rect().contains(QRect(shown[-1].mapTo(window.advice, QPoint(0, 0)), shown[-1].size()))
