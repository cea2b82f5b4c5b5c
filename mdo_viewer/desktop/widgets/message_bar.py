"""One calm message at the foot of the window; it moves nothing and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.guideline.words import Words

WIDEST, ABOVE = 820, 10
#: What a message needs at least beside a form, and how high the foot of a form is, px.
LEAST, FOOT = 320, 60


class MessageBar(QWidget):
    """Lies over the foot of the window until it is closed, the next message comes or the user goes on."""

    def __init__(self, host: Host, ground: QWidget, over: Callable[[], QWidget], covered: Callable[[], int]) -> None:
        """`over` is the part of the ground it lies in, `covered` how much a form covers at the right of it all, px."""
        super().__init__(ground)
        self._ground, self._over, self._covered = ground, over, covered
        self.spares: QWidget | None = None  # what it never lies over, such as the buttons of a decision
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 12, 12)
        row.setSpacing(16)
        self.label = PlainLabel(bold=True, colour=tokens.BROWN)
        self._close = Button()
        self._close.clicked.connect(host.door(self.clear))
        row.addWidget(self.label, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, text: str, words: Words) -> None:
        """Show a message."""
        self.label.setText(text)
        self._close.show_words(words("say.close"))
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        announce(self, text)

    def place(self) -> None:
        """In the middle of `over`, just above its lower edge, as high as its text asks; beside a form, or where that
        takes the whole width above the buttons at its foot."""
        over = self._over()
        over = over if over.isVisibleTo(self._ground) else self._ground  # a wall stands before it
        room, corner = over.width(), over.mapTo(self._ground, QPoint(0, 0))
        middle, foot = corner.x() + room // 2, corner.y() + over.height() - ABOVE
        beside = self._ground.width() - self._covered()
        spares = self.spares
        if beside < self._ground.width():
            spares = None  # the form lies over it
            narrow = beside < theme.px(LEAST)
            room, foot = (self._ground.width(), foot - theme.px(FOOT)) if narrow else (beside, foot)
            middle = room // 2
        width = min(theme.px(WIDEST), room - 32)
        height = max(60, self._row.totalHeightForWidth(width))
        place = QRect(middle - width // 2, foot - height, width, height)
        if spares is not None and spares.isVisibleTo(self._ground):
            spared = QRect(spares.mapTo(self._ground, QPoint(0, 0)), spares.size())
            if place.intersects(spared):
                place.moveBottom(max(height - 1, spared.top() - ABOVE))
        self.setGeometry(place)

    def clear(self) -> None:
        """Take the message away."""
        if not self.isHidden():
            self.label.setText("")
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Amber, with an amber border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.AMBER, 2))
        painter.setBrush(theme.colour(tokens.AMBER_WASH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
