"""The window that the room looks at: it paints one frame, and hands every key to the laptop's window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias, cast

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from mdo_viewer.desktop.projector.beam import Who
from mdo_viewer.desktop.projector.page import Page
from mdo_viewer.desktop.projector.paint import paint_page
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import tell_as
from mdo_viewer.desktop.widgets.keypad import is_of_keypad

#: The smallest size of the window in which it is shared, px.
SMALLEST = (640, 400)


#: Gives what a key does, by its sequence.
Press: TypeAlias = Callable[[str], Callable[[], None]]


class Frame(NamedTuple):
    """What is painted: black, a neutral ground, or a page of one patient (`who`) or of none (the test page)."""

    kind: Literal["black", "blank", "page"]
    who: Who | None = None
    page: Page | None = None


BLACK, BLANK = Frame("black"), Frame("blank")


class PageText(QLabel):
    """What stands on the page, for who shares the screen with a reader: the page itself is a picture."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the window has painted it."""


class ProjectorWindow(QWidget):
    """Shows one frame. Its title and name never say anything of a patient. `painted` is the frame painted last."""

    resized = Signal()
    closed = Signal()

    def __init__(self, laptop: QWidget, press: Press, make_shortcuts: Callable[[QWidget, Press], None]) -> None:
        """`press` gives what a key does here, `make_shortcuts` the keys of all commands in a window."""
        super().__init__()
        tell_as(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the keyboard stays on the laptop
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*SMALLEST)
        self._laptop, self._press = laptop, press
        self.frame = BLANK
        self.painted = BLANK
        self.text = PageText(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        make_shortcuts(self, self._pressed)

    def put(self, frame: Frame, *, at_once: bool = False) -> None:
        """Show a frame; `at_once` before this returns, where the window is seen at all."""
        if frame is self.frame:
            return
        self.frame = frame
        self.text.setText("" if frame.page is None else "\n".join(line.text for line in frame.page.words))
        if at_once:
            self.repaint()
        else:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame: black, paper, or its page in the middle of the height; from then on it is `painted`."""
        frame = self.frame
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.black if frame.kind == "black" else theme.colour(tokens.PAPER))
        if frame.page is not None:
            painter.translate(0, (self.height() - frame.page.height) // 2)
            paint_page(painter, frame.page)
        painter.end()
        self.painted = frame

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is seen of it any more: `painted` is blank."""
        super().hideEvent(event)
        self.painted = BLANK  # nothing is seen of it, and when it is back it is painted anew

    def page_size(self) -> tuple[int, int]:
        """Width and height of a page for this window; in a window higher than 5 : 4 it stands in the middle."""
        return self.width(), min(self.height(), self.width() * 4 // 5)

    def fill(self, area: QRect) -> None:
        """Over the whole of a screen."""
        self.setGeometry(area)
        self.showFullScreen()

    def share(self) -> None:
        """As a window that can be moved and shared."""
        self.showNormal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells `resized`: a page is made for one size."""
        super().resizeEvent(event)
        self.text.setGeometry(self.rect())
        self.resized.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells `closed`, however it was closed: the projector is then off."""
        super().closeEvent(event)
        self.closed.emit()

    # --- the keyboard

    def _pressed(self, key: str) -> Callable[[], None]:
        """What a key does; when it leads to a text field of the laptop, the keyboard follows."""
        press = self._press(key)

        def run() -> None:
            press()
            self._follow_focus()

        return run

    def _follow_focus(self) -> None:
        if isinstance(self._laptop.focusWidget(), QLineEdit | QPlainTextEdit):
            self._laptop.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is no command goes to what has the focus on the laptop: arrows in the graph, Tab, letters in a list.
        Nothing goes there while a dialog or a question lies over it: what lies behind that is not to change."""
        if QApplication.activeModalWidget() is not None:
            return
        focused = cast("QWidget | None", self._laptop.focusWidget())
        target = self._laptop if focused is None else focused
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
        QCoreApplication.sendEvent(target, copy)
        self._follow_focus()

    def event(self, event: QEvent) -> bool:
        """Whether an event was taken."""
        if is_of_keypad(event):
            event.accept()  # it is no shortcut
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Never: Tab is a key like any other here, and goes to the laptop."""
        return False  # Tab is a key like any other
