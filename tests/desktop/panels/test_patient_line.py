"""The line of the patient says what was asked, what presses and what was decided, and a decision half written first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.narrow.foot import HEAD, FootLine
from mdo_viewer.desktop.narrow.says import FootView
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case, Decision
from tests.help.desk import Desk
from tests.help.desktop_help import close, keys, make_window, settle, type_text


@pytest.fixture
def third(window: Window) -> Window:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    return window


def test_a_limit_of_another_tree_stands_in_the_line_with_its_clock_time(third: Window) -> None:
    assert third.patient.urgent.said == "Spoed: therapie vóór ma 23 nov 14:10"
    assert third.patient.urgent.pressing
    third.session.go_tree("tijd_tot_therapie")
    settle(third)
    assert third.patient.urgent.said == "Spoed: therapie vóór ma 23 nov 14:10"
    outcome = third.look.advice.outcome
    assert outcome is not None
    third.session.set_done(f"tijd_tot_therapie.{outcome.id}", third.now())
    settle(third)
    assert (third.patient.urgent.said, third.patient.urgent.pressing) == ("Aangemeld als spoed", False)


@pytest.mark.usefixtures("qapp")
def test_who_was_only_announced_as_urgent_is_not_red() -> None:
    window = make_window((Case("MDO-0001", urgent=True, question="Wat nu?", notes="woont alleen"),))
    assert (window.patient.urgent.said, window.patient.urgent.pressing) == ("Aangemeld als spoed", False)
    assert window.patient.question.whole == "Wat nu? · woont alleen"
    assert "Wat nu?" in window.patient.question.toolTip()
    close(window)


def test_without_a_question_a_button_leads_to_where_it_is_written(empty: Window) -> None:
    assert empty.patient.ask.isVisible()
    QTest.mouseClick(empty.patient.ask, Qt.MouseButton.LeftButton)
    assert empty.sheets.shown_name == "agenda"


def test_a_decision_half_written_is_the_first_that_the_line_says(third: Window) -> None:
    assert line_view(third.look).outcome == "Besluit boom 9: radiotherapie (wijkt af)"
    keys(third, "A")
    type_text(third, "wil niet meer")
    assert (line_view(third.look).outcome, line_view(third.look).tone) == ("Concept: besluit boom 9", "draft")
    keys(third, "Escape")
    settle(third)
    assert third.session.state.draft is None
    assert third.patient.decided.whole == "Concept: besluit boom 9"
    third.session.go_case(0)
    settle(third)
    assert third.patient.decided.whole == "nog geen besluit"
    third.session.go_case(2)
    settle(third)
    assert third.patient.decided.whole == "Concept: besluit boom 9"
    keys(third, "A", "Ctrl+Return")
    settle(third)
    assert third.patient.decided.whole.startswith("Besluit boom 9:")


def test_a_doubt_is_counted_and_one_press_leads_to_its_question(window: Window) -> None:
    window.session.go_case(2)
    window.session.answer("asia_score", "B")
    window.session.answer("kan_zelfstandig_lopen", True)
    settle(window)
    desk = Desk(window)
    assert window.patient.doubts.words == "1 twijfel"
    QTest.mouseClick(window.patient.doubts, Qt.MouseButton.LeftButton)
    desk.settle()
    assert window.place == "confirming"


@pytest.mark.parametrize("size", [(1366, 768), (1080, 768), (1920, 1080)])
def test_only_the_question_is_cut(size: tuple[int, int], third: Window) -> None:
    third.resize(*size)
    long = "Behandeling bij snel toenemende uitval door MESMC, " * 4
    third.session.describe_case(third.session.state.point.id, question=long)
    settle(third)
    line = third.patient
    assert not line.decided.cut
    assert line.urgent.width() == line.urgent.sizeHint().width()
    if line.question.isVisible():
        assert line.question.width() >= 160
    else:
        assert long.strip() in line.key.toolTip()
    assert line.question.cut or size[0] > 1800
    assert line.question.whole in line.question.toolTip()


@pytest.fixture
def decided(qapp: QApplication) -> Iterator[Window]:
    """A patient with a long decision that deviates, at the largest text."""
    decision = Decision("lv_lang", None, "deviate", reason_code="clinical_condition", text=LONG * 3)
    made = make_window((Case("MDO-0001", decisions=(decision,)),))
    made.change_settings(text_size=200)
    yield made
    made.change_settings(text_size=100)
    close(made)


LONG = "Behandeling bij snel toenemende uitval door MESMC, na overleg met de verwijzer, "


@pytest.mark.parametrize(("size", "text"), [((1366, 768), 100), ((1366, 768), 125), ((1366, 768), 200)])
def test_what_is_cut_is_told_whole_by_a_press_and_by_enter(
    size: tuple[int, int], text: TextSize, third: Window
) -> None:
    """With columns and with tabs: a long question. What was decided and what presses stand whole."""
    third.resize(*size)
    third.change_settings(text_size=text)
    third.session.describe_case(third.session.state.point.id, question=(LONG * 4).strip())
    third.session.go_case(2)
    settle(third)
    narrow = third.body.narrow
    tabs = third.body.mode == "tabs" and narrow is not None
    question = narrow.line.question if tabs and narrow is not None else third.patient.question
    decided = narrow.foot.line if tabs and narrow is not None else third.patient.decided
    assert question.isVisible()
    assert len(question.lines()) == 2
    assert question.cut
    assert not decided.cut
    QTest.mouseClick(question, Qt.MouseButton.LeftButton)
    assert (LONG * 4).strip() in third.message.label.text()
    keys(third, "Escape")
    assert third.message.isHidden()
    question.setFocus()
    keys(third, "Return")
    assert (LONG * 4).strip() in third.message.label.text()
    assert third.rect().contains(third.message.geometry())


@pytest.mark.parametrize(("case", "tree"), [(1, "radiotherapie"), (1, "lv_kort"), (2, "lv_lang")])
def test_the_decision_at_the_foot_is_never_cut(case: int, tree: str, window: Window) -> None:
    """At 200 % it has a second line, and the foot the height for it."""
    window.resize(1366, 768)
    window.change_settings(text_size=200)
    window.session.go_case(case)
    window.session.go_tree(tree)
    settle(window)
    assert window.body.narrow is not None
    foot = window.body.narrow.foot
    view = foot.line.view
    assert view is not None
    assert view.sign
    assert " ".join(foot.line.head_lines(foot.line.width())) == view.head
    assert foot.line.height() >= foot.line.needed(foot.line.width())
    assert "…" not in view.head


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (900, 600)])
def test_a_long_decision_takes_a_fifth_of_the_window_and_still_says_that_it_deviates(
    size: tuple[int, int], decided: Window
) -> None:
    window = decided
    window.resize(*size)
    settle(window)
    assert window.body.narrow is not None
    foot = window.body.narrow.foot
    assert foot.height() <= max(112, round(window.height() * 0.2))
    assert foot.line.height() >= foot.line.needed(foot.line.width())
    lines = foot.line.head_lines(foot.line.width())
    assert "Besluit boom 9" in lines[0]
    assert lines[-1].endswith("(wijkt af)")
    window.say(LONG * 2)
    settle(window)
    graph = window.graph.view
    assert not window.message.geometry().intersects(QRect(graph.mapTo(window, QPoint(0, 0)), graph.size()))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [300, 360, 420])
def test_where_the_foot_cuts_a_decision_what_deviates_stands_and_a_press_tells_the_rest(width: int) -> None:
    line = FootLine()
    line.room = 60
    line.resize(width, 60)
    line.show_view(
        FootView(f"Besluit boom 9: {LONG * 3}(wijkt af)", "Advies: opereren", "deviates", "brown", "(wijkt af)")
    )
    line.measure()
    lines = line.head_lines(width)
    font = QFontMetrics(theme.font(HEAD, bold=True))
    assert lines[-1].endswith("… (wijkt af)")
    assert max(map(font.horizontalAdvance, lines)) <= width
    assert line.needed(width) <= 60
    assert line.cut
    assert line.accessibleName().endswith("Advies: opereren")
