"""Parts of the forms: labelled fields that tell only what a user typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop import theme
from mdo_viewer.desktop.controls import PlainLabel


def show_line(line: QLineEdit, text: str) -> None:
    """Show a text, longer than the line perhaps: it is read from its beginning, and its tip has the whole."""
    if text != line.text():
        line.setText(text)
    line.setToolTip(theme.plain_tip(text))
    if not line.hasFocus():
        line.home(False)


class LineField(QWidget):
    """A label, a line and a message; `typed` gets every edit, `entered` the Enter key."""

    def __init__(self, typed: Callable[[str], None], entered: Callable[[], None] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel(size=14, colour=theme.MUTED)
        self.line = QLineEdit()
        self.line.setMinimumHeight(theme.TOUCH)
        self.line.textEdited.connect(typed)
        if entered is not None:
            self.line.returnPressed.connect(entered)
        self.message = PlainLabel(size=theme.SMALL, bold=True, colour=theme.RED)
        self.message.hide()
        for part in (self._label, self.line, self.message):
            column.addWidget(part)

    def fill(self, label: str, text: str) -> None:
        """Show a label and a text; what the user is typing stays as it is."""
        self._label.show_text(label)
        self.line.setAccessibleName(label)
        show_line(self.line, text)


class TextField(QWidget):
    """A label and a few lines of text, or as many as there is room for where it grows; Tab leaves it."""

    def __init__(self, typed: Callable[[str], None], *, lines: int = 3, grows: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel(size=14, colour=theme.MUTED)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        height = theme.px(22) * lines + 20
        self.text.setMinimumHeight(height) if grows else self.text.setFixedHeight(height)
        self._typed = typed
        self._shown = ""
        self.text.textChanged.connect(self._changed)
        column.addWidget(self._label)
        column.addWidget(self.text)

    def _changed(self) -> None:
        text = self.text.toPlainText()
        if text != self._shown:  # not our own `fill`
            self._shown = text
            self._typed(text)

    def fill(self, label: str, text: str) -> None:
        """Show a label and a text."""
        self._label.show_text(label)
        self.text.setAccessibleName(label)
        if text != self._shown:
            self._shown = text
            self.text.setPlainText(text)
