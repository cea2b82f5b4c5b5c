"""The one button that leads on: to the next tree, place or patient, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import next_named, next_reason, next_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button

#: The arrow before the words with its gap, px at text 100 %.
SIGN = 26
#: An Enter so soon after the decision was recorded, in seconds, is one too many: it leads nowhere.
SOON = 0.5


class NextButton(Button):
    """Does what the key N does; hidden while a question of the tree in sight comes next, which is marked there."""

    def __init__(self, host: Host, leave: Callable[[], None] | None = None) -> None:
        """`leave` takes the keyboard from it once another patient or tree is shown: what it leads to then is nothing
        that anybody walked to, and is not said before whose it is."""
        super().__init__(tone="primary", left=True)  # its words wrap: no end may be cut
        self._leave = leave or host.call("ground")
        self._place: tuple[object, ...] = ()
        self.setContentsMargins(theme.px(SIGN), 0, 0, 0)
        self._came = 0.0  # when it got the keyboard
        self._walked_to = True  # whether the user brought the keyboard here
        self._call = host.call("next")
        self.clicked.connect(host.door(self._go))
        self.hide()

    def show_look(self, look: Look, *, wait: bool = False) -> None:
        """Show where it leads. What all trees say is slow: without `wait` it stays as it is until that is known, and is
        gone meanwhile where another patient or tree is shown."""
        place = (look.state.seat, look.state.tree_id)
        if place != self._place and self.hasFocus():
            self._leave()
        if not wait and not look.knows("stages"):
            self.setVisible(place == self._place and not self.isHidden())
            return
        self._place = place
        said = next_words(look)
        self.setVisible(bool(said))
        if said:
            self.show_words(said, key=cap_of("next", look.words), name=next_named(look, said))
            self.setToolTip(theme.plain_tip(next_reason(look)))
            self.setAccessibleDescription(theme.NO_MORE)

    def show_short(self, look: Look) -> None:
        """Where there is little room the number of the tree alone; its name and tip say the reason."""
        if look.knows("stages") and look.coming.tree is not None and not self.isHidden():
            number, name = look.pack.trees_by_id[look.coming.tree.tree].number, self.accessibleName()
            self.show_words(look.words("next.tree", said=look.words("say.tree", n=number)), name=name)

    def take_keyboard(self, look: Look) -> bool:
        """Give it the keyboard, so that Enter goes on; whether it leads anywhere."""
        self.show_look(look, wait=True)
        if self.isVisible():
            self._came = monotonic()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._walked_to = False
        return self.isVisible()

    @property
    def in_one_line(self) -> int:
        """As wide as arrow, words and key are beside one another, px."""
        return self.sizeHint().width() + theme.px(SIGN) + 2

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who comes back here walked here."""
        super().focusOutEvent(event)
        self._walked_to = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A space of a sentence that was being typed when the decision was recorded leads nowhere."""
        if event.key() == Qt.Key.Key_Space and not self._walked_to:
            event.accept()
            return
        super().keyPressEvent(event)

    def _go(self) -> None:
        if monotonic() - self._came >= SOON:
            self._call()

    def heightForWidth(self, width: int) -> int:
        """The height of the words wrapped beside the arrow, px."""
        return super().heightForWidth(width - theme.px(SIGN))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As a button, with an arrow before the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.pad + theme.px(10), self.height() / 2)
        icons.paint(painter, "next", middle, tokens.PAPER, theme.px(20))
