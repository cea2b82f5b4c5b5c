"""What stands on the screen after quick steps is what is true now: nothing of an earlier picture beside it."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.graph.items import draw_words, lay_words
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.font import text_width
from mdo_viewer.drawing.picture import Run

STEPS = ("1", "2", "N", "Z", "X", "G", "H", "]", "Right", "Down", "pan")


def on_screen(window: Window) -> QImage:
    """The graph as it stands on the screen; grabbing the widget would paint it anew."""
    graph = window.graph.view.viewport()
    at = graph.mapTo(window, QPoint())
    shot = window.screen().grabWindow(window.winId(), at.x(), at.y(), graph.width(), graph.height())
    return shot.toImage()


@pytest.mark.parametrize("seed", range(3))
def test_the_graph_on_the_screen_is_the_graph_painted_anew(window: Window, seed: int) -> None:
    random, view = Random(seed), window.graph.view
    window.top.add.click()
    window.graph.focus()
    for at in range(24):
        step = random.choice(STEPS)
        if step == "pan":
            view.camera.pan(QPoint(random.randint(-40, 40), random.randint(-40, 40)))
        else:
            QTest.keySequence(QApplication.focusWidget() or window, step)
        if random.random() < 0.5:  # else the next key comes before this one is painted
            QApplication.processEvents()
        if at % 4 == 3:
            (view if random.random() < 0.5 else window.top.agenda).setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.processEvents()
            now = on_screen(window)
            view.viewport().update()
            QApplication.processEvents()
            assert on_screen(window) == now, f"after step {at}: {step}"


@pytest.mark.parametrize("size", [15.0, 18.75, 16.5, 20.625])
def test_text_is_drawn_at_the_very_size_that_was_laid_out(qapp: QApplication, size: float) -> None:
    """Drawn larger it would cover the space before an answer: `mogelijk:ja`."""
    line = "Is een operatie nog mogelijk binnen een week, en wil de patiënt dat"
    picture = QImage(1200, 60, QImage.Format.Format_ARGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    draw_words(painter, lay_words(Run(line, 10.0, 40.0, size, False, "title"), "#000000"))
    painter.end()
    last = max(x for x in range(1200) if any(picture.pixelColor(x, y).lightness() < 128 for y in range(60)))
    assert last == pytest.approx(10 + text_width(line, size, False), abs=0.16 * size)
