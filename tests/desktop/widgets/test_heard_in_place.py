"""A key that leads nowhere new is answered: where the keyboard is already, where nothing is asked, a second time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.journey_strip import StageTile
from mdo_viewer.desktop.widgets.controls import Complaint
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.results import Patient
from tests.desktop.test_next import steroids
from tests.desktop.widgets.test_announcing import heard
from tests.help.desktop_help import at_tree, close, keys, make_window, settle

__all__ = ["heard"]


@pytest.fixture
def paresis(qtbot: QtBot) -> Iterator[Window]:
    known = {"mesmc_radiologisch": True, "neurologische_uitval_mesmc": True, "uitval_mesmc_dagen": 2}
    window = make_window((Case("MDO-0001", patient=Patient(known)), Case("MDO-0002")))
    yield window
    close(window)


def test_a_second_n_at_the_question_that_is_asked_says_that_it_is_open(window: Window, heard: list[str]) -> None:
    at_tree(window, 0, "diagnostiek")
    window.graph.focus()
    keys(window, "N")
    settle(window)
    heard.clear()
    keys(window, "N")
    settle(window)
    assert heard == ["Deze vraag staat nog open: Geldt de richtlijn?"]
    assert window.message.isHidden(), "who sees it sees where the keyboard is"


def test_a_question_beside_the_advice_is_heard_with_its_keys(paresis: Window, heard: list[str]) -> None:
    steroids(paresis)
    for _ in range(60):
        coming = paresis.look.coming
        if coming.what == "rider":
            break
        keys(paresis, *(("N", "0") if coming.what == "question" else ("N",)))
        settle(paresis)
    assert paresis.look.coming.what == "rider"
    paresis.graph.focus()
    settle(paresis)
    heard.clear()
    keys(paresis, "N")
    settle(paresis)
    (said,) = heard
    assert said.startswith(f"Volgend gegeven: {paresis.look.label(paresis.look.next_fact or '')}. 1 ")


def test_an_explanation_where_nothing_is_asked_says_so(window: Window, heard: list[str]) -> None:
    at_tree(window, 1, "lv_lang")
    window.graph.focus()
    heard.clear()
    keys(window, "I")
    assert heard == ["Er staat nu geen vraag open."]


def test_what_is_missing_is_told_at_every_enter_and_not_as_all_is_shown_again(window: Window, heard: list[str]) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "W")
    settle(window)
    heard.clear()
    for _ in range(2):
        keys(window, "Ctrl+Return")
        settle(window)
        window.refresh()
        settle(window)
    assert heard == ["Schrijf op welke voorwaarde geldt."] * 2


def test_a_complaint_that_stands_there_is_told_again_where_somebody_asks(window: Window, heard: list[str]) -> None:
    part = QWidget(window)
    field = QLineEdit(part)
    complaint = Complaint(field)
    column = QVBoxLayout(part)
    for each in (field, complaint):
        column.addWidget(each)
    part.show()
    field.setFocus()
    heard.clear()
    for tell in (complaint.complain, complaint.show_text, complaint.complain):
        tell("Te lang.")
        QApplication.processEvents()
    assert heard == ["Te lang."] * 2


@pytest.mark.parametrize(("case", "tree", "number"), [(1, "lv_lang", "9"), (2, "tijd_tot_therapie", "4")])
def test_f6_comes_to_the_tile_of_the_tree_in_sight(window: Window, case: int, tree: str, number: str) -> None:
    at_tree(window, case, tree)
    window.graph.focus()
    keys(window, *["F6"] * 5)
    focused = QApplication.focusWidget()
    assert isinstance(focused, StageTile)
    assert focused.accessibleName().startswith(f"Boom {number}, ")
    keys(window, "F6")
    assert window.facts.isAncestorOf(QApplication.focusWidget() or window)
