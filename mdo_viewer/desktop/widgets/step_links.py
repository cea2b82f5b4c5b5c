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
        for button, name in zip(self._both, WHICH, strict=True):
            button.setParent(self)
            button.clicked.connect(host.door(host.call(name)))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_steps(self, look: Look) -> None:
        """Show what each would change, and of which patient; what there is no step for is not in sight. The keyboard
        goes to the other link then, and never to what stands beside them."""
        words, session = look.words, self._host.session
        about = [step_said(look, session.step_of(which)) for which in WHICH]
        said = [
            words("agenda.step", verb=words(f"top.{key}"), about=each) if each else ""
            for key, each in zip(WHICH, about, strict=True)
        ]
        if said != self._said:
            self._said = said
            self.updateGeometry()
        self._lay()
        lost = next((one for one, shown in zip(self._both, said, strict=True) if one.hasFocus() and not shown), None)
        for button, shown in sorted(zip(self._both, said, strict=True), key=lambda each: not each[1]):
            button.setVisible(bool(shown))
            if lost is not None and shown:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _both(self) -> tuple[Button, Button]:
        return self.undo, self.redo

    def _lay(self) -> None:
        half = _half(self.width())
        for at, (button, whole) in enumerate(zip(self._both, self._said, strict=True)):
            said = self._fitting(whole, half)
            button.show_words(said, name=whole)
            button.setToolTip("" if said == whole else theme.plain_tip(whole))
            width = min(half, button.sizeHint().width() + 4)  # else the last word of one line wraps
            button.setGeometry(QRect(at * (half + _GAP), 0, width, self.height()))

    def _fitting(self, whole: str, half: int) -> str:
        """These words as they can wrap in so much room: a key may be one word without end, that has no place to."""
        room = max(0, half - 4)
        widest = max((self._metrics.horizontalAdvance(word) for word in whole.split()), default=0)
        return whole if widest <= room else self._metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, room)

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

    def hasHeightForWidth(self) -> bool:
        """How the words wrap depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its links are when they wrap in this width, px. Of the width and the words alone: were it of what
        was laid last, a bar that scrolls would come and go by it without end."""
        half = _half(width)
        return max(self._two_lines, *(self._wrapped(self._fitting(said, half), half) for said in self._said))

    def _wrapped(self, said: str, half: int) -> int:
        flags = Qt.TextFlag.TextWordWrap.value
        text = self._metrics.boundingRect(QRect(0, 0, max(20, half - 4), 10_000), flags, said)
        return text.height() + 14 + 2 * theme.INSET

    def sizeHint(self) -> QSize:
        """Two lines; the width is what others leave."""
        return QSize(0, self._two_lines)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()


def _half(width: int) -> int:
    """What each link may take of this width, px."""
    return max(0, (width - _GAP) // 2)
