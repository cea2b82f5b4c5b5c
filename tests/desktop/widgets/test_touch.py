"""Everything that can be pressed or typed in takes at least 44 px each way, and nothing reaches out of its panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Segments
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from tests.help.desktop_help import close, keys, make_window, settle

SIZES = [(1920, 1080), (1366, 768), (1024, 768)]


def targets(window: Window) -> list[QWidget]:
    found: list[QWidget] = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    return found + [field for field in window.findChildren(QLineEdit) if field.isVisible()]


def small(window: Window) -> list[str]:
    return [
        f"{type(t).__name__} {t.accessibleName()} {t.width()}x{t.height()}"
        for t in targets(window)
        if t.height() < theme.TOUCH or t.width() < theme.TOUCH
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_target_is_large_enough_to_touch(qtbot: QtBot, size: tuple[int, int], language: Language) -> None:
    window = make_window(size=size)
    window.session.set_language(language)
    for case, tree in ((0, "diagnostiek"), (1, "radiotherapie"), (2, "lv_lang"), (2, "tijd_tot_therapie")):
        window.session.go_case(case)
        window.session.go_tree(tree)
        settle(window)
        assert small(window) == [], tree
    for form in ("P", "A", "W"):
        keys(window, form)
        settle(window)
        assert small(window) == [], form
        keys(window, "Escape")
    close(window)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_row_is_wider_than_its_panel(qtbot: QtBot, size: tuple[int, int], language: Language) -> None:
    window = make_window(size=size)
    window.session.set_language(language)
    for case in (0, 2):
        for tree in window.session.state.pack.trees:
            window.session.go_case(case)
            window.session.go_tree(tree.id)
            settle(window)
            wide = window.facts.area.viewport().width()
            for row in window.facts.findChildren(FactRow):
                if row.isVisible():
                    assert row.width() <= wide, row.view
                    inner = [b for b in row.findChildren(QAbstractButton) if b.isVisible()]
                    assert all(b.mapTo(row, QPoint(b.width(), 0)).x() <= row.width() for b in inner)
    close(window)


def test_a_long_last_choice_stands_below_where_the_others_are_short(qtbot: QtBot) -> None:
    window = make_window(size=(1024, 768))
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    window.session.correct("asia_score")
    settle(window)
    segments = window.facts.row("asia_score").findChildren(Segments)[0]
    *letters, unknown = segments.buttons
    assert len({button.y() for button in letters}) == 1
    assert unknown.y() > letters[0].y()
    assert unknown.width() == segments.width()
    close(window)
