"""The hint that more follows: what it covers is not half to be read through its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.more_hint import LEAST, MoreHint


@pytest.mark.parametrize("low", [True, False])
def test_in_a_low_area_its_words_stand_on_paper(qapp: QApplication, qtbot: QtBot, low: bool) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    inside.resize(300, 2000)
    area.setWidget(inside)
    area.resize(320, 100 if low else 400)
    hint = MoreHint(area)
    hint.show_words("Lees verder")
    area.show()
    hint.place()
    assert (hint.height() == theme.px(LEAST)) is low
    image = QImage(hint.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))  # a line of the text below it
    hint.render(image, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    top = image.pixelColor(hint.width() // 2, 2)
    assert (top == theme.colour(tokens.PAPER)) is low
