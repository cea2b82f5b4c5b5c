"""The lock: night over the whole window. Only the password of the meeting leads back; nothing of a patient is here."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.start_parts import text_row
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import Complaint, Heading, PlainLabel
from mdo_viewer.desktop.widgets.head_line import Sign
from mdo_viewer.desktop.widgets.keypad import HELD
from mdo_viewer.desktop.widgets.password_line import PasswordLine
from mdo_viewer.desktop.widgets.scroll import scroll_area
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.desktop.widgets.wall import Wall
from mdo_viewer.desktop.widgets.wide_buttons import RING, BigButton

#: The card, px at text 100 %.
CARD: Final = 480
#: A password is tried for so long before who listens is told, ms: what comes at its end would cut that off.
LASTS: Final = 2000
#: Where something may stand half typed: in one of these sheets, or in a field of the window.
HalfAt: TypeAlias = Literal["patient", "places", "agenda", "window"]


class Locked(NamedTuple):
    """What the lock tells: the name of the meeting, since when it is locked, since when something is in no file (None
    where all is kept), and where something was half typed, which no file keeps."""

    name: str
    since: datetime
    unkept_since: datetime | None
    half_at: HalfAt | None


class LockPart(Protocol):
    """What the lock asks of the meeting."""

    @property
    def locked(self) -> Locked | None:
        """What is locked; None where nothing is."""

    @property
    def refused(self) -> str:
        """Why the password that was tried did not open it, in words; empty where none was."""

    @property
    def trying(self) -> bool:
        """Whether a password is being tried."""

    @property
    def room_is_black(self) -> bool:
        """Whether the projector is on, and black."""

    def unlock(self, password: str) -> None:
        """Try a password."""

    def hear_key(self) -> None:
        """A key came while a password was being tried: it went nowhere."""


class LockHost(Host, Protocol):
    """What the lock asks besides."""

    @property
    def meeting(self) -> LockPart:
        """The meeting that is locked."""


class LockPage(Wall):
    """A field for the password, and leaving; Esc does nothing."""

    def __init__(self, host: LockHost, window: QWidget) -> None:
        super().__init__(window, tokens.NIGHT)
        self._host: LockHost = host
        self._was_trying = False
        self._lasts = once(self, self._tell_trying, LASTS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.px(8))
        whole.addWidget(scroll_area(body))
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = Heading(size=26, colour=tokens.NIGHT_INK, wrap=False, level=1)
        self._about = PlainLabel(colour=tokens.NIGHT_TEXT)
        self._unkept = PlainLabel(bold=True, colour=tokens.FOCUS_ON_NIGHT)
        self._room = PlainLabel(colour=tokens.NIGHT_TEXT)
        column.addStretch(2)
        column.addWidget(_LockSign(), 0, middle)
        column.addSpacing(theme.px(8))
        column.addWidget(self._title, 0, middle)
        for label in (self._about, self._unkept, self._room):
            label.setAlignment(middle)
        column.addWidget(self._about)
        column.addWidget(self._unkept)
        column.addSpacing(theme.px(16))
        column.addWidget(self._make_card(), 0, middle)
        column.addStretch(2)
        column.addWidget(self._room)
        column.addStretch(1)

    def _make_card(self) -> QWidget:
        card = _Card()
        card.setFixedWidth(theme.px(CARD))
        column = QVBoxLayout(card)
        side = theme.px(32) - RING
        column.setContentsMargins(side, theme.px(24), side, theme.px(28))
        column.setSpacing(theme.px(8))
        self._label = PlainLabel(bold=True)
        self._label.set_margins(RING, 0, 0, 0)
        self.password = PasswordLine()
        self.password.caps_changed.connect(self._show_caps)
        self.password.setMinimumHeight(theme.px(theme.TOUCH) + 2 * theme.INSET)
        self.password.returnPressed.connect(self._host.door(self._try))
        self.show_it, self.go, self.quit = BigButton("eye"), BigButton(main=True), BigButton()
        self.show_it.setCheckable(True)
        self.show_it.setSizePolicy(self.show_it.sizePolicy().Policy.Fixed, self.show_it.sizePolicy().Policy.Fixed)
        self.show_it.clicked.connect(lambda: self.show_it.setChecked(not self.show_it.isChecked()))
        self.show_it.toggled.connect(self._host.door(self._show_password))
        self.go.clicked.connect(self._host.door(self._try))
        self.quit.clicked.connect(self._host.door(self._ask_to_quit))
        for part in (self.password, self.show_it, self.go, self.quit):
            part.installEventFilter(self)
        row = QHBoxLayout()
        row.setContentsMargins(RING, 0, 0, 0)
        row.setSpacing(theme.px(8) - RING)
        row.addWidget(self.password, 1)
        row.addWidget(self.show_it)
        self._sign = Sign()
        self._problem = Complaint(self.password, bold=False, colour=tokens.BROWN)
        self._label.setBuddy(self.password)
        self._problem.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        line = QWidget()  # its room is kept: nothing moves when a password is wrong
        line.setMinimumHeight(theme.px(44))
        said = text_row(self._sign, self._problem)
        said.setContentsMargins(RING, theme.px(4), RING, 0)
        line.setLayout(said)
        column.addWidget(self._label)
        column.addLayout(row)
        column.addWidget(line)
        column.addWidget(self.go)
        column.addWidget(self.quit)
        return card

    # --- what it shows

    def begin(self) -> None:
        """The keyboard in the field."""
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        """What is locked and since when, whether all is kept, and what became of the password that was tried."""
        words, meeting = look.words, self._host.meeting
        locked = meeting.locked
        self.setAccessibleName(words("lock.title"))
        self._title.show_text(words("lock.title"))
        if locked is not None:
            clock = look.saying.clock
            kept = locked.unkept_since is None and locked.half_at is None
            self._about.show_text(
                words("lock.about" if kept else "lock.about.unkept", name=locked.name, at=clock(locked.since))
            )
            unkept = "" if locked.unkept_since is None else words("lock.unkept", at=clock(locked.unkept_since))
            half = "" if locked.half_at is None else words("lock.half", what=words(f"lock.half.{locked.half_at}"))
            self._unkept.show_text("\n".join(each for each in (unkept, half) if each))
        self._label.show_text(words("lock.password"))
        self.password.setAccessibleName(words("lock.password"))
        self.show_it.show_words(words("lock.hide") if self.show_it.isChecked() else words("lock.show"))
        self.go.show_words(words("lock.open"), key=cap_of("enter", words))
        self.quit.show_words(words("lock.quit"))
        self._room.show_text(words("lock.room") if meeting.room_is_black else "", hide_empty=False)
        self._fill_problem(look)

    def _fill_problem(self, look: Look) -> None:
        meeting = self._host.meeting
        said = look.words("lock.trying") if meeting.trying else meeting.refused
        if not said and self.password.caps:
            said = look.words("meeting.caps")
        said = said or look.words("lock.wait")  # before it, not after what was typed went nowhere
        self._sign.setVisible(bool(meeting.refused) and not meeting.trying)
        self._problem.show_text(said, hide_empty=False, told=not meeting.trying)
        if meeting.trying and not self._was_trying:
            self._lasts.start()
        self.password.setReadOnly(meeting.trying)
        if self._was_trying and not meeting.trying and meeting.refused:
            self.password.refuse()
        self._was_trying = meeting.trying

    def _tell_trying(self) -> None:
        if self._host.meeting.trying and not self.isHidden():
            announce(self.password, self._host.look.words("lock.trying"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever types while a password is being tried may be in the middle of a sentence when it fits."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() not in HELD:
            self._host.meeting.hear_key()
        return super().eventFilter(watched, event)

    def _show_password(self) -> None:
        mode = QLineEdit.EchoMode.Normal if self.show_it.isChecked() else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)
        self._refill()

    def _refill(self) -> None:
        self.fill(self._host.look)

    def _show_caps(self) -> None:
        self._host.door.run(lambda: self._fill_problem(self._host.look))

    def _try(self) -> None:
        """Try what was typed; where that is nothing, say that something must be."""
        if self._host.meeting.trying:
            return
        if self.password.text():
            self._host.meeting.unlock(self.password.text())
            self._refill()
        else:
            self._sign.hide()
            self._problem.complain(self._host.look.words("meeting.no_password"))
            self.password.refuse()

    def _ask_to_quit(self) -> None:
        """Who then stays is in the field again: what is typed next is the password, and presses nothing."""
        self.begin()
        self._host.call("quit")()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing that was typed here stays."""
        super().hideEvent(event)
        if self.layout() is None:
            return  # hidden while it is being made, before there is a field
        self.password.clear()
        self.show_it.setChecked(False)


class _LockSign(QWidget):
    """A closed lock."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(48), theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lock, as large as this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        icons.paint(painter, "lock", middle, tokens.NIGHT_INK, self.width())


class _Card(QWidget):
    """White, with round corners."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
