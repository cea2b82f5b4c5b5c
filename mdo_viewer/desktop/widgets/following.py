"""A part of the window that scrolls as a whole where it is higher than its room, and keeps the keyboard in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mdo_viewer.desktop.widgets import theme


class Following(QScrollArea):
    """Holds a part as high as it must be at least; what has the focus comes into view."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        body.setMinimumWidth(1)  # never wider than there is room: what its texts would like is cut or wraps
        self.setWidget(body)
        theme.application().focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """Nothing: it scrolls."""
        return QSize(0, 0)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        body = self.widget()
        if now is not None and body is not None and body.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, theme.STEP)
