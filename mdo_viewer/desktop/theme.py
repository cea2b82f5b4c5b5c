"""Colours, sizes and fonts of the windows: the only place where they are chosen.

Text stands at 7:1 or better on each ground it is used on (tests/test_desktop_theme.py). Spacing is in steps of 8 px.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPen
from PySide6.QtWidgets import QApplication

MAXIMIZED: Final = Qt.WindowState.WindowMaximized
FAMILY: Final = "Atkinson Hyperlegible"

INK: Final = "#14213D"
MUTED: Final = "#46505F"
BLUE: Final = "#0A47B0"
RED: Final = "#8F2A0A"
GREEN: Final = "#14592F"
BROWN: Final = "#5A3E00"
WHITE: Final = "#FFFFFF"
GROUND: Final = "#F6F8FB"
LINE: Final = "#C3CCD9"
STRONG_LINE: Final = "#7C8798"
BLUE_WASH: Final = "#E9F0FD"
AMBER_WASH: Final = "#FFF6DB"
AMBER: Final = "#B87400"
RED_WASH: Final = "#FDEDE7"
GREY_WASH: Final = "#EEF1F5"
GREEN_WASH: Final = "#E9F6EE"
OTHER: Final = "#5A2A82"
OTHER_WASH: Final = "#F4EDFA"
NIGHT: Final = INK
NIGHT_TEXT: Final = "#C9D4E8"
NIGHT_LINE: Final = "#5B6B8C"
FOCUS_ON_NIGHT: Final = "#FFD166"

#: (text, ground) pairs that occur; the contrast test reads them.
TEXT_PAIRS: Final = (
    *((ink, ground) for ink in (INK, MUTED, BLUE, RED) for ground in (WHITE, GROUND, BLUE_WASH, AMBER_WASH, GREY_WASH)),
    (INK, RED_WASH),
    (RED, RED_WASH),
    (MUTED, RED_WASH),
    (GREEN, WHITE),
    (GREEN, GROUND),
    (GREEN, GREEN_WASH),
    (GREEN, BLUE_WASH),
    (INK, GREEN_WASH),
    (MUTED, GREEN_WASH),
    (BROWN, AMBER_WASH),
    (OTHER, WHITE),
    (OTHER, GROUND),
    (INK, OTHER_WASH),
    (WHITE, NIGHT),
    (NIGHT_TEXT, NIGHT),
    (WHITE, BLUE),
    (WHITE, MUTED),
    (WHITE, GREEN),
    (WHITE, RED),
    (FOCUS_ON_NIGHT, NIGHT),
)

BASE: Final = 15
SMALL: Final = 13
STEP: Final = 8
BUTTON_HEIGHT: Final = 36
RADIUS: Final = 6
FOCUS_WIDTH: Final = 3

STYLE_SHEET: Final = f"""
QLineEdit, QPlainTextEdit {{
    background: {WHITE}; color: {INK}; border: 1px solid {STRONG_LINE}; border-radius: {RADIUS}px; padding: 5px 9px;
    placeholder-text-color: {MUTED}; selection-background-color: {BLUE}; selection-color: {WHITE};
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border: {FOCUS_WIDTH}px solid {BLUE}; padding: 3px 7px; }}
QListWidget {{ background: {WHITE}; color: {INK}; border: 1px solid {LINE}; border-radius: {RADIUS}px; padding: 4px; }}
QListWidget:focus {{ border: {FOCUS_WIDTH}px solid {BLUE}; padding: 2px; }}
QListWidget::item {{ padding: 7px 8px; }}
QListWidget::item:selected {{ background: {BLUE}; color: {WHITE}; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: #A9B4C4; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {STRONG_LINE}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {WHITE}; color: {INK}; border: 1px solid {STRONG_LINE}; padding: 6px; }}
QMenu {{ background: {WHITE}; color: {INK}; border: 1px solid {STRONG_LINE}; padding: 4px; }}
QMenu::item {{ padding: 8px 24px; }}
QMenu::item:selected {{ background: {BLUE}; color: {WHITE}; }}
"""


@cache
def font(size: int = BASE, *, bold: bool = False) -> QFont:
    """The font of the window at `size` px."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setBold(bold)
    return made


def drawn_font(size: float, *, bold: bool) -> QFont:
    """The font of the graph: laid out from tables, so without kerning and without hinting at any zoom."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setBold(bold)
    made.setKerning(False)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def palette() -> QPalette:
    """The light palette that every widget starts from."""
    made = QPalette()
    role = QPalette.ColorRole
    for part, colour in (
        (role.Window, GROUND),
        (role.WindowText, INK),
        (role.Base, WHITE),
        (role.AlternateBase, GROUND),
        (role.Text, INK),
        (role.Button, WHITE),
        (role.ButtonText, INK),
        (role.Highlight, BLUE),
        (role.HighlightedText, WHITE),
        (role.ToolTipBase, WHITE),
        (role.ToolTipText, INK),
        (role.PlaceholderText, MUTED),
        (role.Link, BLUE),
    ):
        made.setColor(part, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(disabled, part, QColor(MUTED))
    return made


def dress(app: QApplication) -> None:
    """Give the application its fonts, palette and style; safe to call again."""
    from mdo_viewer.drawing.font import font_files

    if not app.property("mdoDressed"):
        for file in font_files():
            QFontDatabase.addApplicationFont(str(file))
        app.setProperty("mdoDressed", True)
        if not app.property("mdoFusion"):  # asking for a style object prepares all of QStyle, 15 ms
            app.setStyle("Fusion")
        app.setPalette(palette())
        app.setFont(font())
        app.setStyleSheet(STYLE_SHEET)


def plain_tip(text: str) -> str:
    """A tool tip shows markup: what looks like it is written so that it shows as it is."""
    from html import escape

    return f"<qt>{escape(text)}</qt>" if "<" in text or "&" in text else text


def pen(colour: str, width: float) -> QPen:
    """A solid pen."""
    return QPen(QColor(colour), width)
