"""What a tip says to those who do not see it: once, and in plain text."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.form import LineField
from mdo_viewer.desktop.widgets.theme import NO_MORE, plain_tip, tip_text
from mdo_viewer.desktop.window import Window


def test_a_tip_that_repeats_the_name_is_not_told(qtbot: QtBot) -> None:
    button = Button("Volgende")
    qtbot.addWidget(button)
    button.setToolTip("Volgende")
    assert button.accessibleDescription() == NO_MORE
    button.setAccessibleName("Verder")
    assert button.accessibleDescription() == "Volgende"
    button.setToolTip("")
    assert button.accessibleDescription() == ""


def test_a_tip_that_says_more_is_told_in_plain_text(qtbot: QtBot) -> None:
    button, label = Button("Boom 7"), PlainLabel("Boom 7")
    for widget in (button, label):
        qtbot.addWidget(widget)
        widget.setToolTip(plain_tip("levensverwachting < 3 maanden & meer"))
        assert widget.toolTip().startswith("<qt>")
        assert widget.accessibleDescription() == "levensverwachting < 3 maanden & meer"


def test_what_a_button_is_told_to_say_goes_before_its_tip(qtbot: QtBot) -> None:
    button = Button("B")
    qtbot.addWidget(button)
    button.setAccessibleDescription("geen kracht")
    button.setToolTip("tip")
    assert button.accessibleDescription() == "geen kracht"


def test_a_field_does_not_describe_itself_with_what_stands_in_it(qtbot: QtBot, window: Window) -> None:
    field = LineField(lambda _text: None)
    qtbot.addWidget(field)
    field.fill("Kenmerk", "MDO-0003", window.look.words)
    assert field.line.toolTip() == "MDO-0003"
    assert field.line.accessibleDescription() == NO_MORE


def test_markup_of_a_tip_is_taken_off_again() -> None:
    for text in ("a < b", "R&D &lt;", "plain", ""):
        assert tip_text(plain_tip(text)) == text
