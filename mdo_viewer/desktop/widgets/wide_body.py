"""The window's panels where they may need more room than the window has: with larger text."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mdo_viewer.desktop.widgets import theme


class WideBody(QScrollArea):
    """Holds the panels at this height or higher, as wide as they need at least; what has the focus comes into view."""

    def __init__(self, body: QWidget, height: int) -> None:
        super().__init__()
        body.setMinimumHeight(height)  # a least width of our own would hide a way past the right edge
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(body)
        theme.application().focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        body = self.widget()
        if now is not None and body is not None and body.isAncestorOf(now):
            self.ensureWidgetVisible(now)
