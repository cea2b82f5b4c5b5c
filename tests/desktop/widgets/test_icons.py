"""The icons are files that follow the scheme: none missing or left over, of one colour, drawn whole, each its own."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from PySide6.QtCore import QPointF, QXmlStreamReader
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.guideline.library import resources_folder

ICONS = get_args(icons.Icon)
FOLDER = resources_folder() / "icons"
#: The icon of the program itself, which the system shows on grounds of its own.
PROGRAM = "app"


def drawn(icon: icons.Icon, token: tokens.Token, side: int = 48) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    icons.paint(painter, icon, QPointF(side / 2, side / 2), token, side)
    painter.end()
    return image


def test_each_file_is_an_icon_in_use() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {*ICONS, PROGRAM}


@pytest.mark.parametrize("icon", ICONS)
def test_an_icon_is_well_formed_and_has_no_colour_of_its_own(icon: icons.Icon) -> None:
    text = (FOLDER / f"{icon}.svg").read_text("utf-8")
    reader = QXmlStreamReader(text)
    assert reader.readNextStartElement()
    assert (reader.name(), reader.attributes().value("viewBox")) == ("svg", "0 0 24 24")
    reader.skipCurrentElement()
    assert not reader.hasError()
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) <= {"none", "currentColor"}
    assert "currentColor" in text


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("icon", ICONS)
def test_an_icon_is_drawn_whole_in_the_colour_of_the_scheme(
    qtbot: QtBot, icon: icons.Icon, scheme: theme.SchemeName
) -> None:
    app = theme.application()
    theme.wear(app, scheme, moves=False)
    try:
        image = drawn(icon, tokens.BROWN)
        want = theme.colour(tokens.BROWN)
    finally:
        theme.wear(app, "light", moves=False)
    seen = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    solid = [each for each in seen if each.alpha() > 250]
    assert len(solid) > 50
    for each in solid:
        apart = each.red() - want.red(), each.green() - want.green(), each.blue() - want.blue()
        assert max(map(abs, apart)) <= 2
    edge = [(at, side) for at in range(48) for side in (0, 47)]
    assert not any(image.pixelColor(x, y).alpha() > 30 for one, two in edge for x, y in ((one, two), (two, one)))


def test_no_two_icons_look_alike(qtbot: QtBot) -> None:
    pictures = [drawn(icon, tokens.INK) for icon in ICONS]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])
