"""The facts panel: short for sets and codes, the next fact in view, numbers that ask back, where a fact comes from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.chips import Chips
from mdo_viewer.desktop.controls import Button, Segments
from mdo_viewer.desktop.fact_rows import FactRow
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case
from tests.desktop_help import close, keys, make_window, settle


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    yield made
    close(made)


@pytest.fixture
def empty(qtbot: QtBot) -> Iterator[Window]:
    made = make_window((Case("MDO-0001"),))
    yield made
    close(made)


def click(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def button(row: FactRow, words: str) -> Button:
    found = [b for b in row.findChildren(Button) if b.words == words and b.isVisible()]
    assert len(found) == 1, words
    return found[0]


# --- sets


def test_a_set_that_decides_nothing_is_one_line_with_its_count(window: Window) -> None:
    row = window.facts.row("alarmsymptomen")
    assert row.label.text() == "Alarmsymptomen: 2 van 7"
    assert row.findChildren(Chips) == []
    assert row.height() < 72
    click(button(row, "Toon"))
    settle(window)
    chips = row.findChildren(Chips)[0]
    shown = [chip for chip in chips.buttons if chip.isVisible()]
    assert len(shown) == 8
    assert all(chip.height() >= 36 for chip in shown)
    assert all(chips.rect().contains(chip.geometry()) for chip in shown)
    assert not any(a.geometry().intersects(b.geometry()) for a in shown for b in shown if a is not b)
    click(next(chip for chip in shown if chip.words == "Matige conditie"))
    value = window.session.state.case.patient.values["alarmsymptomen"]
    assert value == ("nachtelijke_rugpijn", "matige_conditie", "hevige_pijn_in_alle_houdingen")
    click(button(row, "Verberg"))
    assert row.label.text() == "Alarmsymptomen: 3 van 7"
    assert not chips.isVisible()


def test_a_set_of_a_rider_stays_open_when_it_is_answered(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("cortico_voor_mri")
    settle(window)
    row = window.facts.row("risicofactoren_maag")
    assert row.isVisible()
    chips = row.findChildren(Chips)[0]
    click(chips.buttons[0])
    assert window.session.state.case.patient.values["risicofactoren_maag"] == ("maagulcus", "nsaid")
    assert row.isVisible()
    assert [chip.isChecked() for chip in chips.buttons] == [True, True, False, False]


# --- codes


def test_asia_is_five_letters_with_their_meaning(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    row = window.facts.row("asia_score")
    segments = row.findChildren(Segments)[0]
    assert [b.words for b in segments.buttons] == ["A", "B", "C", "D", "E", "onbekend"]
    assert row._meaning.text().startswith("incompleet, meer dan de helft van de sleutelspieren")
    assert segments.buttons[0].toolTip() == "compleet, geen gevoel en geen kracht in S4-S5"
    assert segments.buttons[0].accessibleDescription() == "compleet, geen gevoel en geen kracht in S4-S5"
    click(segments.buttons[3])
    assert window.session.state.case.patient.values["asia_score"] == "D"
    assert row._meaning.text().startswith("incompleet, minstens de helft")


def test_the_keys_of_asia_are_said_while_it_is_next(window: Window) -> None:
    window.session.go_case(2)
    window.session.clear("asia_score")
    window.session.go_tree("lv_lang")
    settle(window)
    if window.look.next_fact == "asia_score":
        row = window.facts.row("asia_score")
        assert row._meaning.text() == "Toetsen: 1 = A, 2 = B, 3 = C, 4 = D, 5 = E, 0 onbekend."
        keys(window, "3")
        assert window.session.state.case.patient.values["asia_score"] == "C"


# --- the next fact


@pytest.mark.parametrize("tree", ["diagnostiek", "lv_lang", "radiotherapie", "tijd_tot_therapie"])
@pytest.mark.parametrize("key", ["1", "2"])
def test_the_next_fact_stays_in_view(empty: Window, tree: str, key: str) -> None:
    keys(empty, "2", "2")
    empty.session.go_tree(tree)
    settle(empty)
    for _ in range(30):
        fact = empty.look.next_fact
        if fact is None:
            break
        QApplication.processEvents()
        row, port = empty.facts.row(fact), empty.facts._area.viewport()
        top = row.mapTo(port, QPoint(0, 0)).y()
        assert row.isVisible()
        assert top >= 0, fact
        assert top + min(row.height(), port.height()) <= port.height(), fact
        if empty.look.fact(fact).type in ("number", "integer"):
            empty.session.answer(fact, 5)
        else:
            try:
                keys(empty, key)
                assert fact != empty.look.next_fact
            except AssertionError:
                keys(empty, "0")
        QApplication.processEvents()
