"""The search over the graph: a field, and below it the questions and outcomes that it finds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from mdo_viewer.desktop.graph.wrapped_items import WrappedItems
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.searching import Found, search
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE
from mdo_viewer.desktop.widgets.timers import once

WIDTH, HEIGHT, GAP = 440, 360, 12
#: How long nothing was typed before it is told how many are found, ms: not at every letter.
REST = 500


class SearchField(QWidget):
    """Typing finds, the arrows choose, Enter goes there and closes, Escape closes."""

    def __init__(self, host: Host, parent: QWidget, choose: Callable[[Found], None], back: Callable[[], None]) -> None:
        super().__init__(parent)
        self._ground = parent
        self._host, self._choose, self._back = host, choose, back
        self._matches: tuple[Found, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        self.field = QLineEdit()
        self.field.setProperty(KEPT_NOWHERE, True)
        self._rested = once(self, lambda: announce(self.field, self.count.text()), REST)
        self.field.textEdited.connect(lambda _text: host.door.run(self._typed))
        self.field.returnPressed.connect(host.door(lambda: self._go(self.list.currentRow())))  # Escape: the window's
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard, its arrows choose
        WrappedItems(self.list)
        self.list.itemClicked.connect(lambda item: host.door.run(lambda: self._go(self.list.row(item))))
        self.count = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        for part in (self.field, self.count, self.list):
            column.addWidget(part)
        self.hide()

    def open_field(self, look: Look) -> None:
        """Show the field, empty, with all of the present tree below it."""
        words = look.words
        self.field.setPlaceholderText(words("search.hint"))
        self.field.setAccessibleName(words("search.name"))
        self.field.setAccessibleDescription(words("search.about"))
        self.list.setAccessibleName(words("search.list"))
        self.field.clear()
        self._find()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_field(self) -> None:
        """Hide, and give the keyboard back to the graph."""
        self._rested.stop()
        if self.isVisible():
            self.hide()
            self._back()

    def place(self) -> None:
        """At the right top of the graph."""
        room = self._ground
        self.resize(min(WIDTH, room.width() - 2 * GAP), min(HEIGHT, room.height() - 2 * GAP))
        self.move(room.width() - self.width() - GAP, GAP)

    def _find(self) -> None:
        look = self._host.look
        self._matches = search(look.pack, look.state.language, look.state.tree_id, self.field.text())
        self.list.clear()
        for match in self._matches:
            self.list.addItem(self._line(look, match))
        if self._matches:
            self.list.setCurrentRow(0)
        many = len(self._matches)
        key = "search.none" if not many else "search.one" if many == 1 else "search.many"
        self.count.show_text(look.words(key, n=many))

    def _typed(self) -> None:
        self._find()
        self._rested.start()

    def _line(self, look: Look, match: Found) -> str:
        tree = look.pack.trees_by_id[match.tree]
        lines = [match.title]
        if match.beside:
            lines.append(match.beside)
        if tree.id != look.state.tree_id:
            lines.append(look.words("search.in_tree", number=tree.number, title=look.text(tree.title)))
        return "\n".join(lines)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._matches):
            self.close_field()
            self._choose(self._matches[row])

    def _move(self, step: int) -> None:
        self._rested.stop()
        if self._matches:
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self._matches))
            announce(self.field, self.list.currentItem().text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field walk what is found; every other key stays the field's."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._host.door.run(lambda: self._move(1 if key == Qt.Key.Key_Down else -1))
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with a frame, so that the tree below does not show through."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.STRONG_LINE, 1))
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
