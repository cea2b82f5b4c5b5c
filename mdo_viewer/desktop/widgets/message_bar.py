"""One calm message at the foot of the window; it covers nothing of the way and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.words import Words

if TYPE_CHECKING:  # a sheet is imported when it is first opened
    from mdo_viewer.desktop.widgets.sheet import Sheet

WIDEST, ABOVE = 820, 10
#: What a message needs at least beside a form, px.
LEAST: Final = 320


class MessageBar(QWidget):
    """Lies at the foot of the window until it is closed, the next message comes or the user goes on. Where it would
    cover what is read there it lies over the spare part of the line below, and nothing moves. Without that line what
    it lies in is so much less high meanwhile. In a sheet it has room at its foot."""

    def __init__(self, host: Host, ground: QWidget, over: Callable[[], QWidget], covered: Callable[[], int]) -> None:
        """`over` is the part of the ground it lies in, `covered` how much a form covers at the right of it all, px."""
        super().__init__(ground)
        self._ground, self._over, self._covered = ground, over, covered
        #: What it never lies over, such as the buttons of a decision; and the sheet that lies over the ground.
        self.spares: Callable[[], Sequence[QWidget]] = tuple
        self.sheet: Callable[[], Sheet | None] = lambda: None
        #: Where it may lie in the line below, in that line's own place; None where there is no such line.
        self.line: Callable[[], QRect | None] = lambda: None
        #: Whether here, in the ground, stands what it must not cover.
        self.crowded: Callable[[QRect], bool] = lambda _place: False
        self._giving: QWidget | None = None  # the part that gives it room
        self._in: Sheet | None = None  # the sheet that gives it room
        self._placing = self._urgent = False
        #: What is to be told once the window has the keyboard again: behind a dialog that closes it would be cut off.
        self._unsaid = ""
        self._saying = once(self, self._say)
        self._rests: Callable[[], bool] = lambda: False
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 12, 12)
        row.setSpacing(16)
        self.label = PlainLabel(bold=True, colour=tokens.BROWN)
        self._close = Button()
        self._close.clicked.connect(host.door(self.clear))
        row.addWidget(self.label, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def wait_for(self, rests: Callable[[], bool], over: SignalInstance) -> None:
        """Tell nothing while the keyboard `rests`, which goes elsewhere once that is `over`: it would be cut off."""
        self._rests = rests
        over.connect(self._say)

    def tell(self, text: str, words: Words, heard: str = "", *, urgent: bool = False) -> None:
        """Show a message; what is `heard` of it may be longer. One that is `urgent` is red."""
        heard = heard or text
        self._urgent = urgent
        self.label.restyle(theme.BASE, True, tokens.RED if urgent else tokens.BROWN)
        self.label.setText(text)
        self._close.show_words(words("say.close"))
        self.setAccessibleName(heard)
        sheet = self.sheet()
        if sheet is not None:
            sheet.installEventFilter(self)
        self.show()
        self.place()
        self.raise_()
        self._unsaid = heard
        self._say()

    def add(self, text: str, words: Words, *, urgent: bool) -> None:
        """Show this behind what is shown already, of which nothing is heard again."""
        shown, unsaid = self.label.text(), self._unsaid
        whole = f"{shown} {text}".strip()
        self._unsaid = ""
        self.tell(whole, words, f"{unsaid} {text}".strip(), urgent=urgent)
        self.setAccessibleName(whole)

    def _say(self) -> None:
        """Now, or once the window has the keyboard again: where the focus goes then is said first."""
        window = self.window().windowHandle()
        if self._rests():
            return
        if self.isActiveWindow() or window is None:
            announce(self, self._unsaid)
            self._unsaid = ""
        elif self._unsaid:
            window.activeChanged.connect(self._saying.start, Qt.ConnectionType.SingleShotConnection)

    def place(self) -> None:
        """In the middle of `over`, just above its lower edge, as high as its text asks; beside a form, or where that
        takes the whole width in the line below or above the buttons at its foot. With a sheet it lies below that or at
        its foot. Without a message nothing gives it room."""
        if self.isHidden() or self._placing:
            return
        self._placing = True
        try:
            self._place()
        finally:
            self._placing = False

    def _place(self) -> None:
        sheet = self.sheet()
        if sheet is not self._in:
            self._leave_sheet()
        self._row.setContentsMargins(20, 12, 12, 12)
        if sheet is not None:
            self._take(None)
            self.setGeometry(self._at_sheet(sheet))
            return
        over = self._over()
        over = over if over.isVisibleTo(self._ground) else self._ground  # a wall stands before it
        room, corner = over.width(), over.mapTo(self._ground, QPoint(0, 0))
        middle, foot = corner.x() + room // 2, corner.y() + over.height() - ABOVE
        beside = self._ground.width() - self._covered()
        if beside < self._ground.width():
            room = self._ground.width() if beside < theme.px(LEAST) else beside
            middle = room // 2
        width = min(theme.px(WIDEST), room - 32)
        height = self._high(width)
        place = QRect(middle - width // 2, foot - height, width, height)
        free = over is not self._ground and beside >= self._ground.width()
        covers = (free and self.crowded(place)) or beside < min(theme.px(LEAST), self._ground.width())
        if covers and self._lie_in_line():
            return
        self._take(over if free and (over is self._giving or self.crowded(place)) else None, height)
        for spared in self._spared():
            if place.intersects(spared):
                place.moveBottom(max(height - 1, spared.top() - ABOVE))
        self.setGeometry(place)

    def _lie_in_line(self) -> bool:
        """Over the line below, as far as it is spare; False without that line, or where the text has no room there."""
        line = self.line()
        if line is None or any(line.intersects(each) for each in self._spared()):
            return False
        self._row.setContentsMargins(16, 0, 2, 0)
        fits = self._row.totalHeightForWidth(line.width()) <= line.height()
        if fits:
            self._take(None)
            self.setGeometry(line)
        else:
            self._row.setContentsMargins(20, 12, 12, 12)
        return fits

    def _take(self, part: QWidget | None, height: int = 0) -> None:
        """Have the foot of this part; that of another goes back to it."""
        if self._giving is not None and self._giving is not part:
            _lift(self._giving, 0)
        self._giving = part
        if part is not None:
            _lift(part, height + 2 * ABOVE)

    def _high(self, width: int) -> int:
        return max(60, self._row.totalHeightForWidth(width))

    def _spared(self) -> Sequence[QRect]:
        """From the lowest up."""
        found = [each for each in self.spares() if each.isVisibleTo(self._ground)]
        rects = [QRect(each.mapTo(self._ground, QPoint(0, 0)), each.size()) for each in found]
        return sorted(rects, key=lambda each: -each.top())

    def _at_sheet(self, sheet: Sheet) -> QRect:
        """Below a sheet where there is room for it, else at its foot, which it makes free: what scrolls in it has that
        much less."""
        sheet.make_room(0)
        paper = sheet.paper()
        width = min(theme.px(WIDEST), paper.width() - 32)
        height = self._high(width)
        below = self._ground.height() - paper.bottom() - 1
        if height + 2 * ABOVE > below:
            self._in, sheet.placed = sheet, self.place
            sheet.make_room(height + ABOVE)
            paper = sheet.paper()
            return QRect(paper.center().x() - width // 2, paper.bottom() + 1 - ABOVE - height, width, height)
        return QRect(paper.center().x() - width // 2, paper.bottom() + 1 + ABOVE, width, height)

    def _leave_sheet(self) -> None:
        """Its foot goes back to the sheet."""
        sheet, self._in = self._in, None
        if sheet is not None and Shiboken.isValid(sheet):
            sheet.placed = lambda: None
            sheet.make_room(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet it lay over is gone: it finds its place in the window."""
        if event.type() == QEvent.Type.Hide and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def withdraw(self, text: str) -> None:
        """Take the message away where it says this, which does not hold any more."""
        if text in self.label.text():
            self.clear()

    def clear(self) -> None:
        """Take the message away."""
        if not self.isHidden():
            self.label.setText("")
            self._unsaid = ""
            self.hide()
            self._take(None)
            self._leave_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Amber, with an amber border; red where it is urgent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.RED if self._urgent else tokens.AMBER, 2))
        painter.setBrush(theme.colour(tokens.RED_WASH if self._urgent else tokens.AMBER_WASH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def _lift(part: QWidget, high: int) -> None:
    """All in a part stands at once so much above its foot."""
    row = part.layout()
    if row is not None and row.contentsMargins().bottom() != high:
        row.setContentsMargins(0, 0, 0, high)
        row.activate()
