"""The line of a patient with several places: what presses is said wherever it presses, and names are not cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.narrow.line import NarrowLine
from mdo_viewer.desktop.narrow.top import NarrowTop
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from tests.help.desk import click
from tests.help.desktop_help import keys, settle, type_text

URGENT = "Spoed: therapie vóór ma 23 nov 14:10"


@pytest.fixture
def spread(window: Window) -> Window:
    """A patient with a limit that runs at T8, at L2, where nothing is known yet."""
    session = window.session
    session.go_case(2)
    settle(window)
    if not session.state.case.site:
        session.name_place(session.state.point.id, "T8")
    session.add_place("L2")
    settle(window)
    window.show_later()
    settle(window)
    return window


def test_what_presses_at_another_place_is_said_with_its_name(spread: Window) -> None:
    site = spread.session.state.cases[spread.session.state.places[0]].site
    line = spread.patient.urgent
    assert (line.said, line.pressing) == (f"{URGENT} ({site})", True)
    spread.session.go_place(0)
    settle(spread)
    assert spread.patient.urgent.said == URGENT


def test_what_presses_in_another_guideline_is_said_with_its_name(spread: Window) -> None:
    spread.session.go_place(0)
    spread.session.lead_to("lage_rugpijn", "pijnmedicatie")
    settle(spread)
    spread.show_later()
    settle(spread)
    assert spread.patient.urgent.said.startswith(f"{URGENT} (")
    assert "Wervelmetastasen" in spread.patient.urgent.said


def test_the_narrow_line_and_the_room_say_it_too(spread: Window) -> None:
    site = spread.session.state.cases[spread.session.state.places[0]].site
    said = f"{URGENT} ({site})"
    room = content_of(spread.look, key=False)
    assert said in [each.text for strip in room.strips for each in strip.said]
    spread.resize(700, 700)
    settle(spread)
    (line,) = [each for each in spread.findChildren(NarrowLine) if each.isVisible()]
    assert line.urgent.text() == said


def test_what_was_done_at_another_place_presses_no_more(spread: Window) -> None:
    spread.session.go_place(0)
    spread.session.go_tree("tijd_tot_therapie")
    outcome = spread.look.advice.outcome
    assert outcome is not None
    spread.session.set_done(f"tijd_tot_therapie.{outcome.id}", spread.now())
    spread.session.go_place(1)
    settle(spread)
    spread.show_later()
    settle(spread)
    assert not spread.patient.urgent.pressing


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_no_name_of_a_place_is_cut_and_the_decision_ends_in_the_window(
    spread: Window, width: int, language: Language
) -> None:
    session = spread.session
    session.set_language(language)
    session.go_place(1)
    session.lead_to("lage_rugpijn", "pijnmedicatie")
    session.describe_case(session.state.point.id, question="Behandeling bij snel toenemende uitval door MESMC? " * 3)
    spread.resize(width, 768)
    spread.show_later()
    settle(spread)
    line = spread.patient
    sites = [session.state.cases[at].site or "" for at in session.state.places]
    chips = [button for button in line.places.buttons if button.isVisible()]
    assert [chip.words.split(" · ")[0] for chip in chips] == sites
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)
    shown: list[QWidget] = [line.urgent, line.decided, *chips]
    ends = [each.mapTo(line, each.rect().topRight()).x() for each in shown]
    assert max(ends) <= line.width() - 16
    assert line.decided.width() > 60
    if line.question.isVisible():
        assert line.question.width() >= 160
    else:
        assert "Behandeling" in line.key.toolTip()


def test_with_one_guideline_none_is_said(spread: Window) -> None:
    chips = [button.words for button in spread.patient.places.buttons if button.isVisible()]
    assert chips == [spread.session.state.cases[at].site for at in spread.session.state.places]


@pytest.mark.parametrize("text_size", [150, 200])
def test_with_large_text_it_is_in_sight_what_is_kept_and_half_written(spread: Window, text_size: TextSize) -> None:
    spread.session.go_place(0)
    keys(spread, "A")
    type_text(spread, "wil niet meer")
    keys(spread, "Escape")
    spread.change_settings(text_size=text_size)
    settle(spread)
    spread.body.show_kept("Bewaard 19:57", tokens.GREEN)
    settle(spread)
    shown = [each.words for each in spread.findChildren(Button) if each.isVisible()]
    (top,) = [each for each in spread.findChildren(NarrowTop) if each.isVisible()]
    assert {"Bewaard 19:57", "1 concept"} <= set(shown)
    ends = [each.mapTo(top, each.rect().topRight()).x() for each in top.findChildren(Button) if each.isVisible()]
    assert max(ends) < top.width()
    assert top.kept.width() >= top.kept.sizeHint().width()
    click(top, "1 concept")
    settle(spread)
    assert spread.session.state.draft is not None


def test_what_presses_is_whole_in_the_narrow_line_however_long_the_name_of_its_place(spread: Window) -> None:
    spread.session.name_place(spread.session.state.document.points[2].id, "T8 links, T9")
    spread.change_settings(text_size=200)
    settle(spread)
    (line,) = [each for each in spread.findChildren(NarrowLine) if each.isVisible()]
    urgent = line.urgent
    assert urgent.text() == f"{URGENT} (T8 links, T9)"
    around = urgent.contentsMargins()
    room = urgent.width() - around.left() - around.right()
    wraps = Qt.TextFlag.TextWordWrap
    assert QFontMetrics(urgent.font()).boundingRect(0, 0, room, 999, wraps, urgent.text()).height() <= urgent.height()
