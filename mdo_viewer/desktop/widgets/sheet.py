"""A sheet over the window. Escape or a click beside closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Dialog, keep_untold, listens
from mdo_viewer.desktop.widgets.controls import Button, Heading
from mdo_viewer.desktop.widgets.scroll import scroll_area
from mdo_viewer.desktop.widgets.tab_order import as_laid, stand_as_laid

#: Below what a sheet shows, px.
EDGE: Final = 24


class Holder(QWidget):
    """As high as its texts are at its width; Qt would also keep room for them as they wrap when narrower."""

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest row at least; no height, so that only that at its width counts."""
        layout = self.layout()
        return QSize(0 if layout is None else layout.minimumSize().width(), 0)


class Sheet(Dialog):
    """A white sheet in the middle of the dimmed window."""

    def __init__(self, host: Host, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._host, self._ground = host, parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QWidget(self)
        self._width = width
        self._whole = QVBoxLayout(self._sheet)
        self._whole.setContentsMargins(32, 24, 20, EDGE)
        self._whole.setSpacing(12)
        self._head = head = QHBoxLayout()
        head.setContentsMargins(0, 0, 12, 0)
        self.title = Heading(size=22, level=1)
        self._close = Button(tone="plain")
        self._close.clicked.connect(host.door(self.close_sheet))
        head.addWidget(self.title, 1)
        head.addWidget(self._close)
        self._whole.addLayout(head)
        holder = Holder()
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 12, 0)
        self.column.setSpacing(12)
        self.area = scroll_area(holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # a table in a narrow window
        self._whole.addWidget(self.area, 1)
        self.area.installEventFilter(self)
        self._room = 0
        #: Called when this lies elsewhere or has another height.
        self.placed: Callable[[], None] = lambda: None
        #: Called when this was closed and the keyboard is back.
        self.gone: Callable[[], None] = lambda: None
        self._back: QWidget | None = None
        self._lost: QWidget | None = None  # what had the keyboard until it was disabled or hidden
        #: Whether something was typed beside all fields: then Enter ends no sentence by closing the sheet.
        self.typed_beside = False
        self.hide()

    def open_sheet(self, look: Look) -> None:
        """Fill and show the sheet; the focus returns where it was when it closes."""
        self._close.show_words(look.words("say.close"), key=cap_of("escape", look.words))
        self.fill(look)
        self.setAccessibleName(self.title.text())
        window = self.window()
        self._back = window.focusWidget()
        self._cover(True)
        self.show()
        self.place()
        self.raise_()
        if listens():
            stand_as_laid(self)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cover(self, covers: bool) -> None:
        """What lies behind is neither read nor reached while this is open."""
        window = self.window()
        behind = window.centralWidget() if isinstance(window, QMainWindow) else None
        if behind is not None:
            keep_untold(behind, covers)

    def hideEvent(self, event: QHideEvent) -> None:
        """What lay behind is there again."""
        super().hideEvent(event)
        self._cover(False)

    def fill(self, look: Look) -> None:
        """Bring words and values up to date; each sheet has its own. Raises NotImplementedError here."""
        raise NotImplementedError

    def place(self) -> None:
        """Put the sheet in the middle of the window as it is now."""
        self.setGeometry(self._ground.rect())
        width = min(theme.px(self._width), self.width() - 48)
        edge = self._whole.contentsMargins()
        # As high as it is beside a scroll bar: room for one is kept, so that it does not come by its own width.
        inside = self.column.totalHeightForWidth(width - edge.left() - edge.right() - theme.SCROLL_BAR)
        head = self._head.totalHeightForWidth(width - edge.left() - edge.right())
        height = edge.top() + max(head, self._head.sizeHint().height()) + self._whole.spacing() + inside + edge.bottom()
        most = self.height() - 24
        self._sheet.setFixedSize(width, min(height, most))
        if self.isVisible():  # layouts within layouts ask for a little more once they have their width
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            height = self._sheet.height() + self.area.verticalScrollBar().maximum()
            self._sheet.setFixedSize(width, min(height, most))
        scrolls = height > most
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)  # arrows scroll
        self.area.setAccessibleName(self.title.text() if scrolls else "")
        high = self._sheet.height()
        top = min((self.height() - high + self._room) // 2, self.height() - 12 - high)
        self._sheet.move((self.width() - width) // 2, max(12, top))
        self.placed()

    def paper(self) -> QRect:
        """Where the sheet itself lies in the window."""
        return self._sheet.geometry()

    def make_room(self, high: int) -> None:
        """Keep so much free at the foot for a message, without moving what stands above it further than it must."""
        if high == self._room:
            return
        edge, self._room = self._whole.contentsMargins(), high
        self._whole.setContentsMargins(edge.left(), edge.top(), edge.right(), EDGE + high)
        if self.isVisible():
            self.place()
            focused = QApplication.focusWidget()
            if focused is not None and self.area.viewport().isAncestorOf(focused):
                self.area.ensureWidgetVisible(focused)

    def close_sheet(self) -> None:
        """Hide the sheet and give the keyboard back to what had it before, where that still is."""
        self.hide()
        back = self._back
        if back is not None and Shiboken.isValid(back) and back.isVisible():  # its panel may have been filled anew
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:  # else it would lie wherever Qt finds the next button
            self._host.call("ground")()
        self.gone()

    @property
    def mark(self) -> str:
        """What is chosen in the sheet; empty where nothing can be."""
        return ""

    def go_to(self, mark: str) -> None:
        """Choose again what `mark` said."""

    def write(self) -> None:
        """Give the keyboard to the field that this was opened for; most have none."""

    def submit(self) -> None:
        """Enter, where nothing that has the focus takes it."""
        self.close_sheet()

    def take_letters(self) -> None:
        """What is typed with the keyboard on a button is meant for a field: from here on it presses nothing, until the
        keyboard goes to something again."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed_beside = True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is with something of the sheet again."""
        super().focusOutEvent(event)
        self.typed_beside = False

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays inside, in the order in which the sheet is read: what lies behind is covered, and a key there would
        be another one's. Qt asks too where what has the keyboard is disabled or hidden: nobody pressed Tab then, and
        the next Space would press what came by itself."""
        if not self.isVisible():
            return super().focusNextPrevChild(next)
        focused = QApplication.focusWidget()
        here = focused if focused is not None and self.isAncestorOf(focused) else self
        if here is not self and not (here.isEnabled() and here.isVisible()):
            self._lost = here
            self.rest()
            return True
        order = as_laid(self)
        place = here if here in order else self._lost
        self._lost = None
        at = order.index(place) if place in order else -1 if next else 0
        step = 1 if next else -1
        turned = [order[(at + step * away) % len(order)] for away in range(1, len(order) + 1)]
        stop = next_stop(turned)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        (self if stop is None else stop).setFocus(reason)
        return True

    def rest(self) -> None:
        """The keyboard where no key does anything; Tab goes on from where it was. A sheet with a list gives it that."""
        self.take_letters()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What scrolls shows that it has the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Enter submits; other keys end here."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.typed_beside:
            self.submit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil over the whole window, and the paper of the sheet on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour(tokens.VEIL))
        painter.setPen(theme.pen(tokens.INK, 1))
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.drawRoundedRect(QRectF(self._sheet.geometry()), 10, 10)
        if self.area.hasFocus():
            painter.setPen(theme.pen(tokens.BLUE, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = QRectF(self.area.geometry()).translated(self._sheet.pos()).adjusted(-6, -6, 6, 6)
            painter.drawRoundedRect(around, theme.RADIUS, theme.RADIUS)


def next_stop(order: list[QWidget]) -> QWidget | None:
    """The first of these that takes the keyboard; None where none does."""
    return next((each for each in order if each.isEnabled()), None)
