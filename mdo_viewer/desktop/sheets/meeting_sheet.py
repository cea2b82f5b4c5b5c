"""The sheet of the meeting: begin one, open one, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Literal, Protocol, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.files.autosave import Autosave
from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.files.elsewhere import ask_elsewhere, ask_new
from mdo_viewer.desktop.files.kept import saved_when
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, Complaint, PlainLabel
from mdo_viewer.desktop.widgets.password_line import PasswordLine
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.meeting.container import Unfit, new_password
from mdo_viewer.place.policy import Policy
from mdo_viewer.place.wording import refusal

#: What a password is asked for.
Asked: TypeAlias = Literal["new", "open", "change"]
#: The fewest characters of a new password: what protects a lost laptop.
SHORTEST: Final = 10


class MeetingHost(SettingsHost, Protocol):
    """What the sheet of the meeting asks besides."""

    @property
    def autosave(self) -> Autosave:
        """What keeps the meeting in its file."""

    def ask_meeting(self, path: Path, what: Literal["new", "open"]) -> None:
        """Ask for the password of a meeting's file that was chosen."""


class MeetingSheet(Sheet):
    """Asks for a file, then for its password; says what is kept when a meeting is open."""

    def __init__(self, host: MeetingHost, parent: QWidget) -> None:
        super().__init__(host, parent, 640)
        self._host: MeetingHost = host
        self._places = Background(self, host.door, "place", lasting=False)
        self._asked: tuple[Asked, Path] | None = None
        self._waiting = self._drops = False  # for what was asked of the autosave here; what is in no file is to go
        self._outside = False  # the organisation has meetings kept elsewhere than in the file that is asked about
        self._opened: Callable[[], object] = lambda: None
        self._said = PlainLabel()
        self._password, self._again = PasswordLine(), PasswordLine()
        self._labels = (PlainLabel(size=14, colour=tokens.MUTED), PlainLabel(size=14, colour=tokens.MUTED))
        self._caps = PlainLabel(bold=True, colour=tokens.BROWN)
        self._caps.hide()
        self._problem = Complaint(self._password, size=theme.BASE)
        self._earlier: list[Button] = []
        self.column.addWidget(self._said)
        for label, line in zip(self._labels, (self._password, self._again), strict=True):
            label.setBuddy(line)
            line.caps_changed.connect(self._show_caps)
            line.returnPressed.connect(host.door(self.submit))
            self.column.addWidget(label)
            self.column.addWidget(line)
        self.column.addWidget(self._caps)
        self.column.addWidget(self._problem)
        self._versions = QVBoxLayout()
        self._versions.setSpacing(8)
        self.column.addLayout(self._versions)
        self._new, self._open = Button(tone="primary"), Button()
        self._go, self._leave, self._change = Button(tone="primary"), Button(), Button()
        self._elsewhere, self._lock, self.other = Button(), Button(), Button()
        rows = QGridLayout()
        rows.setSpacing(12)
        for button, action, place in (
            (self._new, host.call("meeting:new"), (0, 0)),
            (self._open, host.call("meeting:open"), (0, 1)),
            (self._change, self._ask_change, (1, 0)),
            (self._leave, self._leave_meeting, (1, 1)),
            (self._elsewhere, self.ask_elsewhere, (2, 0)),
            (self._lock, host.call("lock"), (2, 1)),
            (self._go, self.submit, (3, 0)),
            (self.other, self._ask_other_place, (3, 1)),
        ):
            button.clicked.connect(host.door(action))
            rows.addWidget(button, *place)
        self.column.addLayout(rows)
        host.autosave.changed.connect(self._told)  # a method of a widget, which ends with it

    # --- what it shows

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard on what begins a new meeting, or keeps a copy of one that can only be read."""
        super().open_sheet(look)
        first = self._elsewhere if self._host.autosave.read_only else self._new
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        """What may be done now: begin or open one, give a password (twice when new), or leave the one that is kept."""
        words, autosave, asked = look.words, self._host.autosave, self._asked
        twice = asked is not None and asked[0] != "open"
        self.title.show_text(words("meeting.title") if asked is None else asked[1].name)
        if self._waiting:
            said = words("meeting.busy")
        elif asked is not None:
            said = words("meeting.set_password", n=SHORTEST) if twice else words("meeting.ask_password")
            said += self._said_besides(asked[0])
        elif autosave.path is not None:
            said = words("meeting.kept_to_read" if autosave.read_only else "meeting.kept", name=autosave.path.name)
        else:
            said = words("meeting.none")
        self._said.show_text(said)
        shown = (asked is not None, twice)
        for label, line, key, here in zip(
            self._labels, (self._password, self._again), ("password", "again"), shown, strict=True
        ):
            label.show_text(words(f"meeting.{key}") if here else "")
            line.setVisible(here)
            line.setReadOnly(self._waiting)  # disabled, it would give the keyboard to what lies behind
            line.setAccessibleName(words(f"meeting.{key}"))
        if not self._problem.text():  # else that is the description
            self._password.setAccessibleDescription(said if asked is not None else "")
        self._new.show_words(words("meeting.new"), key=cap_of("meeting:new", words))
        self._open.show_words(words("meeting.open"), key=cap_of("meeting:open", words))
        go = {"new": "meeting.make", "change": "meeting.change.go"}.get(asked[0] if asked else "", "meeting.go")
        self._go.show_words(words(go), key=cap_of("enter", words))
        self._leave.show_words(words("meeting.leave"))
        self._change.show_words(words("meeting.change"))
        self._elsewhere.show_words(words("meeting.copy" if autosave.read_only else "meeting.elsewhere"))
        self._new.set_tone("plain" if autosave.read_only else "primary")
        self._elsewhere.set_tone("primary" if autosave.read_only else "plain")
        self._lock.show_words(words("meeting.lock"), key=cap_of("lock", words))
        self._new.setVisible(asked is None)
        self._open.setVisible(asked is None)
        self._go.setVisible(asked is not None and not self._waiting)
        self.other.show_words(words("meeting.other_place"))
        self.other.setVisible(asked is not None and asked[0] == "new" and not self._waiting and self._is_refused())
        for button in (self._leave, self._elsewhere, self._lock):
            button.setVisible(asked is None and autosave.path is not None)
        self._change.setVisible(asked is None and autosave.path is not None and not autosave.read_only)
        self._show_earlier(autosave.earlier if asked is not None and asked[0] == "open" and not self._waiting else ())

    def _show_earlier(self, versions: tuple[Path, ...]) -> None:
        """A button for each earlier version of what could not be opened."""
        words = self._host.look.words
        while len(self._earlier) < len(versions):
            button = Button(left=True)
            button.clicked.connect(self._host.door(partial(self._ask_earlier, len(self._earlier))))
            self._earlier.append(button)
            self._versions.addWidget(button)
        for at, button in enumerate(self._earlier):
            button.setVisible(at < len(versions))
            if at < len(versions):
                when = saved_when(versions[at])
                said = "" if when is None else self._host.look.saying.moment(when)
                key = "meeting.open_earlier_of" if said else "meeting.open_earlier"
                button.show_words(words(key, name=versions[at].name, when=said))

    def _is_refused(self) -> bool:
        """Whether a new meeting cannot be kept there: by what the organisation set, or it was tried."""
        autosave = self._host.autosave
        tried = autosave.refused is not None and autosave.doing == "make"
        return tried or self._outside

    def _ask_other_place(self) -> None:
        """Ask for another file; the password that was typed is the same."""
        drops, typed = self._drops, (self._password.text(), self._again.text())

        def chosen(path: Path) -> None:
            self.ask("new", path, drops=drops)
            for line, text in zip((self._password, self._again), typed, strict=True):
                line.setText(text)

        ask_new(self.window(), self._host, self._host.settings.recent, chosen)

    def _ask_earlier(self, at: int) -> None:
        """Ask for the password of an earlier version; what was typed for the file itself may be the same."""
        versions = self._host.autosave.earlier
        if at < len(versions):
            typed = self._password.text()
            self.ask("open", versions[at], drops=self._drops)
            self._password.setText(typed)
            self._password.selectAll()

    def _show_caps(self) -> None:
        on = self._password.caps or self._again.caps
        self._caps.show_text(self._host.look.words("meeting.caps") if on else "", hide_empty=True)
        self.place()

    def _said_besides(self, what: Asked) -> str:
        """What comes along to a new meeting, and what is lost when one is opened."""
        autosave, words = self._host.autosave, self._host.look.words
        if what == "new":
            return f" {autosave.beginning_words(autosave.beginning(drops=self._drops))}"
        lost = what == "open" and autosave.path is None and self._host.session.typed
        return f" {words('meeting.will_lose')}" if lost else ""

    def _told(self) -> None:
        self._host.door.run(self._changed)

    def _changed(self) -> None:
        """Something else is to be said of the file: a meeting was opened, or could not be."""
        autosave = self._host.autosave
        if self._waiting and not autosave.asking:
            self._waiting = False
            if autosave.refused is None:
                opened = self._asked is not None and self._asked[0] == "open"
                self.close_sheet()
                if opened:
                    self._opened()
                return
            self._problem.show_text(autosave.refused_words)
            self._password.refuse()
        if self.isVisible():
            self._refill()

    def _refill(self) -> None:
        self.fill(self._host.look)
        self.place()

    # --- what it does

    def ask_elsewhere(self) -> None:
        """Ask where the meeting is to be kept from now on; of one that is open to read, where a copy is."""
        ask_elsewhere(self.window(), self._host, self._host.autosave, self._go_to)

    def _go_to(self, path: Path) -> None:
        self._problem.show_text("")
        self._waiting = True
        self._host.autosave.go_to(path)
        self._changed()  # it may be the file that is open

    def _ask_change(self) -> None:
        path = self._host.autosave.path
        if path is not None:
            self.ask("change", path)

    def ask(self, what: Asked, path: Path, opened: Callable[[], object] | None = None, *, drops: bool = False) -> None:
        """Ask for the password of a file that is made or opened, or for another one; `opened` is called when it was
        the right one. The user `drops` what is in no file: nothing of it comes along."""
        self._asked, self._drops, self._outside = (what, path), drops, False
        self._opened = opened or self._opened
        self._clear()
        policy, language = self._host.session.policy, self._host.session.state.language
        if what == "new" and policy.folder is not None:
            asked, said = self._asked, refusal(policy, "folder", language)
            self._places.run(partial(_is_outside, policy, path), lambda outside: self._refuse(asked, outside, said))
        self._refill()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, asked: tuple[Asked, Path], outside: bool, said: str) -> None:
        """Say that no meeting may be kept in the file that is asked about, before a password is typed twice."""
        if outside and self._asked is asked and not self._waiting:
            self._outside = True
            self._problem.show_text(said)
            self._refill()

    def submit(self) -> None:
        """Make or open the meeting whose password was typed."""
        if self._asked is None or self._waiting:
            return
        (what, path), autosave = self._asked, self._host.autosave
        self._problem.show_text("")
        if what != "open" and self._password.hasFocus() and self._password.text() and not self._again.text():
            self._again.setFocus(Qt.FocusReason.TabFocusReason)  # it is asked twice
            return
        if what == "open" and not self._password.text():
            self._problem.show_text(self._host.look.words("meeting.no_password"))
            self._password.refuse()
        elif what == "open":
            self._waiting = True
            autosave.open(path, self._password.text(), drops=self._drops)
        else:
            typed = self._new_password()
            if typed is not None:
                self._waiting = True
                autosave.make(path, typed, drops=self._drops) if what == "new" else autosave.change_password(typed)
        self.place()

    def _new_password(self) -> str | None:
        """What was typed twice; None, and told, where it cannot be a new password."""
        words, typed, again = self._host.look.words, self._password.text(), self._again.text()
        try:
            taken = new_password(typed)
        except Unfit:
            self._problem.show_text(words("meeting.unseen"))
            taken = ""
        else:
            if len(taken) < SHORTEST:
                self._problem.show_text(words("meeting.too_short", n=SHORTEST))
            elif taken != again.strip():
                self._problem.show_text(words("meeting.not_alike"))
            else:
                return taken
        self._again.clear()  # both are typed anew, from the first on
        self._password.refuse()
        return None

    def _leave_meeting(self) -> None:
        self.close_sheet()
        self._host.call("meeting:leave")()

    def _clear(self) -> None:
        for line in (self._password, self._again):
            line.clear()
        self._problem.show_text("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing that was typed here stays."""
        super().hideEvent(event)
        self._clear()
        if self._waiting:
            self._host.autosave.give_up()
        self._asked, self._waiting, self._drops, self._outside = None, False, False, False


def _is_outside(policy: Policy, path: Path) -> bool:
    """Whether the organisation has meetings kept elsewhere. Where a share does not say, making the meeting does."""
    try:
        return not policy.keeps(path)
    except OSError:
        return False
