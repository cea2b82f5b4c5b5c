"""The bar above the advice and every form: limits of other trees that run already."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import Block, Press, Say
from mdo_viewer.desktop.says.doubtful import doubtful_lines, open_doubts
from mdo_viewer.desktop.says.held import LOW, MOST, held_block, running
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.column import Column
from mdo_viewer.desktop.widgets.controls import Button

#: Beside the words of the line that opens, px: margins of the bar and of the card.
AROUND = 80


class HeldBar(Column):
    """Above the advice and above every form: what holds already by another tree never scrolls away."""

    def __init__(self) -> None:
        super().__init__(self._turn, lambda _id, _text: None, margins=(16, 12, 16, 10))
        self._look: Look | None = None
        self._unfolded = False
        self.hide()

    def show_held(self, look: Look) -> None:
        """What holds for this patient by trees that are not open; nothing takes no room.

        Above a form in a low window several cards are one line that opens: what is typed stands below it, and is read.
        """
        self._look = look
        in_form = look.state.draft is not None or look.state.agreeing  # the cards of the advice are out of sight
        low = self.window().height() < LOW
        doubts = doubtful_lines(look) if in_form else ()
        blocks = (*doubts, *held_block(look, 1 if low else MOST))
        if not in_form:
            self._unfolded = False
        elif low and len(blocks) > 1 and not self._unfolded:
            blocks = (self._folded(look, blocks),)
        self.show_blocks(blocks)
        for button in self.findChildren(Button):  # the keyboard stays where one types
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(theme.plain_tip(button.accessibleName()))
        if self.isHidden() == bool(blocks):
            self.setVisible(bool(blocks))

    def _folded(self, look: Look, blocks: tuple[Block, ...]) -> Block:
        """All of it in one line, what is urgent first; who listens hears the whole."""
        said = [(block, item.text) for block in blocks for item in block.items if isinstance(item, Say)]
        said.sort(key=lambda each: each[0].tone != "urgent")
        count = len(open_doubts(look)) + len(running(look))
        line = look.words("held.folded", n=count, said=said[0][1])
        room = (self.parentWidget() or self).width() - theme.px(AROUND)
        cut = QFontMetrics(theme.font(theme.BASE)).elidedText(line, Qt.TextElideMode.ElideRight, room)
        whole = ". ".join(text for _block, text in said)
        return Block("folded", said[0][0].tone, (Press(cut, "unfold", "link", "", whole),))

    def _turn(self, _name: str) -> None:
        self._unfolded = True
        if self._look is not None:
            self.show_held(self._look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line at the left and one below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, 0, 1, self.height(), theme.colour(tokens.LINE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))
