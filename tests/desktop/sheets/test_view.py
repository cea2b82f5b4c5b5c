"""How the windows look: size of text, colours and movement, on a sheet and by keys, at once and for the next start."""

from __future__ import annotations

import html

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.view_sheet import ViewSheet
from mdo_viewer.desktop.state.commands import COMMANDS
from mdo_viewer.desktop.state.settings import TEXT_SIZES, Settings
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from tests.help.desktop_help import close, keys, make_window, settle, type_text


def cut(window: Window) -> list[str]:
    """Labels and buttons that are smaller than their text, or stand outside what can be scrolled to."""
    found = []
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and isinstance(label, PlainLabel):
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            if label.height() < needed - 1 or label.width() < label.minimumSizeHint().width() - 1:
                found.append(label.text())
    buttons = [each for each in window.findChildren(Button) if each.isVisible() and each.words]
    found += [each.words for each in buttons if each.width() < each.minimumSizeHint().width() - 1]
    return found + [f"{type(each).__name__} {each.accessibleName()}" for each in outside(window)]


def scrolls(widget: QWidget) -> bool:
    """Whether this is what an area scrolls."""
    port = widget.parentWidget()
    return port is not None and isinstance(port.parentWidget(), QScrollArea)


def outside(window: Window) -> list[QWidget]:
    """What can have the keyboard and stands beyond its panel, with no area around it that scrolls."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        parent = widget.parentWidget()
        while parent is not None and not parent.isWindow() and not scrolls(parent):
            parent = parent.parentWidget()
        at = QRect(widget.mapTo(parent, widget.rect().topLeft()), widget.size()) if parent is not None else QRect()
        if parent is not None and not parent.rect().adjusted(-2, -2, 2, 2).contains(at):
            found.append(widget)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)], ids=str)
def test_at_every_size_of_text_nothing_is_cut(qtbot: QtBot, size: tuple[int, int], language: Language) -> None:
    made = make_window(size=size)
    made.session.set_language(language)
    for percent in TEXT_SIZES:
        made.change_settings(text_size=percent)
        for case, tree in ((0, "diagnostiek"), (2, "lv_lang")):
            made.session.go_case(case)
            made.session.go_tree(tree)
            settle(made)
            assert cut(made) == [], (percent, tree)
    made.change_settings(text_size=100)
    close(made)


def size_of(window: Window) -> int:
    return window.settings.text_size


def test_text_grows_by_key_and_the_letters_of_the_tree_with_it(window: Window) -> None:
    picture = window.graph.picture
    assert picture is not None
    plain = window.facts.title.font().pixelSize()
    keys(window, "Ctrl++")
    settle(window)
    assert size_of(window) == 125
    assert window.facts.title.font().pixelSize() == round(plain * 1.25)
    assert window.graph.picture is not None
    assert window.graph.picture.scale == picture.scale * 1.25
    keys(window, "Ctrl++", "Ctrl+-", "Ctrl+-", "Ctrl++")
    assert size_of(window) == 125
    keys(window, "Ctrl+0")
    settle(window)
    assert window.facts.title.font().pixelSize() == plain


def test_the_ends_of_the_sizes_stay(window: Window) -> None:
    keys(window, *["Ctrl++"] * 9)
    assert size_of(window) == 200
    keys(window, *["Ctrl+-"] * 9)
    assert size_of(window) == 100


def test_back_at_the_usual_size_the_window_is_what_it_was(window: Window) -> None:
    def sizes() -> list[tuple[str, int, int]]:
        labels = [label for label in window.findChildren(PlainLabel) if label.isVisible() and label.text()]
        return sorted((label.text(), label.font().pixelSize(), label.width()) for label in labels)

    window.prover.finish()
    settle(window)
    before = sizes()
    window.change_settings(text_size=150)
    settle(window)
    assert sizes() != before
    window.change_settings(text_size=100)
    settle(window)
    window.message.clear()
    assert sizes() == before


def test_what_is_being_written_stays_when_the_text_grows(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    keys(window, "A", "Alt+1")
    window.right.decision.text.text.setFocus()
    type_text(window, "komt uit Zwolle")
    keys(window, "Ctrl++")
    settle(window)
    assert window.session.state.draft is not None
    assert window.session.state.draft.text == "komt uit Zwolle"
    assert window.right.decision.text.text.toPlainText() == "komt uit Zwolle"


def test_the_sheet_changes_everything_by_keyboard(window: Window) -> None:
    keys(window, "Ctrl+,")
    sheet = window.sheets.get("view")
    assert isinstance(sheet, ViewSheet)
    assert sheet.isVisible()
    choices = sheet.choices
    choices["scheme"].buttons[2].setFocus()
    keys(window, "Space")
    assert (window.settings.scheme, theme.scheme().name) == ("dark", "dark")
    choices["text_size"].buttons[2].setFocus()
    keys(window, "Space")
    settle(window)
    sheet = window.sheets.get("view")
    assert isinstance(sheet, ViewSheet)
    assert sheet.isVisible()  # made anew with the window, and still open
    assert window.settings.text_size == 150
    sheet.choices["motion"].buttons[1].click()
    assert theme.motion() > 0
    sheet.choices["motion"].buttons[2].click()
    assert theme.motion() == 0
    keys(window, "Escape")
    assert not sheet.isVisible()


def test_as_the_system_follows_the_system(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.change_settings(scheme="auto")
    assert theme.scheme().name == "light"
    monkeypatch.setattr(theme, "system_is_dark", lambda: True)
    window.appearance.wear()
    assert theme.scheme().name == "dark"
    monkeypatch.setattr(theme, "system_is_dark", lambda: False)
    window.appearance.wear()
    assert theme.scheme().name == "light"


def test_a_dark_system_does_not_reach_a_light_window(window: Window) -> None:
    settle(window)
    before = window.grab().toImage()
    app = theme.application()
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    QApplication.processEvents()
    try:
        window.repaint()
        assert window.grab().toImage() == before
        assert app.palette().color(QPalette.ColorRole.Window) == theme.colour(tokens.GROUND)
        assert app.palette().color(QPalette.ColorRole.WindowText) == theme.colour(tokens.INK)
    finally:
        app.styleHints().unsetColorScheme()
        QApplication.processEvents()


def test_f6_goes_round_the_parts_of_the_window(window: Window) -> None:
    parts = (window.top, window.patient, window.journey, window.facts, window.graph, window.right, window.status)

    def part() -> int:
        focused = QApplication.focusWidget()
        return next(at for at, each in enumerate(parts) if focused is not None and each.isAncestorOf(focused))

    window.graph.focus()
    seen = []
    for _ in parts:
        keys(window, "F6")
        seen.append(part())
    assert seen == [5, 6, 0, 1, 2, 3, 4]
    keys(window, "Shift+F6")
    assert part() == 3


def test_f6_leaves_out_a_part_that_holds_nothing_to_stop_at(window: Window) -> None:
    """The line at the bottom drops its buttons where there is no room for them."""
    for stop in stops(window.status):
        stop.hide()
    for way, last in (("F6", window.top), ("Shift+F6", window.right)):
        window.graph.focus()
        keys(window, *[way] * (2 if way == "F6" else 5))
        assert last.isAncestorOf(QApplication.focusWidget() or window)


@pytest.mark.parametrize("sheet", ["keys", "about", "view", "meeting", "projector:section"])
def test_what_a_sheet_covers_does_not_change(window: Window, sheet: str) -> None:
    """A key meant for the sheet must not answer a question that nobody sees; the room can still be made black."""
    window.call(sheet)()
    before = window.session.state
    for row in COMMANDS:
        if window.place not in row.acts and row.keys and row.acts != {"room"}:
            keys(window, row.keys[0])
            assert window.session.state == before, row.name
            assert window.sheets.shown is not None, row.name
    keys(window, "F5", "B")
    assert window.projector.beam.black
    keys(window, "Escape")
    assert window.sheets.shown is None
    keys(window, "H")
    assert window.session.state != before


def test_f11_fills_the_screen_and_comes_back(window: Window) -> None:
    keys(window, "F11")
    assert window.isFullScreen()
    keys(window, "F11")
    assert not window.isFullScreen()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_keys_is_whole(qtbot: QtBot, size: tuple[int, int], language: Language) -> None:
    made = make_window(size=size)
    made.session.set_language(language)
    for name in ("keys", "view", "about", "meeting"):
        made.call(name)()
        QApplication.processEvents()
        sheet = made.sheets.shown
        assert sheet is not None
        assert sheet.area.verticalScrollBar().maximum() == 0, name
        made.sheets.close()
    close(made)


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_is_one_line_and_its_tip_has_what_is_cut(
    qtbot: QtBot, size: tuple[int, int], language: Language
) -> None:
    made = make_window(size=size)
    made.session.set_language(language)
    head = made.graph.head
    cut = []
    for tree in made.look.pack.trees:
        made.session.go_tree(tree.id)
        settle(made)
        assert head.height() == 56
        assert head.title.fontMetrics().horizontalAdvance(head.title.text()) <= head.title.width(), head.title.text()
        assert head.title.text().startswith(f"{tree.number} ")
        if made.look.text(tree.title) not in head.title.text():
            cut.append(tree.id)
            assert made.look.text(tree.title) in html.unescape(head.title.toolTip())
    assert bool(cut) == (size == (1366, 768))  # with tabs the tree has all the width of 1024
    close(made)


def test_at_the_first_start_colours_and_contrast_are_as_the_system_has_them(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings().scheme == "auto"
    assert theme.system_wants_contrast() is False
    for contrast, dark, wears in ((True, True, "contrast"), (False, True, "dark"), (False, False, "light")):
        monkeypatch.setattr(theme, "system_wants_contrast", lambda contrast=contrast: contrast)
        monkeypatch.setattr(theme, "system_is_dark", lambda dark=dark: dark)
        window.appearance.wear()
        assert theme.scheme().name == wears
