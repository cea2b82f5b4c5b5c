"""Contrast of every pair of colours that occurs, and text shown exactly as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer import desktop
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.drawing.colours import contrast

DESKTOP = Path(desktop.__file__).parent


@pytest.mark.parametrize("scheme", theme.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_text_stands_at_seven_to_one(scheme: theme.Scheme) -> None:
    c = scheme.colours
    low = {pair: contrast(c[pair[0]], c[pair[1]]) for pair in theme.TEXT_PAIRS if contrast(c[pair[0]], c[pair[1]]) < 7}
    assert low == {}


@pytest.mark.parametrize("scheme", theme.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_the_focus_ring_is_seen(scheme: theme.Scheme) -> None:
    c = scheme.colours
    assert theme.FOCUS_WIDTH >= 3
    for ground in (tokens.PAPER, tokens.GROUND, tokens.BLUE_WASH, tokens.AMBER_WASH):
        assert contrast(c[tokens.BLUE], c[ground]) >= 3
    assert contrast(c[tokens.FOCUS_ON_NIGHT], c[tokens.NIGHT]) >= 3


def test_every_scheme_has_every_token() -> None:
    every = {value for name, value in vars(tokens).items() if name.isupper() and isinstance(value, str)}
    for scheme in theme.SCHEMES.values():
        assert set(scheme.colours) == every


def test_markup_shows_literally(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Radio&Chemo</b> <5 mm <img src='file:///etc/passwd'>")
    qtbot.addWidget(label)
    assert label.text().startswith("<b>Radio&Chemo")
    assert label.textFormat().name == "PlainText"
    button = Button("Radio&Chemo")
    qtbot.addWidget(button)
    assert button.words == "Radio&Chemo"
    assert button.accessibleName() == "Radio&Chemo"
    assert button.shortcut().isEmpty()


def test_no_rich_text_and_no_other_label_in_the_room() -> None:
    for path in DESKTOP.rglob("*.py"):
        source = path.read_text("utf-8")
        assert not re.search(
            r"(?<!\w)QLabel\(|setHtml|RichText|\.exec\(\)(?!.*app)", source.replace("return app.exec()", "")
        ), path


def test_colours_are_chosen_in_the_theme_only() -> None:
    allowed = {"theme.py"}
    for path in DESKTOP.rglob("*.py"):
        if path.name not in allowed:
            assert not re.search(r"\"#[0-9A-Fa-f]{6}\"", path.read_text("utf-8")), path
