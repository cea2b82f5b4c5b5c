"""The cells of a list that are to be looked at, one below the other, each with its reason and what can be done."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.list_view import DoubtView, ListView
from mdo_viewer.desktop.state.list_check import Cell
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel
from mdo_viewer.desktop.widgets.scroll import scroll_area
from mdo_viewer.desktop.widgets.sheet import Holder
from mdo_viewer.guideline.words import Words

_CIRCLE: Final = 24


class DoubtCard(QWidget):
    """One cell: its number, row and column, and why it is not taken; a tick once it is."""

    pressed = Signal(object)
    give = Signal(int)
    keep = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._number, self._here, self.view = 0, False, DoubtView((0, 0), "", "", done=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(44), theme.px(10), theme.px(12), theme.px(10))
        column = QVBoxLayout()
        column.setSpacing(4)
        self._title, self._why = PlainLabel(bold=True), PlainLabel(size=theme.SMALL, colour=tokens.BROWN)
        self._give, self._keep = Button(), Button(tone="link")
        for label in (self._title, self._why):
            column.addWidget(label)
        for button, signal in ((self._give, self.give), (self._keep, self.keep)):
            button.clicked.connect(partial(self._press, signal))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)

    def show_doubt(self, number: int, view: DoubtView, *, here: bool) -> None:
        """Show a cell; `here`: one is at it."""
        self._number, self._here, self.view = number, here, view
        self._title.show_text(view.title)
        self._why.restyle(theme.SMALL, False, tokens.GREEN if view.done else tokens.BROWN)
        self._why.show_text(view.why)
        for button, words in ((self._give, view.give), (self._keep, view.keep)):
            button.show_words(words, name=f"{view.title}: {words}")
            button.setVisible(bool(words))
        self.update()

    def _press(self, signal: SignalInstance) -> None:
        signal.emit(self.view.cell[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the cell."""
        self.pressed.emit(self.view.cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number in a circle, or a tick; amber where one is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._here:
            painter.fillRect(self.rect(), theme.colour(tokens.AMBER_WASH))
            painter.fillRect(0, 0, theme.px(5), self.height(), theme.colour(tokens.AMBER))
        side = theme.px(_CIRCLE)
        box = QRectF(theme.px(12), theme.px(10), side, side)
        if self.view.done:
            icons.paint(painter, "decided", box.center(), tokens.GREEN, side)
        else:
            painter.setPen(QPen(theme.colour(tokens.AMBER), 2))
            painter.setBrush(theme.colour(tokens.AMBER_WASH))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            painter.setPen(theme.colour(tokens.BROWN))
            painter.setFont(theme.font(theme.SMALL, bold=True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setPen(QPen(theme.colour(tokens.LINE), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class DoubtList(QWidget):
    """The cards, with how many there are above them."""

    pressed = Signal(object)
    give = Signal(int)
    keep = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.head = Heading(size=theme.SMALL)
        self.head.set_margins(theme.px(16), theme.px(14), theme.px(12), theme.px(14))
        self._note = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self._note.set_margins(theme.px(16), 0, theme.px(12), theme.px(14))
        body = Holder()
        self._cards = QVBoxLayout(body)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(0)
        self._cards.addStretch(1)
        self.area = scroll_area(body)
        self.cards: list[DoubtCard] = []
        for part in (self.head, self._note):
            outer.addWidget(part)
        outer.addWidget(self.area, 1)

    def show_doubts(self, view: ListView, at: Cell | None, words: Words) -> None:
        """Show the cells of this view; one is at `at`."""
        self.setAccessibleName(words("check.list"))
        self.head.show_text(view.where)
        while len(self.cards) < len(view.doubts):
            card = DoubtCard()
            card.pressed.connect(self.pressed)
            card.give.connect(self.give)
            card.keep.connect(self.keep)
            self._cards.insertWidget(len(self.cards), card)
            self.cards.append(card)
        for n, card in enumerate(self.cards):
            card.setVisible(n < len(view.doubts))
            if n < len(view.doubts):
                card.show_doubt(view.first + n + 1, view.doubts[n], here=view.doubts[n].cell == at)
        note = "" if view.doubts else words("check.nothing_note")
        self._note.show_text(words.count("check.more", view.more) if view.more else note)
        here = next((card for card in self.cards if not card.isHidden() and card.view.cell == at), None)
        if here is not None and self.isVisible():
            self._cards.activate()
            self.area.ensureVisible(0, here.geometry().bottom(), 0, 0)
            self.area.ensureVisible(0, here.y(), 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box with a head."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(tokens.LINE), 1))
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.drawLine(0, self.area.y() - 1, self.width(), self.area.y() - 1)
