"""A label keeps its font and its height when the windows get other colours."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import PlainLabel

TEXT = "Standaard bij pijn is 1 × 8 Gy. Levensverwachting, conditie en primaire tumor maken daarvoor niet uit."


def test_a_label_has_its_own_font_and_whole_text_in_other_colours(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    column, label = QVBoxLayout(panel), PlainLabel(TEXT)
    column.addWidget(label)
    column.addStretch(1)
    panel.resize(300, 400)
    panel.show()
    try:
        label.setFont(theme.font(20, bold=True))  # as a style sheet that comes gives a font of before
        label.heightForWidth(label.width())
        theme.wear(theme.application(), "dark", moves=False)
        qtbot.waitUntil(lambda: label.height() >= QLabel.heightForWidth(label, label.width()))
        assert label.font() == theme.font(theme.BASE)
        assert label.heightForWidth(label.width()) == QLabel.heightForWidth(label, label.width())
    finally:
        theme.wear(theme.application(), "light", moves=False)
