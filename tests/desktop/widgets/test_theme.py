"""Contrast of every pair of colours that occurs, and text shown exactly as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QStyleHints
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer import desktop, win32
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.colours import contrast
from tests.help.windows import Windows, fill

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
        if path.name == "refusing.py":
            source = source.replace("box.exec()", "")  # the last word of a program that does not start
        assert not re.search(
            r"(?<!\w)QLabel\(|setHtml|RichText|\.exec\(\)(?!.*app)", source.replace("return app.exec()", "")
        ), path


def test_colours_are_chosen_in_the_theme_only() -> None:
    allowed = {"theme.py"}
    for path in DESKTOP.rglob("*.py"):
        if path.name not in allowed:
            assert not re.search(r"\"#[0-9A-Fa-f]{6}\"", path.read_text("utf-8")), path


# --- Windows


def set_font(kind: str) -> None:
    """As the theme of Windows does for a class of widgets."""
    theme.application().setFont(QFont("MS Shell Dlg", 8), kind)  # type: ignore[arg-type]  # its stub is wrong


def font_of(kind: str) -> QFont:
    return QApplication.font(kind)  # type: ignore[no-any-return, call-overload]  # its stub is wrong


KINDS = ("QMenu", "QMessageBox", "QTipLabel", "QStatusBar", "QAbstractItemView", "QLabel")


def test_lists_menus_tips_and_questions_have_the_size_of_all_other_text(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows gives them a font of their own, which stays when that of the application changes."""
    give: Callable[..., None] = QApplication.setFont

    def as_there(_app: QApplication, font: QFont, kind: str = "") -> None:
        give(font, kind) if kind else give(font)
        for each in () if kind else KINDS[:-1]:
            give(QFont("MS Shell Dlg", 8), each)

    monkeypatch.setattr(QApplication, "setFont", as_there)
    window.change_settings(text_size=150)
    assert {font_of(kind).toString() for kind in KINDS} == {theme.font().toString()}
    assert theme.font().pixelSize() > 20


def test_they_have_it_from_the_start(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the style of a sheet Windows brings its own fonts back."""
    worn = QApplication.setStyleSheet

    def wear(app: QApplication, sheet: str) -> None:
        worn(app, sheet)
        set_font("QMenu")

    monkeypatch.setattr(QApplication, "setStyleSheet", wear)
    qapp.setProperty("mdoDressed", False)
    theme.dress(qapp)
    assert font_of("QMenu").family() == theme.FAMILY


def test_text_is_as_wide_on_every_system() -> None:
    """With hinting it is wider on Windows, and what fits here does not there."""
    assert theme.font().hintingPreference() == QFont.HintingPreference.PreferNoHinting


def test_windows_draws_frames_as_the_user_chose(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Qt.ColorScheme] = []
    monkeypatch.setattr(QStyleHints, "setColorScheme", lambda _hints, scheme: asked.append(scheme))
    monkeypatch.setattr(win32, "here", lambda: False)
    window.change_settings(scheme="dark")
    assert asked == []  # elsewhere the system is left alone
    monkeypatch.setattr(win32, "here", lambda: True)
    window.change_settings(scheme="contrast", motion="off")
    window.change_settings(scheme="dark")
    window.change_settings(scheme="auto")
    assert asked == [Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown]


@pytest.mark.parametrize("on", [0, 1])
def test_windows_is_asked_whether_things_move(qapp: QApplication, windows: Windows, on: int) -> None:
    def told(what: int, _size: int, place: Any, _how: int) -> int:
        assert what == 0x1042
        return fill(place, on)

    windows.answers["SystemParametersInfoW"] = told
    assert theme.moves_for("auto") is bool(on)
    assert theme.moves_for("on")
