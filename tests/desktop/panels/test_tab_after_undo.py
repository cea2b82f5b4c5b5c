"""Tab goes in the order in which the window is read, before and after a step is undone and done again."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer.desktop.panels.advice_panel import AdvicePanel
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys, settle


def round_of(window: Window) -> list[QWidget]:
    """What Tab stops at in the advice, from its first stop on."""
    window.keyboard.order_tabs()
    window.graph.focus()
    found: list[QWidget] = []
    for _ in range(100):
        keys(window, "Tab")
        focused = QApplication.focusWidget()
        if focused is None or focused in found:
            break
        found.append(focused)
    return [each for each in found if window.advice.isAncestorOf(each)]


def reads(panel: AdvicePanel, found: list[QWidget]) -> bool:
    """Whether all that scrolls comes first, each from top to bottom, and then what stands at the foot."""
    inside = [panel.column.isAncestorOf(each) for each in found]
    within = [each for each in found if panel.column.isAncestorOf(each)]
    rows = [each.mapTo(panel.column, each.rect().topLeft()).y() // 8 for each in within]
    return inside == sorted(inside, reverse=True) and rows == sorted(rows)


def test_tab_reads_on_before_and_after_undo_and_redo(window: Window) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "V", "Ctrl+Return")
    settle(window)
    before = round_of(window)
    assert window.advice.decided.withdraw in before
    assert reads(window.advice, before)
    keys(window, "Ctrl+Z", "Ctrl+Y")
    settle(window)
    assert round_of(window) == before
