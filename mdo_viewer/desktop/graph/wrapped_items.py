"""Lines of a list that are as high as their wrapped text: the style forgets the padding when it measures."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from mdo_viewer.desktop.widgets import theme


class WrappedItems(QStyledItemDelegate):
    """Measures each line with the width that is left inside the padding of the style sheet."""

    def __init__(self, items: QListWidget) -> None:
        super().__init__(items)
        self._items = items
        items.setWordWrap(True)
        items.setTextElideMode(Qt.TextElideMode.ElideNone)
        items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        items.setResizeMode(QListWidget.ResizeMode.Adjust)
        items.setItemDelegate(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The width of the list, and the height of the wrapped text with the padding, px."""
        across, down = theme.ITEM_PAD
        width = self._items.viewport().width()
        font = index.data(Qt.ItemDataRole.FontRole) or QFont(self._items.font())
        room = QRect(0, 0, max(40, width - 2 * across - SLACK), 100_000)
        text = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap.value, index.data())
        return QSize(width, text.height() + 2 * down)


#: What the style keeps free at both sides of a text besides, px.
SLACK = 8
