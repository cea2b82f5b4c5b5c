"""What is typed on where nobody can be writing any more is no command and no answer, and is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, Protocol, TypeAlias, get_args

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from mdo_viewer.desktop.says.steps import typed_on_words
from mdo_viewer.desktop.state.commands import FORMS, TYPED, keys_of
from mdo_viewer.desktop.state.desk import Place, WallName
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.widgets.keypad import HELD
from mdo_viewer.desktop.widgets.timers import once

#: With one of these held a key is a command.
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
#: Where somebody may be writing a sentence.
WRITTEN_IN: Final = FORMS | TYPED
#: What is typed there is a password, of which no letter may be lost or named.
WALLS: Final = frozenset(get_args(WallName))
#: Nobody who writes on waits longer between two letters, ms.
PAUSE: Final = 300
#: How long where nobody saw something close first: who is told something reads before typing, ms.
REFUSED: Final = 1_000
#: So many signs that went nowhere are a text: who writes on after a moment means it still.
A_TEXT: Final = 2
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS: Final = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

#: Why what is typed is held back: what was written in closed, or went with its patient; a form to write in did not
#: open; undoing showed another patient; a sign led to a field that holds something half typed.
Why: TypeAlias = Literal["written", "left", "refused", "undone", "half"]
#: Of these any sign is more than a slip: digits too.
_AT_ONCE: Final[tuple[Why, ...]] = ("left", "refused", "undone")


class TypedHost(Host, Protocol):
    """The window, as what guards its keys asks it."""

    @property
    def place(self) -> Place:
        """Where the user is."""


class TypedOn(QObject):
    """Holds back what is typed on, so that no sign of it is a command or an answer. It hears all of the program only
    from a key that began it until nothing was typed for a moment.

    Where a form was `written` in a digit or Enter acts at once unless letters came before it: after a decision the
    next question is answered without waiting. In the other cases (`_AT_ONCE`) whoever types has not read yet what came,
    and digits are held back too.

    What was held back and is a text (`A_TEXT`) is gone on with after a pause: then all that is typed is held back until
    a key that is no text, or a click, and it is said so. Of what leads to a field that is `half` typed the rest goes
    nowhere, and what stands there is not entered by the Enter or Tab that was meant for the rest.
    """

    def __init__(self, window: QObject, host: TypedHost, said: Callable[[], str]) -> None:
        super().__init__(window)
        self._host, self.said = host, said
        self._why: Why = "written"
        self._dropped, self._told, self._before = "", "", ""
        self._hears = self._paused = False
        self._line: QLineEdit | None = None
        self._pause = once(self, host.door(self.pause), PAUSE)

    def run(self, does: Callable[[], object], command: str) -> None:
        """Do what the key of this command does, and see whether what is typed next may be meant for something else."""
        session, focused = self._host.session, QApplication.focusWidget()
        wrote, seat = self._host.place in WRITTEN_IN and _holds_typed(focused), session.state.seat
        does()
        here, moved = self._host.place, session.state.seat != seat
        if here in WRITTEN_IN | WALLS:
            return
        if command.startswith("decide") and here == "window" and not isinstance(QApplication.focusWidget(), QLineEdit):
            self._begin("refused")
        elif wrote:
            self._begin("left" if moved else "written")
        elif moved and command in ("undo", "redo"):
            self._begin("undone")

    def leads_to(self, line: QLineEdit, sign: str) -> None:
        """This sign was typed elsewhere and led to a line that holds something half typed: what follows at once goes
        nowhere either, and then replaces what stands there. Without a sign, as by Backspace, it does so at once."""
        line.selectAll()
        self._line = line
        self._begin("half")
        self._dropped = self._told = sign
        if not sign:
            self.pause()

    def _begin(self, why: Why) -> None:
        program = QCoreApplication.instance()
        self._why, self._dropped, self._told, self._paused = why, "", "", False
        self._before = self.said() if why == "undone" else ""
        self._wait()
        if not self._hears and program is not None:
            program.installEventFilter(self)
            self._hears = True

    def _wait(self) -> None:
        reads = self._why == "half" or (self._why in _AT_ONCE and not self._dropped)
        self._pause.start(REFUSED if reads else PAUSE)

    @property
    def _holds(self) -> bool:
        """Whether what is typed is held back after a pause too."""
        if self._why == "half":
            return True  # not what is typed, but what would enter
        return bool(self._dropped) and (self._why in _AT_ONCE or len(self._dropped.strip()) >= A_TEXT)

    def pause(self) -> None:
        """Nothing was typed for a moment: what went nowhere is named, and but for a text keys act."""
        self._pause.stop()
        if not self._hears:
            return
        self._paused = True
        if self._holds:
            self._tell(goes_on=True)
        else:
            self.rest()

    def rest(self) -> None:
        """Keys act, and what went nowhere is named."""
        program = QCoreApplication.instance()
        self._pause.stop()
        if self._hears and program is not None:
            self._hears = False
            program.removeEventFilter(self)
        self._tell(goes_on=False)
        self._dropped = self._told = ""
        self._line = None

    def _tell(self, *, goes_on: bool) -> None:
        text, look = self._dropped, self._host.look
        if not text or text == self._told:
            return
        self._told = text
        if self._why == "half":
            if self._line is not None:
                self._host.say(look.words("say.half_not_taken", text=self._line.text().strip(), sign=text.strip()))
            return
        said = typed_on_words(look, text, self._why, holds=goes_on)
        self._host.say(f"{self._before} {said}".strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether this is a key of what is typed on, which goes nowhere; any other ends that."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.rest()
            return False
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not isinstance(event, QKeyEvent) or event.type() not in kinds or _says_nothing(event):
            return False
        opened = self._host.place in WRITTEN_IN | WALLS and self._why != "half"
        if opened or QApplication.activeModalWidget() is not None:  # by itself: what is typed is for that
            self._dropped = ""
        elif self._is_typed(event):
            if event.type() == QEvent.Type.KeyPress:
                self._drop(event)
            event.accept()
            return True
        self.rest()
        return False

    def _drop(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # what it ends was not named yet
            self.rest()
            return
        if self._paused and self._why == "half":
            line, words = self._line, self._host.look.words
            self.rest()
            if line is not None:
                self._host.say(words("say.half_enter", text=line.text().strip()))
            return
        if event.text().isprintable() and not event.isAutoRepeat():
            self._dropped += event.text()
        self._wait()

    def _is_typed(self, event: QKeyEvent) -> bool:
        text, key, commands = event.text(), event.key(), event.modifiers() & _COMMANDS
        if self._why == "half":
            return self._goes_on(event)
        if text.upper() in _room_keys() and (self._paused or (self._why == "undone" and not self._dropped)):
            return False  # what the room sees is in the hands of who presses it by itself
        if key == Qt.Key.Key_Escape:
            return self._dropped != self._told
        if self._why == "refused" and key in _ENTERS:
            return True  # with Ctrl too: it was to record what could not be written
        if self._why == "refused" and not self._dropped and key == Qt.Key.Key_A:
            return False  # the board decides itself, as was said: a form for what is typed on
        if commands and commands != _ALT_GR:
            return False
        if self._why == "undone":
            return not (key in _ENTERS or text.upper() in keys_of("next")) and _writes(event)
        if text.isdigit() or key in _ENTERS:
            return bool(self._dropped) or self._why in _AT_ONCE
        return _writes(event)

    def _goes_on(self, event: QKeyEvent) -> bool:
        """Of what leads to a half typed field: the signs that follow at once, and what would enter what stands there,
        once after a pause too."""
        line, commands = self._line, event.modifiers() & _COMMANDS
        if line is None or QApplication.focusWidget() is not line or (commands and commands != _ALT_GR):
            return False
        if event.key() in (*_ENTERS, *_TABS):
            return True
        return not self._paused and _writes(event)


def _room_keys() -> tuple[str, ...]:
    """The keys that blacken or freeze the room, or show it the patient in sight."""
    return (*keys_of("projector:black"), *keys_of("projector:freeze"))


def _writes(event: QKeyEvent) -> bool:
    """Whether a key writes a sign, or takes one away."""
    return event.key() == Qt.Key.Key_Backspace or (bool(event.text()) and event.text().isprintable())


def _says_nothing(event: QKeyEvent) -> bool:
    """Whether a key is held for another one, or is the first half of a letter with an accent."""
    locks = (Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)
    return event.key() in (*HELD, *locks) or Qt.Key.Key_Dead_Grave <= event.key() <= Qt.Key.Key_Dead_Longsolidusoverlay


def _holds_typed(field: QWidget | None) -> bool:
    """Whether somebody wrote what stands in this field."""
    if isinstance(field, QLineEdit):  # after a password the keys rest by a rule of their own, and none is named
        shown = field.echoMode() == QLineEdit.EchoMode.Normal
        return shown and bool(field.text()) and field.isModified()
    return isinstance(field, QPlainTextEdit) and bool(field.toPlainText()) and field.document().isModified()
