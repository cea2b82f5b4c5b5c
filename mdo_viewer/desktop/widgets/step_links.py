"""What can be undone and done again, as two links that have fixed places however long their words are: they wrap."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdo_viewer.desktop.says.steps import step_said
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button

_GAP: Final = 12
WHICH: Final[tuple[Literal["undo", "redo"], ...]] = ("undo", "redo")


class StepLinks(QWidget):
    """Undo from the left edge on, redo from the middle on; each as wide as its words, wrapped where its half ends."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.undo, self.redo = Button(tone="link", left=True), Button(tone="link", left=True)
        self._said = ["", ""]
        self._high = 0
        for button, name in zip(self._both, WHICH, strict=True):
            button.setParent(self)
            button.clicked.connect(host.door(host.call(name)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_steps(self, look: Look) -> None:
        """Show what each would change, and of which patient; what there is no step for is not in sight. The keyboard
        goes to the other link then, and never to what stands beside them."""
        words, session = look.words, self._host.session
        said = [step_said(look, session.step_of(which)) for which in WHICH]
        for at, key in enumerate(WHICH):
            self._said[at] = words("agenda.step", verb=words(f"top.{key}"), about=said[at]) if said[at] else ""
        self._lay()
        lost = next((one for one, about in zip(self._both, said, strict=True) if one.hasFocus() and not about), None)
        for button, about in sorted(zip(self._both, said, strict=True), key=lambda each: not each[1]):
            button.setVisible(bool(about))
            if lost is not None and about:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _both(self) -> tuple[Button, Button]:
        return self.undo, self.redo

    def _lay(self) -> None:
        half = max(0, (self.width() - _GAP) // 2)
        for at, (button, whole) in enumerate(zip(self._both, self._said, strict=True)):
            room = max(0, half - 4)
            widest = max((self._metrics.horizontalAdvance(word) for word in whole.split()), default=0)
            # A key may be one word without end: that has no place to wrap.
            said = whole if widest <= room else self._metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, room)
            button.show_words(said, name=whole)
            button.setToolTip("" if said == whole else theme.plain_tip(whole))
            width = min(half, button.sizeHint().width() + 4)  # else the last word of one line wraps
            button.setGeometry(QRect(at * (half + _GAP), 0, width, self.height()))
        wrapped = [button.heightForWidth(half) for button in self._both] if half else []
        high = max([self._two_lines, *wrapped])
        if high != self._high:
            self._high = high
            self.updateGeometry()

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font())

    @property
    def _two_lines(self) -> int:
        """The height that is always kept, px: with one line or two nothing beside or below it moves."""
        return self._metrics.boundingRect(QRect(0, 0, 99, 999), 0, "Ag\nAg").height() + 14 + 2 * theme.INSET

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How the words wrap depends on the width."""
        super().resizeEvent(event)
        self._lay()

    def sizeHint(self) -> QSize:
        """As high as its links are when they wrap; the width is what others leave."""
        return QSize(0, max(self._high, self._two_lines))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()
