"""The advice panel: the advice first, what the board decided and what other trees ask below or beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.controls import Button, PlainLabel
from mdo_viewer.desktop.journey_strip import LEFT, RIGHT, TOP
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from mdo_viewer.reasoning.deadlines import ZONE
from tests.desktop_help import close, keys, make_window, settle


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    made.session.go_case(2)
    made.session.go_tree("lv_lang")
    settle(made)
    yield made
    close(made)


def press(window: Window, words: str) -> None:
    found = [b for b in window.advice.column.findChildren(Button) if b.words == words and b.isVisible()]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def in_sight(window: Window, text: str) -> bool:
    """Whether this text of the advice panel is visible as a whole without scrolling."""
    port = window.advice.area.viewport()
    for label in window.advice.column.findChildren(PlainLabel):
        if label.text() == text and label.isVisible():
            top = label.mapTo(port, QPoint(0, 0)).y()
            return top >= 0 and top + label.height() <= port.height()
    return False


def test_a_recorded_decision_leaves_the_advice_in_sight(window: Window) -> None:
    assert window.session.state.decision is not None
    texts = window.advice.column.texts()
    assert texts.index("Chirurgie heeft de voorkeur") < texts.index("BESLUIT VAN HET MDO")
    assert in_sight(window, "Chirurgie heeft de voorkeur")
    assert "radiotherapie 1 × 8 Gy" not in texts


def test_the_decision_unfolds_and_is_withdrawn_there(window: Window) -> None:
    press(window, "Toon het besluit")
    assert "radiotherapie 1 × 8 Gy" in window.advice.column.texts()
    assert "wil geen operatie na uitleg van beide opties" in window.advice.column.texts()
    press(window, "Verberg het besluit")
    assert "radiotherapie 1 × 8 Gy" not in window.advice.column.texts()
    press(window, "Toon het besluit")
    press(window, "Besluit intrekken")
    assert window.session.state.decision is None
    keys(window, "Ctrl+Z")
    assert window.session.state.decision is not None


# --- what other trees ask

HELD = "Geldt nu al: Therapie binnen 24 uur, vóór ma 23 nov 14:10 (boom 4)"


def test_a_running_limit_of_another_tree_stays_in_sight(window: Window) -> None:
    assert in_sight(window, HELD)
    assert in_sight(window, "Chirurgie heeft de voorkeur")
    window.session.go_tree("tijd_tot_therapie")
    settle(window)
    assert HELD not in window.advice.column.texts()
    window.session.set_done("tijd_tot_therapie.therapie_24_uur", window.look.now)
    window.session.go_tree("lv_lang")
    settle(window)
    assert not any(text.startswith("Geldt nu al") for text in window.advice.column.texts())


def test_the_most_urgent_limit_comes_first_and_a_passed_one_says_so(window: Window) -> None:
    window.session.answer("bekende_primaire_maligniteit", False)
    window.session.answer("weefseldiagnose_bekend", True)
    window.session.set_moment("diagnose_op", datetime(2026, 11, 20, 8, 0, tzinfo=ZONE))
    settle(window)
    texts = window.advice.column.texts()
    assert texts[0] == "Termijn verstreken: Therapie binnen 24 uur, vóór za 21 nov 08:00 (boom 4)"


def test_two_trees_that_disagree_are_both_shown_with_the_note(window: Window) -> None:
    for fact, value in (
        ("adequate_beeldvorming_aanwezig", False),
        ("asia_score", "A"),
        ("complete_dwarslaesie_uren_bij_presentatie", 60),
        ("klinische_verdenking_mesmc", True),
    ):
        window.session.answer(fact, value)
    for tree in ("diagnostiek", "tijd_tot_therapie"):
        window.session.go_tree(tree)
        settle(window)
        texts = window.advice.column.texts()
        assert "BOMEN ZEGGEN NIET HETZELFDE" in texts, tree
        assert "Boom 1: Geen spoeddiagnostiek meer" in texts
        assert "Boom 4: Therapie binnen 24 uur" in texts
        assert "ASIA A langer dan 48 uur: geen spoeddiagnostiek, wel behandeling" in texts
    window.session.go_tree("followup")
    settle(window)
    assert "BOMEN ZEGGEN NIET HETZELFDE" not in window.advice.column.texts()


# --- the strip


@pytest.mark.parametrize(("size", "most"), [((1366, 768), 120), ((1024, 768), 170), ((1920, 1080), 132)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_strip_is_low_and_cuts_nothing(qtbot: QtBot, size: tuple[int, int], most: int, language: Language) -> None:
    window = make_window(size=size)
    window.session.set_language(language)
    settle(window)
    assert window.journey.height() <= most
    for case in range(3):
        window.session.go_case(case)
        settle(window)
        for tile in window.journey.tiles:
            view = tile.view
            assert view is not None
            wide = tile.width() - LEFT - RIGHT
            title = PlainLabel(view.short, size=tile.sizes[0]).heightForWidth(wide)
            said = PlainLabel(view.said, size=tile.sizes[1], bold=True).heightForWidth(wide)
            assert title + said <= tile.height() - TOP, view
            assert view.title in tile.accessibleName()
    close(window)
