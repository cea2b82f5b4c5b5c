"""Sheets over the window: the keys, and what the program is. Escape or a click beside closes them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop import theme
from mdo_viewer.desktop.actions import Host
from mdo_viewer.desktop.advice_panel import scroll_area
from mdo_viewer.desktop.controls import Button, PlainLabel
from mdo_viewer.desktop.keys import KEYS
from mdo_viewer.desktop.look import Look


class Holder(QWidget):
    """As high as its texts are at its width; Qt would also keep room for them as they wrap when narrower."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Sheet(QWidget):
    """A white sheet in the middle of the dimmed window; `allows` names the commands that act under it all the same."""

    allows: ClassVar[tuple[str, ...]] = ()

    def __init__(self, host: Host, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._host, self._ground = host, parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QWidget(self)
        self._width = width
        self._whole = QVBoxLayout(self._sheet)
        self._whole.setContentsMargins(32, 24, 20, 24)
        self._whole.setSpacing(12)
        self._head = head = QHBoxLayout()
        head.setContentsMargins(0, 0, 12, 0)
        self.title = PlainLabel(size=22, bold=True)
        self._close = Button(tone="plain")
        self._close.clicked.connect(host.door(self.close_sheet))
        head.addWidget(self.title, 1)
        head.addWidget(self._close)
        self._whole.addLayout(head)
        holder = Holder()
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 12, 0)
        self.column.setSpacing(12)
        self._area = scroll_area(holder)
        self._whole.addWidget(self._area, 1)
        self._back: QWidget | None = None
        self.hide()

    def open_sheet(self, look: Look) -> None:
        """Fill and show the sheet; the focus returns where it was when it closes."""
        self._close.show_words(look.words("say.close"), key="Esc")
        self.fill(look)
        self.setAccessibleName(self.title.text())
        self._area.setAccessibleName(self.title.text())
        window = self.window()
        self._back = window.focusWidget()
        self.show()
        self.place()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        raise NotImplementedError

    def place(self) -> None:
        """Put the sheet in the middle of the window as it is now."""
        self.setGeometry(self._ground.rect())
        width = min(theme.px(self._width), self.width() - 48)
        edge = self._whole.contentsMargins()
        # As high as it is beside a scroll bar: room for one is kept, so that it does not come by its own width.
        inside = self.column.totalHeightForWidth(width - edge.left() - edge.right() - theme.SCROLL_BAR)
        height = edge.top() + self._head.sizeHint().height() + self._whole.spacing() + inside + edge.bottom()
        most = self.height() - 24
        self._sheet.setFixedSize(width, min(height, most))
        if self.isVisible():  # layouts within layouts ask for a little more once they have their width
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            height = self._sheet.height() + self._area.verticalScrollBar().maximum()
            self._sheet.setFixedSize(width, min(height, most))
        self._area.setFocusPolicy(
            Qt.FocusPolicy.NoFocus if height <= most else Qt.FocusPolicy.TabFocus
        )  # arrows scroll
        self._sheet.move((self.width() - width) // 2, max(12, (self.height() - self._sheet.height()) // 2))

    def close_sheet(self) -> None:
        self.hide()
        if self._back is not None and Shiboken.isValid(self._back):  # its panel may have been filled anew meanwhile
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Enter, where nothing that has the focus takes it."""
        self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour(theme.VEIL))
        painter.setPen(theme.pen(theme.INK, 1))
        painter.setBrush(theme.colour(theme.PAPER))
        painter.drawRoundedRect(QRectF(self._sheet.geometry()), 10, 10)


class KeyCap(PlainLabel):
    """A key as it looks on the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text, size=14, bold=True, wrap=False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(8, 3, 8, 3)
        self.setMinimumWidth(34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(theme.STRONG_LINE, 1))
        painter.setBrush(theme.colour(theme.GREY_WASH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()
        super().paintEvent(event)


#: Which groups of keys stand below one another, in a wide and in a narrow window.
THREE = (("answer", "place"), ("graph", "projector"), ("decide", "look"))
TWO = (("answer", "place", "decide"), ("graph", "look", "projector"))


class KeysSheet(Sheet):
    """All keys, group by group: in three columns, in two where the window is narrow."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 1310)
        self._lead = PlainLabel(colour=theme.MUTED)
        self.column.addWidget(self._lead)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(40)
        self.column.addLayout(self._columns)
        self._body: QWidget | None = None

    def fill(self, look: Look) -> None:
        self.title.show_text(look.words("keys.title"))
        self._lead.show_text(look.words("keys.lead"))
        if self._body is not None:
            self._columns.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        halves = QHBoxLayout(self._body)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(28)
        for groups in THREE if theme.units(self._ground.width()) >= 1200 else TWO:
            halves.addLayout(self._half(look, groups), 1)
        self._columns.addWidget(self._body)

    def _half(self, look: Look, groups: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        line = 0
        named = {"@arrows": look.words("keys.arrows"), "@space": look.words("keys.space")}
        for group in groups:
            head = PlainLabel(look.words(f"keys.group.{group}"), size=14, bold=True, colour=theme.BLUE)
            head.setContentsMargins(0, 8, 0, 2)
            grid.addWidget(head, line, 0, 1, 2)
            line += 1
            for key in (key for key in KEYS if key.group == group and key.shown):
                grid.addWidget(KeyCap(named.get(key.shown, key.shown)), line, 0)
                grid.addWidget(PlainLabel(look.words(f"keys.{key.do.replace(':', '.')}")), line, 1)
                line += 1
        grid.setRowStretch(line, 1)
        return grid


class AboutSheet(Sheet):
    """What the program is not for, how old the guideline is, and under which licences it stands."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 760)
        self._parts: list[PlainLabel] = []

    def fill(self, look: Look) -> None:
        from mdo_viewer import __version__
        from mdo_viewer.desktop.status_line import age_words

        words, pack = look.words, look.pack
        self.title.show_text(words("about.title", version=__version__))
        documents = "\n".join(f"{d.id}  {look.text(d.title)} ({d.date})" for d in pack.documents)
        said = (
            (look.text(pack.disclaimer), 17, True, theme.RED),
            (words("about.guideline"), 14, True, theme.MUTED),
            (age_words(look), 15, False, theme.INK),
            (look.text(pack.banner), 15, False, theme.INK),
            (words("about.version", title=look.text(pack.title), version=pack.version), 15, False, theme.INK),
            (documents, 14, False, theme.MUTED),
            (words("about.kept"), 14, True, theme.MUTED),
            (words("about.kept.text"), 15, False, theme.INK),
            (words("about.licences"), 14, True, theme.MUTED),
            (words("about.licences.text"), 14, False, theme.INK),
        )
        while len(self._parts) < len(said):
            self._parts.append(PlainLabel())
            self.column.addWidget(self._parts[-1])
        for part, (text, size, bold, colour) in zip(self._parts, said, strict=True):
            part.restyle(size, bold, colour)
            part.show_text(text)
