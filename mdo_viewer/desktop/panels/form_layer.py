"""What a form lies on: a panel over the columns, with a veil over what is behind. Nothing there can be pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Dialog, keep_untold, tell_as
from mdo_viewer.desktop.widgets.tab_order import go_round

#: The width of the panel, px at 100 %, and how much of the window must be left beside it, or it takes all.
WIDTH: Final = 624
BESIDE: Final = 200
#: Lower than this, px at 100 %, the panel lies over the strip and the status line too.
LEAST: Final = 400
#: How much of what is behind the veil takes away, 0 to 1.
VEILED: Final = 0.4


class FormLayer(Dialog):
    """Lies over all of the window's ground but the status line. The patient stays in sight above the panel.

    `above` is what stays in sight, from the top; the last of it is the strip, which gives way where there is little
    room. `leave` takes the keyboard when the form goes.
    """

    def __init__(self, ground: QWidget, above: Sequence[QWidget], below: QWidget, leave: Callable[[], None]) -> None:
        super().__init__(ground)
        self._ground, self._leave = ground, leave
        self._above, self._below, self._strip = above, below, above[-1]
        self._top = 0
        self._covered: list[QWidget] = []  # what is not told while the layer lies over it
        self.panel = QStackedWidget(self)
        tell_as(self.panel, "group")
        self.hide()

    def lie_between(self, above: Sequence[QWidget], below: QWidget) -> None:
        """Other parts of the window stay in sight above and below."""
        self._above, self._below, self._strip = above, below, above[-1]
        if not self.isHidden():
            self._cover(True)

    def show_form(self, form: QWidget, title: str) -> None:
        """Show this form under its title; where none was shown the layer comes over everything."""
        self.setAccessibleName(title)
        self._cover(True)
        if self.panel.indexOf(form) < 0:
            self.panel.addWidget(form)
        self.panel.setCurrentWidget(form)
        if self.isHidden():
            self.place()
            self.show()
            self.raise_()

    def leave(self) -> None:
        """Show no form any more; the keyboard does not fall on whatever comes next."""
        if self.isHidden():
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._leave()
        self._cover(False)
        self.hide()

    def _cover(self, covers: bool) -> None:
        """What is behind the veil is not read either; the patient above it is, without what no click reaches there."""
        spared = (self, *self._above, self._below)
        behind = [part for part in self._ground.children() if isinstance(part, QWidget) and part not in spared]
        presses = [each for part in self._above for each in part.findChildren(QAbstractButton)]
        before, self._covered = self._covered, [*behind, *presses] if covers else []
        for part in set(before).difference(self._covered):
            if Shiboken.isValid(part):
                keep_untold(part, False)
        for part in self._covered:
            keep_untold(part, True)

    def place(self) -> None:
        """Lie over the window as it is now: the panel from below the patient to above the status line."""
        ground = self._ground.rect()
        shown = [part for part in self._above if not part.isHidden()]
        top, low = (self._y(shown[-1], shown[-1].height()) if shown else 0), ground.height()
        if not self._below.isHidden():
            low = min(low, self._y(self._below))
        if low - top < theme.px(LEAST):
            top, low = (self._y(self._strip) if not self._strip.isHidden() else top), ground.height()
        self._top = max(0, top)
        self.setGeometry(0, 0, ground.width(), low)
        bar = self._y(shown[0]) if shown else 0  # the top bar is not covered: its buttons do what their keys do
        self.setMask(QRegion(0, bar, ground.width(), max(1, low - bar)))
        width = min(theme.px(WIDTH), ground.width())
        if ground.width() - width < theme.px(BESIDE):
            width = ground.width()
        self.panel.setGeometry(ground.width() - width, self._top, width, low - self._top)

    @property
    def covers(self) -> int:
        """How much of the window a form covers at its right, px; 0 without one."""
        return 0 if self.isHidden() else self.panel.width()

    def _y(self, part: QWidget, down: int = 0) -> int:
        """Where a part begins on the ground, or what lies so far down in it, px."""
        return part.mapTo(self._ground, QPoint(0, down)).y()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in the form."""
        return go_round(self.panel, forward=forward) or super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing behind it is pressed, and the form stays: what is typed next is still its text."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nothing behind it scrolls."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil over the columns; what is above them stays as it is."""
        veil = QColor(theme.colour(tokens.VEIL))
        veil.setAlphaF(VEILED)
        QPainter(self).fillRect(0, self._top, self.panel.x(), self.height() - self._top, veil)
